import { readdirSync, readFileSync } from 'node:fs'
import { overUnits, rollupTable, type Subject, type Text } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** What one check found on the cells about to be published. */
export interface CheckResult {
  readonly check: string
  /** A check that blocks keeps the version from being published; one that informs is only stored with it. */
  readonly severity: 'blocks' | 'informs'
  readonly violations: number
  /** The first violations in words. */
  readonly sentences: readonly Text[]
}

interface Check {
  readonly name: string
  readonly severity: CheckResult['severity']
  readonly sentence: Text
  /** A select that must return no row; its columns fill the sentence's `%names%`. */
  readonly sql: string
}

const folder = new URL('../checks/', import.meta.url)
const shown = 5

/** Runs every check: those of `etl/checks/`, and that breakdowns add up to their totals in every subject. */
export async function runChecks(trx: Knex.Transaction, subjects: readonly Subject[]): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const check of [...writtenChecks(), ...subjects.flatMap(crossFoot)]) {
    const { rows } = await trx.raw<{ rows: Record<string, unknown>[] }>(check.sql)
    results.push({ check: check.name, severity: check.severity, violations: rows.length, sentences: rows.slice(0, shown).map((row) => filled(check.sentence, row)) })
  }
  return results
}

/** The checks in files, by name. */
function writtenChecks(): Check[] {
  const files = readdirSync(folder).filter((f) => f.endsWith('.sql')).sort()
  return files.map((file) => {
    const source = readFileSync(new URL(file, folder), 'utf8')
    const head = (key: string): string => {
      const value = new RegExp(`^-- ${key}: (.*)$`, 'm').exec(source)?.[1]
      if (!value) throw new Error(`Check ${file} must say -- ${key}: in its head.`)
      return value
    }
    const severity = head('severity')
    if (severity !== 'blocks' && severity !== 'informs') throw new Error(`Check ${file}: severity is blocks or informs, not ${severity}.`)
    return { name: file.replace('.sql', ''), severity, sentence: { zh: head('zh'), en: head('en') }, sql: source }
  })
}

/** Within every unit and period, the members of a dimension against the total: only what adds can be checked so. */
function crossFoot(s: Subject): Check[] {
  const added = s.measures.filter((m) => overUnits(m) === 'sum' && m.kind !== 'distinct')
  const pairs = Object.keys(s.by).flatMap((dim) => added.filter((m) => m.dimensions.includes(dim)).map((m) => ({ dim, code: m.code })))
  if (pairs.length === 0) return []
  return [{
    name: `cross-foot-${s.id}`,
    severity: 'blocks',
    sentence: {
      zh: `%unit% %period% 的 %code%：按 %dim% 分组之和 %parts% 不等于合计 %total%。`,
      en: `%unit%, %period%, %code%: the members of %dim% add to %parts%, not to the total %total%.`,
    },
    sql: `with split as (
  select county_id, unit_id, grain, period_on, dim, ${added.map((m) => `coalesce(sum(${m.code}), 0) as ${m.code}`).join(', ')}
  from ${rollupTable(s)} where until_version is null and dim <> '' and grain in ('m', 'y')
  group by county_id, unit_id, grain, period_on, dim
)
select u.name_zh as unit, t.grain || ' ' || t.period_on as period, v.dim, v.code, v.parts, v.total
from split
join ${rollupTable(s)} t using (county_id, unit_id, grain, period_on)
join unit u using (unit_id)
cross join lateral (values ${pairs.map((p) => `('${p.dim}', '${p.code}', split.${p.code}, t.${p.code})`).join(', ')}) v (dim, code, parts, total)
where t.until_version is null and t.dim = '' and v.dim = split.dim and v.parts <> v.total
limit 100`,
  }]
}

const filled = (sentence: Text, row: Record<string, unknown>): Text => {
  const fill = (template: string): string => template.replaceAll(/%(\w+)%/g, (_, name: string) => String(row[name] ?? ''))
  return { zh: fill(sentence.zh), en: fill(sentence.en) }
}
