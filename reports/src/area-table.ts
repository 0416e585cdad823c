import { overUnits, text, type Answer, type Cell, type Text } from '@mingshu/metrics'
import type { Asking } from './asking.js'
import { headingsOf, leavesOf, numbered, type ColumnSpec, type FigureColumn } from './columns.js'
import { add, isSame, subtract } from './decimal.js'
import { figureOf } from './figure.js'
import { cellOf } from './figure-cell.js'
import type { Balance, Figure, TableCell, TableRow } from './layout.js'
import type { Part } from './part.js'
import { printedNotes } from './printed.js'
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
  /** Whether the figures are those of the period's last day. Default `period`. */
  readonly at?: 'period' | 'end'
  readonly notes?: readonly Text[]
}

/** A row of the table before it is laid out: the cell of every column, undefined where there is no such figure. */
interface Line {
  readonly kind: 'total' | 'item'
  readonly unit: string
  readonly name: string
  readonly cells: readonly (Cell | undefined)[]
  readonly remark?: string
}

/** Declares a table of areas. */
export const areaTable = (spec: AreaTable): Part => async (asking, report) => {
  const { context, say } = asking
  const columns = leavesOf(spec.columns)
  const metrics = [...new Set(columns.map((c) => c.metric))]
  metrics.forEach(asking.use)

  const answer = await asking.ask({
    metrics: metrics.map((m) => m.code), unit: context.unit.code, by: 'unit',
    ...(columns.some((c) => ['before', 'difference', 'change'].includes(c.field)) && { compare: ['yoy'] as const }),
  })
  asking.note(answer)
  const lines = [
    await lineOf(asking, columns, context.unit.code, say(text('合　计', 'Total')), answer.total.cells, 'total'),
    ...(await inTurn(context.children, (child) => {
      const row = answer.rows.find((r) => r.unit === child.code)
      if (!row) throw new Error(`The answer by unit lacks ${child.code} ${child.name.zh}.`)
      return lineOf(asking, columns, child.code, say(child.name), row.cells, 'item')
    })),
  ]
  const own = ownLine(asking, columns, lines)
  const all = own ? [...lines.slice(0, 1), own, ...lines.slice(1)] : lines
  return {
    sheet: say(spec.sheet),
    title: titleOf(asking, spec.title ?? report.title),
    formNo: `${report.number}${spec.suffix ?? ''}`,
    head: headOf(asking, answer.businessOn, metrics, spec.at ?? 'period'),
    paper: report.paper,
    headings: [{ label: say(spec.stub ?? text('地　区', 'Area')) }, ...headingsOf(spec.columns, say)],
    columns: numbered([
      { align: 'text' },
      ...columns.map((c) => ({ align: 'number' as const, prints: { field: c.field, metric: c.metric.code, member: c.split?.member ?? 'total' } })),
    ], asking.language),
    rows: rowsOf(columns, all),
    balances: balancesOf(columns, say),
    notes: [...[...(spec.notes ?? []), ...printedNotes(answer, metrics)].map(say), ...overlaps(asking, columns, all)],
    foot: [],
    figures: figuresOf(asking, columns, all),
  }
}

async function lineOf(
  asking: Asking, columns: readonly FigureColumn[], unit: string, name: string, totals: Readonly<Record<string, Cell>>, kind: Line['kind'],
): Promise<Line> {
  // Dimensions are never crossed with units in one question, so each row asks for its own breakdowns.
  const broken = new Map<string, Answer>()
  for (const { metric, split } of columns) {
    if (!split || broken.has(key(metric.subject, split.dimension))) continue
    const codes = columns.filter((c) => c.split?.dimension === split.dimension && c.metric.subject === metric.subject).map((c) => c.metric.code)
    broken.set(key(metric.subject, split.dimension), await asking.ask({ metrics: [...new Set(codes)], unit, by: split.dimension }))
  }
  return {
    kind, unit, name,
    cells: columns.map(({ metric, split }) => {
      const cells = split ? broken.get(key(metric.subject, split.dimension))?.rows.find((r) => r.member === split.member)?.cells : totals
      const cell = cells?.[metric.code]
      if (!cell) throw new Error(`The answer for ${unit} lacks ${metric.code}${split ? ` of ${split.dimension} ${split.member}` : ''}.`)
      return cell
    }),
  }
}

const key = (subject: string, dimension: string): string => `${subject} ${dimension}`

/** What a unit did itself, beside its children: there is such a row when the children do not add up to the total. */
function ownLine(asking: Asking, columns: readonly FigureColumn[], [total, ...children]: readonly Line[]): Line | undefined {
  if (!total || children.length === 0) return undefined
  const rests = columns.map((column, i) => {
    if (column.field !== 'value' || overUnits(column.metric) !== 'sum') return undefined
    const whole = total.cells[i]
    const parts = children.map((c) => c.cells[i])
    // An unreported child is no part of the total either; a hidden one makes the rest unknowable.
    if (!whole || whole.value === null || parts.some((p) => p?.status === 'suppressed')) return undefined
    return subtract(whole.value, add(...parts.flatMap((p) => p?.value ?? [])))
  })
  const known = rests.filter((r) => r !== undefined)
  if (known.every((r) => isSame(r, '0')) || known.some((r) => r.startsWith('-'))) return undefined
  const { context, say } = asking
  return {
    kind: 'item', unit: context.unit.code,
    name: say(text(`${context.unit.name.zh}本级`, `${context.unit.name.en} itself`)),
    cells: rests.map((rest) => (rest === undefined ? undefined : { value: rest, status: 'ok' })),
    remark: say(text('本级数，由合计减下级各数得出', 'The unit’s own: the total less its children')),
  }
}

function rowsOf(columns: readonly FigureColumn[], lines: readonly Line[]): TableRow[] {
  return lines.map(({ kind, name, cells }, row) => ({
    kind,
    indent: kind === 'total' ? 0 : 1,
    cells: [
      { kind: 'text', text: name },
      ...columns.map((column, i): TableCell => {
        const cell = cells[i]
        if (!cell) return { kind: 'gap', why: 'not_applicable' }
        const shown = cellOf(column.metric, cell, column.field)
        return row === 0 && shown.kind === 'number' && addsUp(column, i, lines) ? { ...shown, sumOf: [1, lines.length - 1] } : shown
      }),
    ],
  }))
}

/** Whether the rows below add up to the total, so that the total may be a formula. */
function addsUp({ metric, field }: FigureColumn, i: number, [total, ...rest]: readonly Line[]): boolean {
  if (overUnits(metric) !== 'sum' || field !== 'value' || rest.length === 0) return false
  const whole = total?.cells[i]?.value ?? null
  return whole !== null && isSame(whole, add(...rest.flatMap((line) => line.cells[i]?.value ?? [])))
}

/** Members of an additive measure that stand in full beside their total: 1栏=2栏+…. */
function balancesOf(columns: readonly FigureColumn[], say: (words: Text) => string): Balance[] {
  return columns.flatMap((whole, i): Balance[] => {
    if (whole.split || whole.field !== 'value' || whole.metric.kind === 'ratio' || whole.metric.kind === 'distinct') return []
    const dimensions = new Set(columns.flatMap((c) => (c.metric === whole.metric && c.split?.whole ? c.split.dimension : [])))
    return [...dimensions].map((dimension) => {
      const parts = columns.flatMap((c, j) => (c.metric === whole.metric && c.split?.dimension === dimension ? [j + 1] : []))
      return { label: say(whole.metric.name), whole: i + 1, parts }
    })
  })
}

/** One sentence about the totals that are less than their rows, because somebody is counted in several of them. */
function overlaps({ say }: Asking, columns: readonly FigureColumn[], [total, ...rest]: readonly Line[]): string[] {
  const more = columns.flatMap(({ metric, field }, i) => {
    const whole = total?.cells[i]?.value ?? null
    const parts = rest.map((line) => line.cells[i]?.value ?? null)
    if (field !== 'value' || overUnits(metric) !== 'distinct' || whole === null || parts.length === 0 || parts.includes(null)) return []
    const extra = subtract(add(...parts.flatMap((p) => p ?? [])), whole)
    return isSame(extra, '0') || extra.startsWith('-') ? [] : [{ no: i + 1, extra, measure: metric.unit }]
  })
  if (more.length === 0) return []
  return [say(text(
    `下列各栏的合计按去重后计，各地区之和多出的部分为跨地区重复：${more.map((m) => `${m.no}栏${m.extra}${m.measure.zh}`).join('，')}。`,
    `In these columns the total counts each once; the areas add up to more, counted in several: ${more.map((m) => `col. ${m.no} by ${m.extra}`).join(', ')}.`,
  ))]
}

function figuresOf(asking: Asking, columns: readonly FigureColumn[], lines: readonly Line[]): Figure[] {
  const { say } = asking
  return columns.flatMap(({ metric, split }, i) => {
    // Several columns may print fields of one figure; it is one row of the data sheet.
    if (columns.findIndex((c) => c.metric === metric && c.split?.member === split?.member && c.split?.dimension === split?.dimension) !== i) return []
    return lines.flatMap((line): Figure[] => {
      const cell = line.cells[i]
      if (!cell) return []
      return [figureOf({
        metric, cell, unit: line.unit, unitName: line.kind === 'total' ? asking.nameOf(line.unit) : line.name,
        ...(split && { split: { name: say(split.name), member: split.member, memberName: say(split.memberName) } }),
        ...(line.remark && { remark: line.remark }),
      }, say)]
    })
  })
}

async function inTurn<T, R>(things: readonly T[], work: (thing: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (const thing of things) done.push(await work(thing))
  return done
}
