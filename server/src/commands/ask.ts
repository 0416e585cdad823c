import { metricsOf, parseQuestion, subjects, text, type Answer, type Cell, type Language, type Row } from '@mingshu/metrics'
import { wireOf } from '../figures/wire.js'
import { pad, widthOf } from '../terminal.js'
import { need, textOf, usageError, wholeOf, type Command } from './command.js'
import { openDesk } from './everybody.js'

/** Asks a question. */
export const ask: Command = {
  usage: 'ask <metric,…> --unit <code> --period <period> [--by <split>] [--compare prev,yoy,ytd,target] [--tree then|now] [--v <version>] [--as <login>] [--json]',
  about: text('提问：指标、单位、统计期', 'ask for figures of a unit and a period'),
  options: { unit: { type: 'string' }, period: { type: 'string' }, by: { type: 'string' }, compare: { type: 'string' }, tree: { type: 'string' }, v: { type: 'string' }, as: { type: 'string' } },
  words: 1,
  async run([metrics], values, { config, database, print, isJson, language }) {
    if (metrics === undefined) throw usageError('Name the metrics, with commas between: ask activity_count --unit 440700 --period 2024')
    const [by, compare, tree, v] = [textOf(values, 'by'), textOf(values, 'compare'), textOf(values, 'tree'), wholeOf(values, 'v', 1, 2_147_483_647)]
    const question = parseQuestion({
      metrics, unit: need(values, 'unit'), period: need(values, 'period'),
      ...(by === undefined ? {} : { by }), ...(compare === undefined ? {} : { compare }), ...(tree === undefined ? {} : { tree }),
    })
    const desk = await openDesk(await database(), config, textOf(values, 'as'))
    const answer = await desk.asker.ask(question, desk.viewer, await desk.versions.get(v))
    if (isJson) return print(JSON.stringify(wireOf(answer)))
    const nameOf = (code: string): string => desk.tree.find(code)?.name[language] ?? code
    for (const line of tableOf(answer, nameOf, language)) print(line)
  },
}

function tableOf(answer: Answer, nameOf: (code: string) => string, language: Language): string[] {
  const known = metricsOf(subjects)
  const heads = answer.metrics.map((m) => {
    const { name, unit } = known.get(m.code) ?? { name: text(m.name, m.name), unit: text(m.unit, m.unit) }
    return `${name[language]}${unit[language] ? ` (${unit[language]})` : ''}`
  })
  const first = { zh: '合计', en: 'total' }[language]
  const named = (row: Row): string => (answer.question.by === 'unit' ? `${nameOf(row.unit)} ${row.unit}` : row.member ? memberOf(answer, row.member, language) : row.period)
  const rows = [
    [`${nameOf(answer.total.unit)} ${answer.question.period} ${first}`, ...answer.metrics.map((m) => shown(answer.total.cells[m.code], language))],
    ...answer.rows.map((row) => [named(row), ...answer.metrics.map((m) => shown(row.cells[m.code], language))]),
  ]
  const table = [['', ...heads], ...rows]
  const widths = table[0]?.map((_, i) => Math.max(...table.map((r) => widthOf(r[i] ?? '')))) ?? []
  const lines = table.map((r) => r.map((cell, i) => (i === 0 ? pad(cell, (widths[i] ?? 0) + 2) : ' '.repeat((widths[i] ?? 0) - widthOf(cell)) + cell)).join('  ').trimEnd())
  const asOf = { zh: `第 ${answer.dataVersion} 版，数据截至 ${answer.businessOn}${answer.demo ? '，演示数据' : ''}`, en: `version ${answer.dataVersion}, figures up to ${answer.businessOn}${answer.demo ? ', demo data' : ''}` }[language]
  return [...lines, '', ...answer.notes.map((n) => n[language]), asOf]
}

function memberOf({ question, metrics }: Answer, member: string, language: Language): string {
  const subject = subjects.find((s) => s.measures.some((m) => m.code === metrics[0]?.code) || s.ratios.some((m) => m.code === metrics[0]?.code))
  return subject?.by[question.by ?? '']?.members[member]?.[language] ?? member
}

const words = { not_reported: text('未上报', 'not reported'), not_applicable: text('—', '–'), suppressed: text('*', '*'), ok: text('', ''), partial: text('', '') }

const printed = text('见报', 'printed as')

function shown(cell: Cell | undefined, language: Language): string {
  if (!cell || cell.value === null) return words[cell?.status ?? 'not_applicable'][language] || '—'
  const compared = (['yoy', 'prev', 'completion'] as const).flatMap((k) => (cell[k] === null || cell[k] === undefined ? [] : [`${k} ${cell[k]}`]))
  const beside = cell.phrase === undefined ? compared : [`${printed[language]} ${cell.phrase[language]}`, ...compared]
  return `${cell.value}${cell.status === 'partial' ? '~' : ''}${cell.of === undefined ? '' : ` (${cell.of}/${cell.to})`}${beside.length > 0 ? ` [${beside.join(', ')}]` : ''}`
}
