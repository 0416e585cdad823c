import { existsSync } from 'node:fs'
import { fileSources, loadFile, systems } from '@mingshu/etl'
import { text } from '@mingshu/metrics'
import { record } from '../audit/chain.js'
import { openKnownKey } from '../known-key.js'
import { isDemoFilled } from '../runs/demo.js'
import { loadsOf } from '../runs/loads.js'
import { stepName } from '../runs/step-name.js'
import { usageError, type Command } from './command.js'

const known: readonly string[] = [...systems, ...fileSources].map((s) => s.id)

/** Loads a source. */
export const load: Command = {
  usage: 'load <source> <file…> [--mode good|all] [--json]',
  about: text('导入一个来源：名册、月报文件，或一个业务系统', 'load a source: rosters or returns, or one system'),
  options: { mode: { type: 'string' } },
  words: 10_000,
  async run([source, ...files], values, { database: open, config, terminal, print, isJson, language }) {
    if (source === undefined || !known.includes(source)) throw usageError(`Name a source: ${known.join(', ')}.`)
    const mode = values.mode ?? 'good'
    if (mode !== 'good' && mode !== 'all') throw usageError(`--mode is good or all, not “${String(mode)}”.`)
    const fileSource = fileSources.find((s) => s.id === source)
    if (!fileSource && files.length > 0) throw usageError(`${source} is read through its connection and takes no files.`)
    const missing = files.find((f) => !existsSync(f))
    if (missing !== undefined) throw new Error(`${missing}: there is no such file.`)
    const database = await open()
    const key = await openKnownKey(config, database)
    if (files.length === 0) {
      const step = (await loadsOf({ database, dataDir: config.dataDir, sources: config.sources, key })).find((s) => s.name === `load ${source}`)
      if (!step) throw new Error(`${source} has no address. Set SOURCES, or name files.`)
      const done = await terminal.step('load', stepName(step.name), async (progress) => {
        const counts = await step.run((n, of) => progress(of ? n / of : undefined, text(`${n} 行`, `${n} rows`)))
        return { result: counts, told: text(`读 ${counts.rowsIn} 行，变动 ${counts.rowsOut} 行`, `${counts.rowsIn} rows read, ${counts.rowsOut} changed`) }
      })
      return print(isJson ? JSON.stringify(done) : { zh: '已导入；运行 mingshu run 后发布', en: 'Loaded; mingshu run publishes it' }[language])
    }
    const isDemo = Object.keys(config.sources).length === 0 && (await isDemoFilled(database))
    let refused = 0
    for (const path of files) {
      const { file, entities } = await loadFile(database, { path }, { ...(fileSource && { source: fileSource }), mode, pseudonymKey: key, asOf: new Date().toISOString(), isDemo, requestedBy: 'command' })
      const rows = entities.reduce((sum, e) => sum + e.read, 0)
      await database.pool('desk').transaction((trx) => record(trx, { actor: 'command', action: 'file_loaded', detail: { source, state: file.state, loadId: file.loadId ?? null, rows } }))
      if (file.state === 'refused') refused += 1
      if (isJson) print(JSON.stringify(file))
      else {
        print(`${{ loaded: '✓', known: '=', refused: '✗', waiting: '…' }[file.state]} ${file.name}  ${file.note?.[language] ?? { zh: `${rows} 行`, en: `${rows} rows` }[language]}`)
        for (const p of file.problems.slice(0, 20)) print(`    ${p.sentence[language]}`)
        if (file.problems.length > 20) print({ zh: `    另有 ${file.problems.length - 20} 处`, en: `    and ${file.problems.length - 20} more` }[language])
      }
    }
    if (!isJson && refused < files.length) print({ zh: '运行 mingshu run 后发布', en: 'mingshu run publishes them' }[language])
    return refused > 0 ? 1 : 0
  },
}
