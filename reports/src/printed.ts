import { text, type Answer, type Metric, type Text } from '@mingshu/metrics'

/** What of a table's unit was printed in public, as a note: “重点党群活动次数”见报为2800多次。 None when nothing was. */
export function printedNotes({ total }: Answer, metrics: readonly Metric[]): Text[] {
  const printed = [...new Map(metrics.map((m) => [m.code, m])).values()].flatMap((metric) => {
    const phrase = total.cells[metric.code]?.phrase
    return phrase ? [text(`“${metric.name.zh}”见报为${phrase.zh}${metric.unit.zh}`, `“${metric.name.en}” was printed as ${phrase.en}`)] : []
  })
  return printed.length === 0 ? [] : [text(`${printed.map((p) => p.zh).join('，')}。`, `${printed.map((p) => p.en).join('; ')}.`)]
}
