import { text, type Cell, type Metric, type Text } from '@mingshu/metrics'

/** What the rates of a table were divided by, with its number: 分母：党的组织覆盖率为实体运营新业态企业20家。 None without rates. */
export function denominatorsOf(metrics: readonly Metric[], cells: Readonly<Record<string, Cell>>): Text[] {
  const of = new Map<string, { names: Text[]; denominator: Text; number: Text }>()
  for (const metric of metrics) {
    if (metric.kind !== 'ratio') continue
    const { to, denominator, name } = metric
    const known = of.get(denominator.zh)
    if (known) known.names.push(name)
    else {
      const number = cells[metric.code]?.to ?? null
      of.set(denominator.zh, { names: [name], denominator, number: number === null ? text('', '') : text(`${number}${to.unit.zh}`, ` ${number}`) })
    }
  }
  const told = [...of.values()]
  if (told.length === 0) return []
  return [text(
    `分母：${told.map(({ names, denominator, number }) => `${names.map((n) => n.zh).join('、')}为${denominator.zh}${number.zh}`).join('；')}。`,
    `Denominators: ${told.map(({ names, denominator, number }) => `${names.map((n) => n.en).join(', ')}: ${denominator.en}${number.en}`).join('; ')}.`,
  )]
}
