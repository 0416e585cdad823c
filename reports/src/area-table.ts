import { overUnits, text, type Comparison, type Text } from '@mingshu/metrics'
import { addend, linesOf, type Line } from './area-lines.js'
import type { Asking } from './asking.js'
import { headingsOf, isFigure, leavesOf, numbered, type ColumnSpec, type FigureColumn, type Leaf } from './columns.js'
import { add, isSame, subtract } from './decimal.js'
import { denominatorsOf } from './denominators.js'
import { figureOf } from './figure.js'
import { cellOf } from './figure-cell.js'
import type { Balance, Column, Figure, TableCell, TableRow } from './layout.js'
import type { Part } from './part.js'
import { printedNotes } from './printed.js'
import { sumOf } from './sum-cell.js'
import { headOf, titleOf } from './table-head.js'

/** A table of a unit and the units below it: 合计 first, then the children in administrative order. */
export interface AreaTable {
  readonly sheet: Text
  /** Default: the report's title. */
  readonly title?: Text
  /** Part of 表号 after the report's number. */
  readonly suffix?: string
  readonly stub?: Text
  readonly columns: readonly ColumnSpec[]
  /** Sums that hold in every row, beside those of breakdowns that stand in full next to their total. */
  readonly balances?: readonly { readonly whole: Leaf; readonly parts: readonly Leaf[] }[]
  /** Whether the figures are those of the period's last day. Default `period`. */
  readonly at?: 'period' | 'end'
  /** Tells under the table what the rates were divided by, with its number. */
  readonly denominators?: true
  readonly notes?: readonly Text[]
}

/** Declares a table of areas. */
export const areaTable = (spec: AreaTable): Part => async (asking, report) => {
  const { context, say } = asking
  const leaves = leavesOf(spec.columns)
  const columns = leaves.filter(isFigure)
  const metrics = [...new Set(columns.map((c) => c.metric))]
  metrics.forEach(asking.use)

  const compare: readonly Comparison[] = [
    ...(columns.some((c) => ['before', 'difference', 'change'].includes(c.field)) ? ['yoy' as const] : []), ...(columns.some((c) => c.field === 'opening') ? ['prev' as const] : []),
  ]
  const answer = await asking.ask({ metrics: metrics.map((m) => m.code), unit: context.unit.code, by: 'unit', ...(compare.length > 0 && { compare }) })
  asking.note(answer)
  const lines = await linesOf(asking, columns, answer)
  const printed = numbered([
    { align: 'text', most: 28 },
    ...leaves.map((leaf): Omit<Column, 'no'> => {
      if (isFigure(leaf)) return { align: 'number', prints: { field: leaf.field, metric: leaf.metric.code, member: leaf.split?.member ?? 'total' } }
      return 'plus' in leaf ? { align: 'number' } : { align: 'text', ...(leaf.least && { least: leaf.least }) }
    }),
  ], asking.language)
  return {
    sheet: say(spec.sheet),
    title: titleOf(asking, spec.title ?? report.title),
    formNo: `${report.number}${spec.suffix ?? ''}`,
    head: headOf(asking, answer.businessOn, metrics, spec.at ?? 'period'),
    paper: report.paper,
    headings: [{ label: say(spec.stub ?? text('地　区', 'Area')) }, ...headingsOf(spec.columns, say)],
    columns: printed,
    rows: rowsOf(leaves, lines, say),
    balances: [...balancesOf(leaves, say), ...(spec.balances ?? []).map(({ whole, parts }) => balanceOf(leaves, whole, parts, say))],
    notes: [
      ...[...(spec.notes ?? []), ...(spec.denominators ? denominatorsOf(metrics, answer.total.cells) : []), ...printedNotes(answer, metrics)].map(say),
      ...overlaps(asking, columns, (column) => printed[leaves.indexOf(column) + 1]?.no ?? '', lines),
    ],
    foot: [],
    figures: figuresOf(asking, columns, lines),
  }
}

function rowsOf(leaves: readonly Leaf[], lines: readonly Line[], say: (words: Text) => string): TableRow[] {
  return lines.map((line, row) => {
    const cells: TableCell[] = [{ kind: 'text', text: line.name }]
    const at = (leaf: Leaf): number => leaves.indexOf(leaf) + 1
    for (const leaf of leaves) {
      if (isFigure(leaf)) cells.push(figureCell(leaf, lines, row))
      else if ('plus' in leaf) cells.push(sumOf(cells, leaf.plus.map(at), leaf.less.map(at)))
      else cells.push(leaf.says(cells[at(leaf.about)] ?? { kind: 'gap', why: 'not_applicable' }, say))
    }
    return { kind: line.kind, indent: line.kind === 'total' ? 0 : 1, cells }
  })
}

function figureCell(column: FigureColumn, lines: readonly Line[], row: number): TableCell {
  const cell = lines[row]?.cells.get(column)
  if (!cell) return { kind: 'gap', why: 'not_applicable' }
  const shown = cellOf(column.metric, cell, column.field)
  return row === 0 && shown.kind === 'number' && addsUp(column, lines) ? { ...shown, sumOf: [1, lines.length - 1] } : shown
}

/** Whether the rows below add up to the total, so that the total may be a formula. */
function addsUp(column: FigureColumn, [total, ...rest]: readonly Line[]): boolean {
  const whole = addend(column, total?.cells.get(column)) ?? null
  return whole !== null && rest.length > 0 && isSame(whole, add(...rest.flatMap((line) => addend(column, line.cells.get(column)) ?? [])))
}

/** Members of an additive measure that stand in full beside their total: 1栏=2栏+…. */
function balancesOf(leaves: readonly Leaf[], say: (words: Text) => string): Balance[] {
  const columns = leaves.filter(isFigure)
  return columns.flatMap((whole): Balance[] => {
    if (whole.split || whole.field !== 'value' || whole.metric.kind === 'ratio' || whole.metric.kind === 'distinct') return []
    const dimensions = new Set(columns.flatMap((c) => (c.metric === whole.metric && c.split?.whole ? c.split.dimension : [])))
    return [...dimensions].map((dimension) => balanceOf(leaves, whole, columns.filter((c) => c.metric === whole.metric && c.split?.dimension === dimension), say))
  })
}

function balanceOf(leaves: readonly Leaf[], whole: Leaf, parts: readonly Leaf[], say: (words: Text) => string): Balance {
  return { label: say(isFigure(whole) ? whole.metric.name : whole.heading), whole: leaves.indexOf(whole) + 1, parts: parts.map((part) => leaves.indexOf(part) + 1) }
}

/** One sentence about the totals that are less than their rows, because somebody is counted in several of them. */
function overlaps({ say }: Asking, columns: readonly FigureColumn[], noOf: (column: FigureColumn) => string, [total, ...rest]: readonly Line[]): string[] {
  const more = columns.flatMap((column) => {
    const { metric, field } = column
    const whole = total?.cells.get(column)?.value ?? null
    const parts = rest.map((line) => line.cells.get(column)?.value ?? null)
    if (field !== 'value' || overUnits(metric) !== 'distinct' || whole === null || parts.length === 0 || parts.includes(null)) return []
    const extra = subtract(add(...parts.flatMap((p) => p ?? [])), whole)
    return isSame(extra, '0') || extra.startsWith('-') ? [] : [{ no: noOf(column), extra, measure: metric.unit }]
  })
  if (more.length === 0) return []
  return [say(text(
    `下列各栏的合计按去重后计，各地区之和多出的部分为跨地区重复：${more.map((m) => `${m.no}栏${m.extra}${m.measure.zh}`).join('，')}。`,
    `In these columns the total counts each once; the areas add up to more, counted in several: ${more.map((m) => `col. ${m.no} by ${m.extra}`).join(', ')}.`,
  ))]
}

function figuresOf(asking: Asking, columns: readonly FigureColumn[], lines: readonly Line[]): Figure[] {
  const { say } = asking
  return columns.flatMap((column, i) => {
    const { metric, split } = column
    // Several columns may print fields of one figure; it is one row of the data sheet.
    if (columns.findIndex((c) => c.metric === metric && c.split?.member === split?.member && c.split?.dimension === split?.dimension) !== i) return []
    return lines.flatMap((line): Figure[] => {
      const cell = line.cells.get(column)
      if (!cell) return []
      return [figureOf({
        metric, cell, unit: line.unit, unitName: line.kind === 'total' ? asking.nameOf(line.unit) : line.name,
        ...(split && { split: { name: say(split.name), member: split.member, memberName: say(split.memberName) } }),
        ...(line.remark && { remark: line.remark }),
      }, say)]
    })
  })
}
