import { groupNames, isPublic, subjects as catalogue, text, type Metric, type Text } from '@mingshu/metrics'
import { numbered } from './columns.js'
import { definitionOf } from './definitions.js'
import type { TableRow } from './layout.js'
import type { Part } from './part.js'
import { dayName } from './period.js'

/** Declares a table of what every metric means, by the groups of the catalogue; then, in each group, the parts that rates are made of. It holds no figure. */
export const definitionTable = (spec: { readonly sheet: Text }): Part => async (asking, report) => {
  const { context, say, language } = asking
  const subjects = context.subjects ?? catalogue
  const metricsIn = (group: string): readonly Metric[] => subjects.filter((s) => s.group === group).flatMap((s) => [...s.measures, ...s.ratios])
  const groups = [...new Set(subjects.map((s) => s.group))].sort()
  const rows = groups.flatMap((group): TableRow[] => {
    const name = groupNames[group] ?? text(group, group)
    const all = metricsIn(group)
    const parts = all.filter((metric) => !isPublic(metric))
    return [
      heading(`${group}　${say(name)}`),
      ...all.filter(isPublic).map(rowOf),
      ...(parts.length > 0 ? [heading(say(text(`${group}　${name.zh}：计算比率和编制报表所用的分项`, `${group}　${name.en}: parts of rates and reports`))), ...parts.map(rowOf)] : []),
    ]
  })
  const all = groups.flatMap(metricsIn)
  all.forEach(asking.use)
  // Asked for nothing but the day and the version of the definitions.
  const any = all.find((metric) => metric.kind === 'flow') ?? all[0]
  if (!any) throw new Error('The catalogue is empty.')
  const { businessOn } = await asking.ask({ metrics: [any.code], unit: context.unit.code })

  function heading(words: string): TableRow {
    return { kind: 'heading', indent: 0, cells: [{ kind: 'text', text: words }] }
  }
  function rowOf(metric: Metric): TableRow {
    const { code, name, measure, meaning, formula, overUnits, overTime } = definitionOf(metric, say)
    const adds = [...new Set([overUnits, overTime])].join(say(text('；', '; ')))
    return { kind: 'item', indent: 0, cells: [code, name, measure, meaning, formula, adds, metric.basis].map((words) => ({ kind: 'text', text: words })) }
  }
  const shown = all.filter(isPublic).length
  return {
    sheet: say(spec.sheet), title: say(report.title), formNo: report.number,
    head: [
      say(text('适用范围：各单位、各统计时段', 'For: all units and periods')), `${say(text('口径截至：', 'As of: '))}${dayName(businessOn, language)}`,
      say(text(`指标${shown}项，分项${all.length - shown}项`, `${shown} metrics, ${all.length - shown} parts`)),
    ],
    paper: report.paper, look: 'handbook',
    headings: [
      text('代码', 'Code'), text('名称', 'Name'), text('计量单位', 'Unit'), text('含义', 'Meaning'), text('计算', 'Formula'), text('汇总方式', 'How it adds'), text('依据', 'Basis'),
    ].map((label) => ({ label: say(label) })),
    columns: numbered([38, 20, 10, 42, 30, 26, 15].map((most) => ({ align: 'text' as const, most })), language),
    rows, balances: [], foot: [], figures: [],
    notes: [
      text('“依据”栏：J1—J9为江门市文章、Z1—Z27为湛江经开区文章的句号，X为校核规则号，R为报表号，“党统”为党内统计制度，其余为文件或通行说法的名称。',
        'Basis: J1–J9 and Z1–Z27 are sentences of the two articles, X is a rule, R a report; others name a document or a convention.'),
      text('环比、同比、累计、目标完成率、占比、位次由各指标按同一规则得出，不另列口径。', 'Changes, year to date, completion, shares and ranks follow from every metric by the same rules.'),
    ].map(say),
  }
}
