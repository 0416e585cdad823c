import type { Database } from '@mingshu/db'
import { subjects as declared, text, type Subject, type Text } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { proveSample, sampleNote } from './prove-sample.js'
import { publish, type PublishOptions } from './publish.js'
import { beat, beginStep, claimRun, endStep, failRun, offerRun, type ClaimedRun, type RunRequest, type Step } from './run-ledger.js'

/** One load of a run: a system to read, or an inbox to look into. */
export interface LoadStep {
  readonly name: string
  /** The others wait for it. Default: none waits for another. */
  readonly isFirst?: boolean
  /** Reads and stores; rejects with a sentence when the source cannot be read. */
  run(progress: (done: number, of?: number) => void): Promise<{ rowsIn: number; rowsOut: number; rowsRejected?: number; note?: Text }>
}

/** News of a run, for the terminal and for browsers. */
export interface RunNews {
  readonly runId: string
  readonly step: string
  readonly state: 'begin' | 'progress' | 'end' | 'failed'
  readonly done?: number
  readonly of?: number
  readonly note?: Text
}

/** What a run needs besides the database. */
export interface RunMeans extends PublishOptions {
  /** What to read before folding. Empty: fold what is dirty. */
  readonly loads: readonly LoadStep[]
  readonly subjects?: readonly Subject[]
  readonly onNews?: (news: RunNews) => void
  /** Figures to count again from the facts once they are published. Default 12. */
  readonly sample?: number
  /** Milliseconds between heartbeats. Default 5000. */
  readonly beatEvery?: number
  /** Milliseconds to wait before each further try of a source that is away. Default 5 and 20 seconds. */
  readonly retryAfter?: readonly number[]
}

/** What a finished run leaves. */
export interface RunResult {
  readonly runId: string
  readonly version: number
  readonly opened: number
  readonly closed: number
}

/** Offers a run and performs it here. Undefined when that tick was offered before. */
export async function runJob(database: Database, owner: string, request: RunRequest, means: RunMeans): Promise<RunResult | undefined> {
  const runId = await offerRun(database.pool('etl'), request)
  if (!runId) return undefined
  const run = await claimRun(database.pool('etl'), owner, runId)
  return run && performRun(database, run, means)
}

/**
 * Performs a claimed run by the means at hand, or by those that are found now: a run for which none are found has failed, or it would be
 * claimed again for ever. It reads the sources, folds and publishes, then counts a sample again from the facts. A source that is away for a moment is tried again; one
 * that cannot be read is noted and leaves its last state standing; a failed fold leaves the last version published and the marks in place.
 */
export async function performRun(database: Database, run: ClaimedRun, found: RunMeans | (() => Promise<RunMeans>)): Promise<RunResult> {
  const pool = database.pool('etl')
  const means = typeof found === 'function' ? await found().catch((cause: unknown) => fail(pool, run, cause)) : found
  const tell = (news: Omit<RunNews, 'runId'>): void => means.onNews?.({ runId: run.runId, ...news })
  let stopped = false
  let isPublished = false
  const pulse = setInterval(() => {
    beat(pool, run).then((alive) => (stopped ||= !alive), () => undefined)
  }, means.beatEvery ?? 5000)
  let seq = 0
  const step = async <T>(name: string, work: () => Promise<{ result: T } & Omit<Step, 'seq' | 'name'>>): Promise<T> => {
    if (stopped && !isPublished) throw new Error(`Run ${run.runId} was cancelled or lost its lease before ${name}.`)
    const mine = { seq: ++seq, name }
    await beginStep(pool, run, mine)
    tell({ step: name, state: 'begin' })
    const { result, ...counts } = await work()
    await endStep(pool, run, { ...mine, ...counts })
    tell({ step: name, state: 'end', ...(counts.rowsOut === undefined ? {} : { done: counts.rowsOut }), ...(counts.note ? { note: counts.note } : {}) })
    return result
  }

  const { retryAfter = [5_000, 20_000] } = means
  const read = (load: LoadStep): Promise<void> =>
    step(load.name, async () => {
      for (let tries = 1; ; tries++) {
        try {
          const counts = await load.run((done, of) => tell({ step: load.name, state: 'progress', done, ...(of === undefined ? {} : { of }) }))
          return { result: undefined, ...counts, tries }
        } catch (cause) {
          const wait = isPassing(cause) && !stopped ? retryAfter[tries - 1] : undefined
          if (wait !== undefined) {
            await new Promise((again) => setTimeout(again, wait))
            continue
          }
          const why = reasonOf(cause)
          const note = text(`${load.name} 没有读成：${why.zh} 仍用它上次的数据；修好后再运行一次即可补上。`, `${load.name} could not be read: ${why.en} Its last state stands; run again once it is mended.`)
          tell({ step: load.name, state: 'failed', note })
          return { result: undefined, note, tries }
        }
      }
    })

  try {
    const loads = means.loads.filter((l) => run.onlyStep === null || l.name === run.onlyStep)
    for (const load of loads.filter((l) => l.isFirst)) await read(load)
    // Each source is a transaction of its own, and the figures wait for all of them. Two at a time keep two processors busy; more would
    // only make each of them late.
    const waiting = loads.filter((l) => !l.isFirst)
    const lane = async (): Promise<void> => {
      for (let load = waiting.shift(); load; load = waiting.shift()) await read(load)
    }
    await Promise.all([lane(), lane()])
    const done = await step('publish', async () => {
      const result = await publish(pool, run, means.subjects ?? declared, async (subject, state) => {
        if (stopped) throw new Error(`Run ${run.runId} was cancelled or lost its lease while folding ${subject}.`)
        tell({ step: `fold ${subject}`, state: state === 'begin' ? 'begin' : 'end', ...(state === 'begin' ? {} : { done: state.opened }) })
      }, means)
      return { result, rowsIn: result.opened + result.closed, rowsOut: result.opened }
    })
    isPublished = true
    const { sample = 12 } = means
    if (sample > 0) await step('prove', async () => {
      const sampled = await proveSample(pool, { version: done.version, size: sample }, means.subjects ?? declared)
      return { result: undefined, rowsIn: sampled.proved, rowsOut: sampled.proved - sampled.different.length, note: sampleNote(sampled) }
    }).catch((cause: unknown) => tell({ step: 'prove', state: 'failed', note: reasonOf(cause) })) // what is published stays so
    return { runId: run.runId, ...done }
  } catch (cause) {
    return await fail(pool, run, cause).finally(() => tell({ step: 'publish', state: 'failed' }))
  } finally {
    clearInterval(pulse)
  }
}

async function fail(pool: Knex, run: ClaimedRun, cause: unknown): Promise<never> {
  const why = reasonOf(cause)
  await failRun(pool, run, text(
    `汇总没有完成：${why.zh} 已发布的数据不变；排除原因后重新运行即可。`,
    `The fold did not finish: ${why.en} What was published stands; run again once the cause is removed.`,
  ))
  throw cause
}

const isPassing = (cause: unknown): boolean => cause instanceof Error && 'isPassing' in cause && cause.isPassing === true

/** Why something failed, in words; of an error of the database what it says, not the statement that knex puts before it. */
function reasonOf(cause: unknown): Text {
  if (!(cause instanceof Error)) return text(String(cause), String(cause))
  if ('text' in cause) return cause.text as Text
  const said = 'severity' in cause ? cause.message.slice(cause.message.lastIndexOf(' - ') + 1).replace(/^- /, '') : cause.message
  return text(/[.。]$/.test(said) ? said : `${said}。`, /[.。]$/.test(said) ? said : `${said}.`)
}
