import { groupNames, isPublic, subjects as declared } from './catalogue.js'
import { overTime, overUnits, type Direction, type Metric, type OverTime, type OverUnits, type Subject } from './subject.js'
import { text, type Text } from './text.js'

const kinds: Readonly<Record<Metric['kind'], Text>> = {
  flow: text('时期数', 'flow'),
  stock: text('时点数', 'stock'),
  distinct: text('时期数(去重)', 'distinct count over the period'),
  cohort: text('时期数(按批次跟踪)', 'cohort'),
  ratio: text('比率', 'ratio'),
}

const kindOf = (m: Metric): Text => (m.kind === 'distinct' && m.on === undefined ? text('时点数(去重)', 'distinct count at the end of the period') : kinds[m.kind])

const directions: Readonly<Record<Direction, Text>> = {
  up: text('越高越好', 'better when higher'),
  down: text('越低越好', 'better when lower'),
  neutral: text('不分好坏', 'neither better nor worse'),
}

const units: Readonly<Record<OverUnits, Text>> = {
  sum: text('各单位相加', 'units are added'),
  distinct: text('逐级重新去重，各单位不能相加', 'counted again at each level; units cannot be added'),
  recompute: text('由本级分子、分母相除，不取平均', 'divided at the level asked, never averaged'),
}

const times: Readonly<Record<OverTime, Text>> = {
  sum: text('各期相加', 'periods are added'),
  end: text('取期末数', 'read at the end of the period'),
  distinct: text('按整个统计期去重，各期不能相加', 'counted over the whole period; periods cannot be added'),
  recompute: text('按整个统计期重新计算', 'worked out over the whole period'),
}

/** The handbook of definitions, 指标口径, as Markdown in both languages: every figure of the catalogue by its group, then the parts that ratios are made of. */
export function describeMetrics(subjects: readonly Subject[] = declared): string {
  const letters = [...new Set(subjects.map((s) => s.group))].sort()
  const groups = letters.map((letter) => {
    const name = groupNames[letter] ?? text(letter, letter)
    const own = subjects.filter((s) => s.group === letter)
    const all = own.flatMap((s) => [...s.measures, ...s.ratios].map((m) => ({ s, m })))
    const parts = all.filter(({ m }) => !isPublic(m))
    return [
      `## ${letter} ${name.zh} · ${name.en}`,
      ...all.filter(({ m }) => isPublic(m)).map(({ s, m }) => describe(s, m)),
      ...(parts.length > 0 ? [`**比率的组成部分 · Parts of ratios**\n\n${table(parts.map(({ m }) => m))}`] : []),
    ].join('\n\n')
  })
  return [
    '# 指标口径 · What each figure means',
    '由 `metrics/src/` 中的声明生成，请勿手改；更新用 `npx vitest run metrics -u`。环比、同比、累计、累计同比、目标完成率、占比、位次、贡献由每个指标自动得出，不另列。',
    'Generated from the declarations in `metrics/src/`; renew it with `npx vitest run metrics -u`. Previous period, same period last year, year to date, completion of the target, share, place and contribution follow for every figure and are not listed.',
    ...groups,
  ].join('\n\n') + '\n'
}

function describe(s: Subject, m: Metric): string {
  const kind = text(`${kindOf(m).zh}，${directions[m.good].zh}`, `${kindOf(m).en}, ${directions[m.good].en}`)
  const added = text(`${units[overUnits(m)].zh}；${times[overTime(m)].zh}`, `${units[overUnits(m)].en}; ${times[overTime(m)].en}`)
  const dimensions = m.dimensions.flatMap((d) => s.by[d]?.name ?? [])
  return [
    `### ${m.name.zh} · ${m.name.en}`,
    `\`${m.code}\` · ${m.unit.zh}${m.unit.en && m.unit.en !== m.unit.zh ? ` (${m.unit.en})` : ''} · ${kind.zh} · ${kind.en}${(m.definition ?? 1) > 1 ? ` · 第${m.definition}版口径 · definition ${m.definition}` : ''}`,
    m.meaning.zh,
    m.meaning.en,
    [
      ...(m.kind === 'ratio' ? [`- 计算 · Formula: ${formula(m, 'zh')} · ${formula(m, 'en')}`, `- 分母 · Denominator: ${m.denominator.zh} · ${m.denominator.en}`] : []),
      `- 汇总 · Adding up: ${added.zh} · ${added.en}`,
      ...(dimensions.length > 0 ? [`- 分组 · Breakdowns: ${dimensions.map((d) => d.zh).join('、')} · ${dimensions.map((d) => d.en.toLowerCase()).join(', ')}`] : []),
      ...(m.kind !== 'ratio' && m.persons ? ['- 小于 5 人不予显示 · Hidden below 5 persons'] : []),
      ...(m.redefined ? [`- 口径调整 · Defined anew: ${m.redefined.how.zh} ${m.redefined.how.en}`] : []),
      `- 依据 · Basis: ${m.basis}`,
    ].join('\n'),
  ].join('\n\n')
}

function formula({ of, to, scale }: Metric & { readonly kind: 'ratio' }, language: keyof Text): string {
  const names = `${of.name[language]} ÷ ${to.name[language]}`
  return scale === 1 ? names : `${names} × ${scale}`
}

const table = (parts: readonly Metric[]): string => [
  '| 代码 Code | 名称 Name | 含义 Meaning |',
  '|---|---|---|',
  ...parts.map((m) => `| \`${m.code}\` | ${m.name.zh} · ${m.name.en} | ${m.meaning.zh} ${m.meaning.en} |`),
].join('\n')
