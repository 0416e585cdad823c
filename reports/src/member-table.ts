import { text, type Cell, type Dimension, type Metric, type Text } from '@mingshu/metrics'
import { headed, numbered } from './columns.js'
import { add, isSame } from './decimal.js'
import { figureOf } from './figure.js'
import { cellOf } from './figure-cell.js'
import type { Figure, TableCell, TableRow } from './layout.js'
import type { Part } from './part.js'
import { printedNotes } from './printed.js'
import { headOf, titleOf } from './table-head.js'

/** A table of one unit by the members of its breakdowns: 合计, then 按…分 groups that each add up to it. */
export interface MemberTable {
  readonly sheet: Text
  readonly title: Text
  readonly suffix: string
  readonly stub: Text
  readonly by: readonly { readonly dimension: string; readonly of: Dimension; readonly heading: Text }[]
  readonly columns: readonly Metric[]
  readonly notes?: readonly Text[]
}

interface Line {
  readonly label: string
  readonly dimensionName: string
  readonly member: string
  readonly cells: Readonly<Record<string, Cell>>
}

/** Declares a table by members. */
export const memberTable = (spec: MemberTable): Part => async (asking, report) => {
  const { context, say } = asking
  for (const { dimension } of spec.by) {
    for (const metric of spec.columns) if (!metric.dimensions.includes(dimension)) throw new Error(`${metric.code} has no breakdown “${dimension}”.`)
  }
  spec.columns.forEach(asking.use)
  const codes = spec.columns.map((m) => m.code)
  const answer = await asking.ask({ metrics: codes, unit: context.unit.code })
  const total: Line = { label: say(text('合　计', 'Total')), dimensionName: '', member: 'total', cells: answer.total.cells }
  const groups: { heading: string; lines: Line[] }[] = []
  for (const { dimension, of, heading } of spec.by) {
    const { rows } = await asking.ask({ metrics: codes, unit: context.unit.code, by: dimension })
    groups.push({
      heading: say(heading),
      lines: Object.entries(of.members).map(([member, name]) => {
        const row = rows.find((r) => r.member === member)
        if (!row) throw new Error(`The answer by ${dimension} lacks ${member}.`)
        return { label: say(name), dimensionName: say(of.name), member, cells: row.cells }
      }),
    })
  }

  const cell = (line: Line, metric: Metric): Cell => {
    const found = line.cells[metric.code]
    if (!found) throw new Error(`The answer lacks ${metric.code}.`)
    return found
  }
  const first = groups[0]?.lines ?? []
  // Row 0 is the total and row 1 the first group's heading, so its members start at row 2.
  const totalCell = (metric: Metric): TableCell => {
    const whole = cell(total, metric)
    const shown = cellOf(metric, whole, 'value')
    const parts = first.map((line) => cell(line, metric).value)
    const addsUp = metric.kind !== 'ratio' && metric.kind !== 'distinct' && whole.value !== null && isSame(whole.value, add(...parts.flatMap((p) => p ?? [])))
    return shown.kind === 'number' && addsUp && first.length > 0 ? { ...shown, sumOf: [2, first.length + 1] } : shown
  }
  const rows: TableRow[] = [
    { kind: 'total', indent: 0, cells: [{ kind: 'text', text: total.label }, ...spec.columns.map(totalCell)] },
    ...groups.flatMap(({ heading, lines }): TableRow[] => [
      { kind: 'heading', indent: 0, cells: [{ kind: 'text', text: heading }] },
      ...lines.map((line): TableRow => ({
        kind: 'item', indent: 1,
        cells: [{ kind: 'text', text: line.label }, ...spec.columns.map((metric) => cellOf(metric, cell(line, metric), 'value'))],
      })),
    ]),
  ]
  const lines = [total, ...groups.flatMap((g) => g.lines)]
  return {
    sheet: say(spec.sheet), title: titleOf(asking, spec.title), formNo: `${report.number}${spec.suffix}`,
    head: headOf(asking, answer.businessOn, spec.columns, 'period'), paper: report.paper,
    headings: [{ label: say(spec.stub) }, ...spec.columns.map((metric) => ({ label: say(headed(metric)) }))],
    columns: numbered([{ align: 'text' }, ...spec.columns.map((metric) => ({ align: 'number' as const, prints: { field: 'value' as const, metric: metric.code } }))], asking.language),
    rows, balances: [], notes: [...(spec.notes ?? []), ...printedNotes(answer, spec.columns)].map(say), foot: [],
    figures: spec.columns.flatMap((metric) => lines.map((line): Figure => figureOf({
      metric, cell: cell(line, metric), unit: context.unit.code, unitName: say(context.unit.name),
      ...(line !== total && { split: { name: line.dimensionName, member: line.member, memberName: line.label } }),
    }, say))),
  }
}
