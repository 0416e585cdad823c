import type { Database } from '@mingshu/db'
import { claimRun, offerRun, performRun } from '@mingshu/etl'
import { text } from '@mingshu/metrics'
import { record } from '../audit/chain.js'
import type { Config } from '../config.js'
import { openKnownKey } from '../known-key.js'
import { findRun, type RunState } from '../runs/ledger.js'
import { loadsOf } from '../runs/loads.js'
import { stepName } from '../runs/step-name.js'
import { announcer, leaseName } from '../runs/worker.js'
import type { Terminal } from '../terminal.js'
import { dayOf, textOf, usageError, type Command } from './command.js'

/** Runs a job now. */
export const run: Command = {
  usage: 'run [--job <job>] [--from <day>] [--to <day>] [--full] [--json]',
  about: text('读取来源、汇总并发布', 'read the sources, fold and publish'),
  options: { job: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, full: { type: 'boolean' } },
  words: 0,
  async run(_, values, { database: open, config, terminal, print, isJson, language }) {
    const [from, to] = [dayOf(values, 'from'), dayOf(values, 'to')]
    if (to !== undefined && (from === undefined || from > to)) throw usageError('--to needs a --from that is not later.')
    const job = textOf(values, 'job') ?? 'on-demand'
    if (!/^[a-z][a-z-]{0,30}$/.test(job)) throw usageError(`--job is a word of small letters, not “${job}”.`)
    const database = await open()
    const done = await runNow(database, config, terminal, { job, full: values.full === true, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
    if (isJson) print(JSON.stringify(done))
    else print({ zh: `第 ${done.version ?? '?'} 版已发布，数据截至 ${done.businessOn}`, en: `Version ${done.version ?? '?'} is published, figures up to ${done.businessOn}` }[language])
  },
}

/** What to run. */
export interface Wanted {
  readonly job: string
  readonly full?: boolean
  readonly from?: string
  readonly to?: string
}

/** Offers a run and performs it here, or waits for the server that took it. Throws its failure. */
export async function runNow(database: Database, config: Config, terminal: Terminal, wanted: Wanted): Promise<RunState> {
  const key = await openKnownKey(config, database)
  const runId = await database.pool('etl').transaction((trx) => offerRun(trx, { ...wanted, fireAt: new Date().toISOString(), requestedBy: 'command' }))
  if (runId === undefined) throw new Error('A run was offered this very moment. Try again.')
  await database.pool('desk').transaction((trx) => record(trx, { actor: 'command', action: 'run_asked', detail: { runId, ...wanted } }))
  return terminal.step('run', text('运行', 'Run'), async (progress) => {
    for (;;) {
      const claimed = await claimRun(database.pool('etl'), leaseName(), runId)
      if (claimed) {
        const announce = announcer(database, claimed.job)
        await performRun(database, claimed, async () => ({
          loads: await loadsOf({ database, dataDir: config.dataDir, sources: config.sources, key }),
          onNews(news) {
            announce(news)
            if (news.state === 'failed' && news.note) terminal.say(news.note[terminal.language])
            progress(news.done !== undefined && news.of ? news.done / news.of : undefined, stepName(news.step))
          },
        }))
      }
      const state = await findRun(database.pool('desk'), runId)
      if (!state) throw new Error(`Run ${runId} is gone from the ledger.`)
      if (state.state === 'done') return { result: state, told: text(`第 ${state.version} 版，数据截至 ${state.businessOn}`, `version ${state.version}, figures up to ${state.businessOn}`) }
      if (state.state === 'failed' || state.state === 'cancelled') throw Object.assign(new Error(state.failure?.en ?? state.state), { text: state.failure ?? text('运行已取消。', 'The run was cancelled.') })
      progress(undefined, text('等待正在进行的运行', 'waiting for the run under way'))
      await new Promise((next) => setTimeout(next, 500))
    }
  })
}
