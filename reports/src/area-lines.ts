import { overUnits, text, type Answer, type Cell } from '@mingshu/metrics'
import type { Asking } from './asking.js'
import type { FigureColumn } from './columns.js'
import { add, isSame, subtract } from './decimal.js'

/** A row of a table of areas before it is laid out: the cell of every column of figures, none where there is no such figure. */
export interface Line {
  readonly kind: 'total' | 'item'
  readonly unit: string
  readonly name: string
  readonly cells: ReadonlyMap<FigureColumn, Cell>
  readonly remark?: string
}

/** Asks for the rows of a table of areas: the unit, what it did itself where that is more than nothing, and the units below it. */
export async function linesOf(asking: Asking, columns: readonly FigureColumn[], answer: Answer): Promise<readonly Line[]> {
  const { context, say } = asking
  // A unit with nothing below it stands under its own name.
  const whole = answer.rows.length === 0 ? context.unit.name : text('合　计', 'Total')
  const total = await lineOf(asking, columns, context.unit.code, say(whole), answer.total.cells, 'total')
  const below: Line[] = []
  for (const row of answer.rows) {
    const child = context.children.find((c) => c.code === row.unit)
    if (!child) throw new Error(`The answer by unit has ${row.unit}, which is no unit of the report.`)
    below.push(await lineOf(asking, columns, child.code, say(child.name), row.cells, 'item'))
  }
  const own = ownLine(asking, columns, total, below)
  return [total, ...(own ? [own] : []), ...below]
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
    cells: new Map(columns.map((column) => {
      const { metric, split } = column
      const cells = split ? broken.get(key(metric.subject, split.dimension))?.rows.find((r) => r.member === split.member)?.cells : totals
      const cell = cells?.[metric.code]
      if (!cell) throw new Error(`The answer for ${unit} lacks ${metric.code}${split ? ` of ${split.dimension} ${split.member}` : ''}.`)
      return [column, cell]
    })),
  }
}

const key = (subject: string, dimension: string): string => `${subject} ${dimension}`

/** What of a cell a column prints, where areas add up to their total: the value, or what it was at first. */
export function addend({ metric, field }: FigureColumn, cell: Cell | undefined): string | null | undefined {
  if (overUnits(metric) !== 'sum') return undefined
  return field === 'value' ? cell?.value ?? null : field === 'opening' ? cell?.prev_value ?? null : undefined
}

/** What a unit did itself, beside its children: there is such a row when the children do not add up to the total. */
function ownLine({ context, say }: Asking, columns: readonly FigureColumn[], total: Line, below: readonly Line[]): Line | undefined {
  if (below.length === 0) return undefined
  const rests = new Map(columns.flatMap((column): [FigureColumn, string][] => {
    const whole = addend(column, total.cells.get(column))
    const parts = below.map((line) => line.cells.get(column))
    // An unreported child is no part of the total either; a hidden one makes the rest unknowable.
    if (whole === null || whole === undefined || parts.some((p) => p?.status === 'suppressed')) return []
    return [[column, subtract(whole, add(...parts.flatMap((p) => addend(column, p) ?? [])))]]
  }))
  const known = [...rests.values()]
  if (known.every((r) => isSame(r, '0')) || known.some((r) => r.startsWith('-'))) return undefined
  return {
    kind: 'item', unit: context.unit.code,
    name: say(text(`${context.unit.name.zh}本级`, `${context.unit.name.en} itself`)),
    cells: new Map([...rests.keys()].map((column) => [column, restOf(column, rests)])),
    remark: say(text('本级数，由合计减下级各数得出', 'The unit’s own: the total less its children')),
  }
}

/** The rests of all columns that print fields of one figure, as its cell. */
function restOf({ metric, split }: FigureColumn, rests: ReadonlyMap<FigureColumn, string>): Cell {
  const of = (field: FigureColumn['field']): string | null =>
    [...rests].find(([c]) => c.metric === metric && c.field === field && c.split?.dimension === split?.dimension && c.split?.member === split?.member)?.[1] ?? null
  return { value: of('value'), status: 'ok', prev_value: of('opening') }
}
