import { groupNames, isPublic, overTime, subjects as catalogue, text, type Cell, type Metric, type Text } from '@mingshu/metrics'
import { numbered } from './columns.js'
import { figureOf } from './figure.js'
import { cellOf } from './figure-cell.js'
import type { Field, Figure, TableRow } from './layout.js'
import type { Part } from './part.js'
import { remarkOf } from './remark.js'
import { headOf, titleOf } from './table-head.js'

const fields: readonly Field[] = ['value', 'before', 'difference', 'change', 'target', 'completion']

/** Declares a table of every public metric of the catalogue, grouped as the catalogue groups them: a new metric is in it by itself. */
export const metricTable = (spec: { readonly sheet: Text; readonly pages?: number; readonly notes?: readonly Text[] }): Part => async (asking, report) => {
  const { context, say, period } = asking
  const listed = (context.subjects ?? catalogue).map((subject) => ({ subject, metrics: [...subject.measures, ...subject.ratios].filter(isPublic) }))
  const cells = new Map<string, Cell>()
  let businessOn = ''
  for (const { metrics } of listed) {
    if (metrics.length === 0) continue
    const answer = await asking.ask({ metrics: metrics.map((m) => m.code), unit: context.unit.code, compare: ['yoy', 'target'] })
    asking.note(answer)
    businessOn = answer.businessOn
    for (const metric of metrics) {
      asking.use(metric)
      const cell = answer.total.cells[metric.code]
      if (!cell) throw new Error(`The answer lacks ${metric.code}.`)
      cells.set(metric.code, cell)
    }
  }

  const rows: TableRow[] = []
  const figures: Figure[] = []
  const groups = [...new Set(listed.map(({ subject }) => subject.group))].sort()
  for (const group of groups) {
    const metrics = listed.filter(({ subject }) => subject.group === group).flatMap((l) => l.metrics)
    if (metrics.length === 0) continue
    const name = groupNames[group] ?? text(group, group)
    const nth = [...'一二三四五六七八九'][groups.indexOf(group)] ?? group
    rows.push({ kind: 'heading', indent: 0, cells: [{ kind: 'text', text: say(text(`${nth}、${name.zh}`, `${group}. ${name.en}`)) }] })
    for (const metric of metrics) {
      const cell = cells.get(metric.code)
      if (!cell) continue
      rows.push({
        kind: 'item', indent: 1,
        cells: [
          { kind: 'text', text: say(metric.name) }, { kind: 'text', text: say(metric.unit) || '—' },
          ...fields.map((field) => cellOf(metric, cell, field)),
          { kind: 'text', text: remark(metric, cell, say) },
        ],
      })
      figures.push(figureOf({ metric, cell, unit: context.unit.code, unitName: say(context.unit.name) }, say))
    }
  }

  const year = period.grain === 'year'
  const headings: readonly Text[] = [
    text('指　标', 'Indicator'), text('计量单位', 'Unit'),
    year ? text('本年', 'This year') : text('本期', 'This period'), year ? text('上年', 'Last year') : text('上年同期', 'A year earlier'),
    text('增减', 'Difference'), text('同比', 'Year on year'), text('年度目标', 'Target'), text('完成率', 'Completion'), text('备　注', 'Remarks'),
  ]
  return {
    sheet: say(spec.sheet), title: titleOf(asking, report.title), formNo: report.number,
    head: headOf(asking, businessOn, [], 'period'), paper: report.paper, ...(spec.pages && { pages: spec.pages }),
    headings: headings.map((heading) => ({ label: say(heading) })),
    columns: numbered([{ align: 'text' }, { align: 'text' }, ...fields.map((field) => ({ align: 'number' as const, prints: { field } })), { align: 'text' }], asking.language),
    rows, balances: [], notes: (spec.notes ?? []).map(say), foot: [], figures,
  }
}

/** What a reader must know to read the row: why there is no number, how it was printed, what it is a share of, or that it is a state at the end. */
function remark(metric: Metric, cell: Cell, say: (words: Text) => string): string {
  const why = cell.status === 'ok' ? '' : remarkOf(cell, say)
  if (why) return why
  if (cell.phrase) return say(text(`见报${cell.phrase.zh}${metric.unit.zh}`, `Printed as ${cell.phrase.en}`))
  if (metric.kind === 'ratio') return say(text(`分母：${metric.denominator.zh}`, `Of: ${metric.denominator.en}`))
  return overTime(metric) === 'end' ? say(text('期末数', 'At the end')) : ''
}
