import { rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parsePeriod, text } from '@mingshu/metrics'
import { findReport, refusal, renderWorkbook, reports } from '@mingshu/reports'
import { getUnit } from '../access/narrow.js'
import { openAnchors } from '../audit/anchors.js'
import { record } from '../audit/chain.js'
import { reportContext } from '../exports/report-context.js'
import { serverFile } from '../server-file.js'
import { need, textOf, usageError, wholeOf, type Command } from './command.js'
import { openDesk } from './everybody.js'

/** Writes a report to a file. */
export const exportReport: Command = {
  usage: 'export <report> --unit <code> --period <period> --out <file> [--v <version>] [--as <login>] [--json]',
  about: text('导出报表到文件', 'write a report to a file'),
  options: { unit: { type: 'string' }, period: { type: 'string' }, out: { type: 'string' }, v: { type: 'string' }, as: { type: 'string' } },
  words: 1,
  async run([name], values, { database: open, config, print, isJson, language }) {
    const report = findReport(name ?? '')
    if (!report) throw usageError(`Name a report: ${reports.map((r) => `${r.number} ${r.id}`).join(', ')}.`)
    const out = resolve(need(values, 'out'))
    const period = parsePeriod(need(values, 'period')).code
    const [code, v] = [need(values, 'unit'), wholeOf(values, 'v', 1, 2_147_483_647)]
    const database = await open()
    const { viewer, tree, versions, asker, behind } = await openDesk(database, config, textOf(values, 'as'))
    const at = await versions.get(v)
    const unit = getUnit(code, viewer, tree)
    const refused = refusal(report, unit, period)
    if (refused) throw Object.assign(new Error(refused.en), { text: refused })
    const url = config.publicUrl?.origin ?? serverFile(config.dataDir).read()?.url ?? `http://${config.host}:${config.port}`
    const context = await reportContext({ database, behind, versions }, { viewer, unit, tree, at, wanted: { report: report.id, unit: unit.code, period, language }, url })
    const layout = await report.build((question) => asker.ask(question, viewer, at), context)
    const { bytes, exportNo, fileName } = await renderWorkbook(layout)
    await writeFile(`${out}.part`, bytes)
    await rename(`${out}.part`, out)
    const anchor = await database.pool('desk').transaction((trx) => record(trx, { actor: 'command', action: 'export_made', detail: { number: exportNo, report: report.id, unit: unit.code, period, version: at.version, scope: viewer.scopeKey } }))
    openAnchors(config.dataDir).note(anchor)
    print(isJson ? JSON.stringify({ number: exportNo, fileName, out, bytes: bytes.byteLength, version: at.version }) : `${out}  ${exportNo}`)
  },
}
