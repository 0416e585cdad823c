import { text, type Metric, type Text } from '@mingshu/metrics'
import type { Asking } from './asking.js'
import { numbered } from './columns.js'
import { isSame } from './decimal.js'
import type { TableCell, TableRow } from './layout.js'
import type { Part } from './part.js'
import { lastTold } from './period.js'
import type { TracedRow } from './context.js'
import { headOf, titleOf } from './table-head.js'

/** A list of the rows behind a figure, one line each. */
export interface ListTable {
  readonly sheet: Text
  readonly title: Text
  readonly suffix: string
  readonly metric: Metric
  readonly columns: readonly { readonly heading: Text; readonly align: 'text' | 'number'; readonly cell: (row: TracedRow, asking: Asking, businessOn: string) => TableCell }[]
  /** Orders the rows. */
  readonly order: (a: TracedRow, b: TracedRow) => number
  readonly notes?: readonly Text[]
  /** Rows printed at most; the ledger export has all of them. */
  readonly most: number
}

/** Declares a list. It is left out when the report was given no `trace`. */
export const listTable = (spec: ListTable): Part => async (asking, report) => {
  const { context, say, period } = asking
  if (!context.trace) return undefined
  asking.use(spec.metric)
  const answer = await asking.ask({ metrics: [spec.metric.code], unit: context.unit.code })
  const found: TracedRow[] = []
  for await (const row of context.trace({ metric: spec.metric.code, unit: context.unit.code, period: context.period, v: context.version })) found.push(row)
  found.sort(spec.order)
  const printed = found.slice(0, spec.most)

  const rows = printed.map((row, i): TableRow => ({
    kind: 'item', indent: 0,
    cells: [
      { kind: 'number', value: String(i + 1), format: { style: 'number', decimals: 0 } },
      ...spec.columns.map((column) => column.cell(row, asking, lastTold(period, answer.businessOn))),
    ],
  }))
  const published = answer.total.cells[spec.metric.code]?.value ?? null
  const isCut = found.length > printed.length
  const told = [
    ...(isCut ? [text(`共${found.length}条，本表列前${printed.length}条，其余见该指标的台账导出。`, `${found.length} rows; the first ${printed.length} are listed, the ledger export has all.`)] : []),
    // Facts are kept as last reported, so the list of an old version may have moved on.
    ...(published !== null && !isSame(published, String(found.length))
      ? [text(`清单按最新上报的明细列出，共${found.length}条；数据版本${context.version}发布的是${published}条。`, `The list shows the rows as last reported, ${found.length}; version ${context.version} published ${published}.`)]
      : []),
  ]
  return {
    sheet: say(spec.sheet), title: titleOf(asking, spec.title), formNo: `${report.number}${spec.suffix}`,
    head: headOf(asking, answer.businessOn, [spec.metric], 'end'), paper: report.paper,
    headings: [text('序号', 'No.'), ...spec.columns.map((c) => c.heading)].map((heading) => ({ label: say(heading) })),
    columns: numbered([{ align: 'text' }, ...spec.columns.map(({ align }) => ({ align }))], asking.language),
    rows: rows.length > 0 ? rows : [{ kind: 'heading', indent: 0, cells: [{ kind: 'text', text: say(text('期末没有这样的事项。', 'There are none.')) }] }],
    balances: [], notes: [...(spec.notes ?? []), ...told].map(say), foot: [], figures: [],
    ...(!isCut && { listed: { label: say(spec.metric.name), value: published, count: rows.length } }),
  }
}
