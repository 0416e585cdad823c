import { isPublic, metricsOf, parsePeriod, subjects, text, type Metric, type Restated, type Text } from '@mingshu/metrics'
import type { Asking } from './asking.js'
import { numbered } from './columns.js'
import { subtract } from './decimal.js'
import type { TableCell, TableRow } from './layout.js'
import type { Part } from './part.js'
import { clockOf } from './period.js'
import { headOf, titleOf } from './table-head.js'

/** Lines printed at most. */
const most = 1000

const words = (line: string): TableCell => ({ kind: 'text', text: line })

/** Declares the list of figures that changed after they had been published: what they were, what they are, since which version. It judges none of them. */
export const correctionTable = (spec: { readonly sheet: Text }): Part => async (asking, report) => {
  const { context, say, period } = asking
  const known = new Map([...metricsOf(context.subjects ?? subjects)].filter(([, metric]) => isPublic(metric)))
  const order = [context.unit, ...context.children].map(({ code }) => code)
  // A month is published when it has begun, so nothing older can speak of the period.
  const found = ((await context.corrections?.(period.from)) ?? [])
    .filter((c) => known.has(c.metric) && isWithin(c, period))
    .sort((a, b) => order.indexOf(a.unit) - order.indexOf(b.unit) || a.period.localeCompare(b.period) || a.metric.localeCompare(b.metric) || a.version - b.version)
  const shown = found.slice(0, most)
  const metrics = shown.flatMap((c) => known.get(c.metric) ?? [])
  metrics.forEach(asking.use)
  const [any] = metrics.length > 0 ? metrics : known.values()
  if (!any) throw new Error('The catalogue is empty.')
  const { businessOn } = await asking.ask({ metrics: [any.code], unit: context.unit.code })

  const rows = shown.map((c, i) => rowOf(asking, known, c, i + 1))
  const [who, when] = headOf(asking, businessOn, [], 'period')
  return {
    sheet: say(spec.sheet), title: titleOf(asking, report.title), formNo: report.number, look: 'ledger', paper: report.paper,
    head: [who, when, say(text(`共${found.length}处`, `${found.length} in all`))],
    headings: [
      text('序号', 'No.'), text('单位', 'Unit'), text('统计期', 'Month'), text('指标', 'Metric'), text('计量单位', 'Measure'), text('原公布数', 'Published'), text('更正后', 'Corrected'),
      text('增减', 'Difference'), text('数据版本', 'Version'), text('更正时间', 'Corrected at'), text('更正原因', 'Reason'),
    ].map((label) => ({ label: say(label) })),
    columns: numbered([
      { align: 'text', most: 7, least: 6 }, { align: 'text', most: 22 }, { align: 'text', most: 10 }, { align: 'text', most: 24 }, { align: 'text', most: 10 },
      { align: 'number' }, { align: 'number' }, { align: 'number' }, { align: 'text', most: 10 }, { align: 'text', most: 18 }, { align: 'text', least: 20, most: 24 },
    ], asking.language),
    rows: rows.length > 0 ? rows : [{ kind: 'heading', indent: 0, cells: [words(say(text('统计期内各月的数公布以后没有更正过。', 'No figure of these months has changed since it was published.')))] }],
    balances: [], foot: [], figures: [],
    notes: [
      text('本表列本级和直属下级单位：月份结束以后公布、其后又有变化的数。来源数据补报、改正或撤销都会引起变化，各处的明细可在在线页面逐级查看。', 'Figures of this unit and those directly below it that were published after their month had ended and changed since: rows that came late, were mended or withdrawn. The page leads to them.'),
      text('“更正原因”由填报单位填写。', 'The reason is for the reporting unit to fill in.'),
      ...(found.length > shown.length ? [text(`共${found.length}处，本表列前${shown.length}处。`, `${found.length} in all; the first ${shown.length} are listed.`)] : []),
    ].map(say),
  }
}

function isWithin({ period: month }: Restated, { from, to }: { readonly from: string; readonly to: string }): boolean {
  const it = parsePeriod(month)
  return it.from >= from && it.to <= to
}

function rowOf({ nameOf, say }: Asking, known: ReadonlyMap<string, Metric>, c: Restated, no: number): TableRow {
  const metric = known.get(c.metric)
  const decimals = metric?.decimals ?? 0
  const value = (n: string | null, signed?: true): TableCell => (n === null ? { kind: 'gap', why: 'not_reported' } : { kind: 'number', value: n, format: { style: 'number', decimals, ...(signed && { signed }) } })
  return {
    kind: 'item', indent: 0,
    cells: [
      { kind: 'number', value: String(no), format: { style: 'number', decimals: 0 } }, words(nameOf(c.unit)), words(c.period), words(metric ? say(metric.name) : c.metric), words(metric ? say(metric.unit) : ''),
      value(c.was), value(c.is), c.was === null || c.is === null ? { kind: 'gap', why: 'not_applicable' } : value(subtract(c.is, c.was), true), words(String(c.version)), words(clockOf(c.publishedAt)), words(''),
    ],
  }
}
