import type { Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'
import type { RuleResult } from './rules.js'

/** Subjects that keep their last figures, because a rule found a fault in their facts that must be mended first. */
export function heldSubjects(results: readonly RuleResult[], subjects: readonly Subject[]): string[] {
  const blocked = new Set(results.filter((r) => r.severity === 'blocks' && r.violations > 0).flatMap((r) => r.subjects))
  return subjects.map((s) => s.id).filter((id) => blocked.has(id))
}

/** Puts the marks of held subjects back, so that the run after the data were mended folds what this one left out. Expects `fold_mark`. */
export async function holdMarks(trx: Knex.Transaction, held: readonly string[], businessOn: string): Promise<void> {
  if (held.length === 0) return
  await trx.raw(
    `insert into dirty (county_id, subject, month_on)
     select distinct m.county_id, s.subject, m.month_on from fold_mark m cross join unnest(:held::text[]) as s (subject)
     where (m.subject = s.subject or m.subject is null) and m.month_on <= :businessOn order by 1, 2, 3`, { held, businessOn })
}
