import { text, type Language, type Metric, type Text } from '@mingshu/metrics'
import type { Finding } from './context.js'
import type { Found } from './layout.js'

/** What a severity asks of the reader. */
const severities: Readonly<Record<Finding['severity'], Text>> = {
  blocks: text('须改正', 'To be mended'), explain: text('需说明', 'To be explained'), informs: text('提示', 'For information'),
}

/** What the rules found of the metrics that were used, in the words of a language. */
export function foundOf(findings: readonly Finding[], used: readonly Metric[], language: Language): readonly Found[] {
  const subjects = new Set(used.flatMap((m) => (m.kind === 'ratio' ? [m.subject, m.of.subject, m.to.subject] : [m.subject])))
  return findings.filter((f) => f.subjects.some((s) => subjects.has(s))).map((f) => ({
    rule: f.rule, title: f.title[language], severity: severities[f.severity][language], unit: f.unitName?.[language] ?? '', since: f.since, says: f[language],
  }))
}
