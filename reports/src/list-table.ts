import { labelOf, lastDayOf, overTime, text, type Metric, type Period, type Text } from '@mingshu/metrics'
import type { Asking } from './asking.js'
import { numbered } from './columns.js'
import type { TracedRow } from './context.js'
import { isSame } from './decimal.js'
import type { FormalTable, TableCell, TableRow } from './layout.js'
import type { Part } from './part.js'
import { dayName, lastTold } from './period.js'
import { headOf, titleOf } from './table-head.js'

/** One column of a list. */
export interface ListColumn {
  readonly heading: Text
  readonly align: 'text' | 'number'
  /** Characters the column is wide at most; longer words take several lines. */
  readonly most?: number
  readonly cell: (row: TracedRow, asking: Asking, lastOn: string) => TableCell
}

/** A list of the rows behind a figure, one line each: those that stand at the end of the period, or those of the period, as the figure counts. */
export interface ListTable {
  readonly sheet: Text
  /** Default: the report's title. */
  readonly title?: Text
  /** Part of 表号 after the report's number. */
  readonly suffix?: string
  readonly look?: FormalTable['look']
  /** Pages a reader expects. */
  readonly pages?: number
  readonly metric: Metric
  readonly columns: readonly ListColumn[]
  /** Orders the rows. Default: by the day they count on. */
  readonly order?: (a: TracedRow, b: TracedRow, asking: Asking) => number
  /** Rows that are listed; the figure counts others as well. Default: all. */
  readonly keep?: (row: TracedRow, asking: Asking) => boolean
  /** What stands at the left above the rules. Default: the reporting unit. */
  readonly greeting?: (asking: Asking) => Text
  readonly notes?: readonly Text[]
  /** What is said when there are no rows. */
  readonly none?: Text
  /** Rows printed at most; the ledger export has all of them. */
  readonly most: number
  /** The report is this list: without a `trace` it says why it is empty. Other lists are left out then. */
  readonly isMain?: true
}

const untraced = text('明细只按最新上报的情况保存，不能按历史数据版本列出。请在最新数据版本下导出。', 'Rows are kept as last reported and cannot be listed as of an older version. Export at the newest.')

/** Declares a list. It is left out when the report was given no `trace`, unless it is what the report is for. */
export const listTable = (spec: ListTable): Part => async (asking, report) => {
  const { context, say, period } = asking
  if (!context.trace && !spec.isMain) return undefined
  asking.use(spec.metric)
  const answer = await asking.ask({ metrics: [spec.metric.code], unit: context.unit.code })
  const published = answer.total.cells[spec.metric.code]?.value ?? null
  const { rows: found, isAll, left } = await readRows(spec, asking)
  const printed = found.slice(0, spec.most)
  const isCut = found.length > printed.length
  const counted = isCut && !isAll ? published : String(found.length)

  const lastOn = lastTold(period, answer.businessOn)
  const rows = printed.map((row, i): TableRow => ({
    kind: 'item', indent: 0,
    cells: [{ kind: 'number', value: String(i + 1), format: { style: 'number', decimals: 0 } }, ...spec.columns.map((column) => column.cell(row, asking, lastOn))],
  }))
  const isState = overTime(spec.metric) === 'end'
  const none = context.trace ? spec.none ?? (isState ? text('期末没有这样的事项。', 'There are none.') : text('统计期内没有这样的事项。', 'There were none.')) : untraced
  const told = [
    ...(isCut ? [text(`${counted === null ? '' : `共${counted}条，`}本表列前${printed.length}条，其余见该指标的台账导出。`, `${counted === null ? '' : `${counted} rows; `}the first ${printed.length} are listed, the ledger export has all.`)] : []),
    ...(!isState && rows.length > 0 ? runningNote(period, lastOn) : []),
    // Facts are kept as last reported, so the list of an old version may have moved on.
    ...(context.trace && isAll && left === 0 && published !== null && !isSame(published, String(found.length))
      ? [text(`清单按最新上报的明细列出，共${found.length}条；数据版本${context.version}发布的是${published}条。`, `The list shows the rows as last reported, ${found.length}; version ${context.version} published ${published}.`)]
      : []),
  ]
  const [who, when] = headOf(asking, answer.businessOn, [spec.metric], isState ? 'end' : 'period')
  const all = `${counted ?? ''}${spec.metric.unit.zh}`
  return {
    sheet: say(spec.sheet), title: titleOf(asking, spec.title ?? report.title), formNo: `${report.number}${spec.suffix ?? ''}`,
    head: [
      spec.greeting ? say(spec.greeting(asking)) : who, spec.greeting ? '' : when,
      rows.length === 0 || counted === null ? '' : say(isCut ? text(`共${all}，列前${printed.length}${spec.metric.unit.zh}`, `First ${printed.length} of ${counted}`) : text(`共${all}`, `${counted} in all`)),
    ],
    paper: report.paper, ...(spec.look && { look: spec.look }), ...(spec.pages && { pages: spec.pages }),
    headings: [text('序号', 'No.'), ...spec.columns.map((c) => c.heading)].map((heading) => ({ label: say(heading) })),
    columns: numbered([{ align: 'text', most: 7, least: 6 }, ...spec.columns.map(({ align, most }) => ({ align, ...(most && { most }) }))], asking.language),
    rows: rows.length > 0 ? rows : [{ kind: 'heading', indent: 0, cells: [{ kind: 'text', text: say(none) }] }],
    balances: [], notes: [...(spec.notes ?? []), ...told].map(say), foot: [], figures: [],
    ...(context.trace && !isCut && left === 0 && { listed: { label: say(spec.metric.name), value: published, count: rows.length } }),
  }
}

/** The rows in their order, and how many were left out; one more than is printed where the order lets reading end there. */
async function readRows({ metric, keep, order, most }: ListTable, asking: Asking): Promise<{ rows: TracedRow[]; isAll: boolean; left: number }> {
  const { context } = asking
  const rows: TracedRow[] = []
  let left = 0
  if (!context.trace) return { rows, isAll: true, left }
  for await (const row of context.trace({ metric: metric.code, unit: context.unit.code, period: context.period, v: context.version })) {
    if (keep && !keep(row, asking)) {
      left += 1
      continue
    }
    rows.push(row)
    if (!order && rows.length > most) return { rows, isAll: false, left }
  }
  if (order) rows.sort((a, b) => order(a, b, asking))
  return { rows, isAll: true, left }
}

/** A period that is not over is listed as far as it is counted. */
function runningNote(period: Period, lastOn: string): Text[] {
  if (lastOn >= lastDayOf(period)) return []
  const { zh, en } = labelOf(period)
  return [text(`${zh}未结束，本表列至${dayName(lastOn, 'zh')}。`, `${en} is not over; the list ends on ${dayName(lastOn, 'en')}.`)]
}
