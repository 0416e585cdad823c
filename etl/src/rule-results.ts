import type { Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'
import type { Violation } from './cell-checks.js'
import { filled, type RuleResult } from './rules.js'

const sentence = {
  zh: '%unit% %period% 的 %code%：%dim% 得 %parts%，与 %total% 不符；这是汇总的错误，请报告。',
  en: '%unit%, %period%, %code%: %dim% gives %parts%, which contradicts %total%. This is a fault of the roll-up; report it.',
}

/** What was found among the cells of a subject, rule by rule; a rule that found nothing is told once, for all of them. */
export function cellResult(s: Subject, violations: readonly Violation[]): RuleResult[] {
  const rules = violations.length === 0 ? ['X10'] : [...new Set(violations.map((v) => v.rule))]
  return rules.map((rule) => {
    const own = violations.filter((v) => v.rule === rule)
    return {
      rule, name: `cells-${s.id}`, reads: 'cells', severity: 'blocks', subjects: [s.id], violations: own.length,
      found: own.map((v) => ({ countyId: 0, unitId: '0', since: '-infinity', ...filled(sentence, { ...v }) })),
      failing: [],
    }
  })
}

/** Refuses to publish cells that contradict each other. Faults of the data come no further than to hold their subjects. */
export function refuseBlocked(results: readonly RuleResult[]): void {
  const blocked = results.filter((r) => r.reads === 'cells' && r.severity === 'blocks' && r.violations > 0)
  const sentences = blocked.flatMap((r) => r.found.slice(0, 5).map((f) => f.zh))
  if (sentences.length > 0) throw new Error(sentences.join(' '))
}

/** Keeps what was found with the version, row by row: a workbook of an old version prints what was found then. */
export async function keepResults(trx: Knex.Transaction, version: number, results: readonly RuleResult[]): Promise<void> {
  const rows = results.flatMap((r) => r.found.map((f) => ({ ...f, rule: r.rule, name: r.name, severity: r.severity, subjects: r.subjects })))
  await trx.raw(
    `insert into rule_violation (county_id, unit_id, version, rule, name, severity, subjects, since_on, zh, en)
     select "countyId", "unitId", :version, rule, name, severity, subjects, since, zh, en
     from jsonb_to_recordset(:rows::jsonb) as f ("countyId" int, "unitId" bigint, rule text, name text, severity text, subjects text[], since date, zh text, en text)`,
    { version, rows: JSON.stringify(rows) })
}
