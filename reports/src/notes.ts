import { text, type Metric, type Note, type Text } from '@mingshu/metrics'
import { sourcesOf } from './definitions.js'
import type { FormalTable, Gap } from './layout.js'
import { isTiny } from './number-text.js'

const gapNotes: Readonly<Record<Gap, Text>> = {
  not_applicable: text('“—”表示不适用或没有可比基数。', '“—”: not applicable, or nothing to compare with.'),
  not_reported: text('“未上报”表示该单位没有报送，不是0。', '“Not reported” is not 0.'),
  suppressed: text('“*”表示人数过少，隐去。', '“*”: too few people to show.'),
}

/** What stands under a table: how columns add up, the table's own notes, those of the answers, symbols, rounding, the demo mark, the source. */
export function notesOf(table: FormalTable, answered: readonly Note[], demo: boolean, used: readonly Metric[], say: (words: Text) => string): string[] {
  const codes = new Set(table.figures.map((f) => f.metric))
  const source = sourcesOf(used.filter((m) => codes.has(m.code)), say)
  const own = table.notes.length > 0
  return [
    ...table.balances.map((b) => equation(table, b.whole, b.parts, say)),
    ...table.notes,
    ...(codes.size === 0 ? [] : answered.filter((note) => !(own && note.code === 'distinct_overlap')).map(say)),
    ...gapsOf(table).filter((gap) => !answered.some((note) => note.code === gap)).map((gap) => say(gapNotes[gap])),
    ...(hasTiny(table) ? [say(text('“…”表示有数，但不足本栏最小单位。', '“…”: not zero, but below the smallest unit printed.'))] : []),
    ...(hasDecimals(table) ? [say(text('部分合计数或相对数由于单位取舍不同而产生的计算误差均未作机械调整。', 'Totals and rates may not foot, for they are rounded and not adjusted.'))] : []),
    ...(codes.size === 0 ? [] : [say(text('指标口径见“指标口径”表，可筛选的同一数据见“数据”表。', 'Definitions: sheet “Definitions”. The same figures to sort and filter: sheet “Data”.'))]),
    ...(demo ? [say(text('本表为演示数据，不得作为工作依据。', 'Demo data: not for use.'))] : []),
    ...(source ? [say(text(`资料来源：${source}。`, `Source: ${source}.`))] : []),
  ]
}

/** The signature block; none where there is nothing to sign. */
export const footOf = (table: FormalTable, say: (words: Text) => string): string[] =>
  [
    text('填报单位(盖章)：', 'Unit (seal):'), text('负责人：', 'Head:'), text('审核人：', 'Checked:'),
    text('填表人：', 'Made by:'), text('联系电话：', 'Phone:'), text('报出时间：　　年　月　日', 'Date:'),
  ].slice(0, table.rows.length === 0 || table.look === 'handout' || table.look === 'handbook' ? 0 : undefined).map(say)

function equation({ columns }: FormalTable, whole: number, parts: readonly number[], say: (words: Text) => string): string {
  const no = (i: number): string => say(text(`${columns[i]?.no}栏`, `col. ${columns[i]?.no}`))
  return `${no(whole)}＝${parts.map(no).join('＋')}${say(text('。', '.'))}`
}

function gapsOf({ rows }: FormalTable): Gap[] {
  const found = new Set(rows.flatMap((row) => row.cells.flatMap((cell) => (cell.kind === 'gap' ? [cell.why] : []))))
  return (['not_applicable', 'not_reported', 'suppressed'] as const).filter((gap) => found.has(gap))
}

const hasTiny = ({ rows }: FormalTable): boolean => rows.some((row) => row.cells.some((cell) => cell.kind === 'number' && isTiny(cell.value, cell.format)))

const hasDecimals = ({ rows }: FormalTable): boolean => rows.some((row) => row.cells.some((cell) => cell.kind === 'number' && cell.format.decimals > 0))
