import { readdirSync, readFileSync } from 'node:fs'
import type { Text } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** What a violation means: it keeps a figure from being published, somebody has to explain it, or it is only told. */
export type Severity = 'blocks' | 'explain' | 'informs'

/** Where a violation lies, and what it is in words. */
export interface Found {
  readonly countyId: number
  readonly unitId: string
  /** Day from which it holds. */
  readonly since: string
  readonly zh: string
  readonly en: string
}

/** A unit a rule is broken in, and the first day from which it is. */
export type Failing = Pick<Found, 'countyId' | 'unitId' | 'since'>

/** What one rule found. */
export interface RuleResult {
  readonly rule: string
  readonly name: string
  readonly reads: Rule['reads']
  readonly severity: Severity
  /** Subjects whose figures it is about. */
  readonly subjects: readonly string[]
  readonly violations: number
  /** The first of them in each county; the others are counted. */
  readonly found: readonly Found[]
  /** Every unit it is broken in. */
  readonly failing: readonly Failing[]
}

/** A rule of the catalogue, X01 to X50: a select in a file of `etl/checks/` that must return no row. */
export interface Rule {
  /** Its number in the catalogue. */
  readonly rule: string
  /** Name of its file. */
  readonly name: string
  readonly title: Text
  readonly severity: Severity
  readonly subjects: readonly string[]
  /**
   * What it reads. A rule on facts finds faults of the data, before anything is folded: when it blocks, its subjects keep their last figures.
   * A rule on cells finds faults of our own, after: when it blocks, nothing is published.
   */
  readonly reads: 'facts' | 'cells'
  /** Sentence of a violation; the columns of the row fill its `%names%`. */
  readonly sentence: Text
  /**
   * Columns: `county_id`, `unit_id`, `since_on`, and those of the sentence. Binds: `:since`, the first month that is folded anew, and
   * `:business_on`, the last day that counts.
   */
  readonly sql: string
}

const folder = new URL('../checks/', import.meta.url)

/** Violations of one rule in one county that are kept with a version. */
export const mostKept = 200

let written: readonly Rule[] | undefined

/** All rules, by name. */
export const rules = (): readonly Rule[] =>
  (written ??= readdirSync(folder).filter((f) => f.endsWith('.sql')).sort().map((file) => readRule(file, readFileSync(new URL(file, folder), 'utf8'))))

/** Reads a rule from the head and the select of its file. */
export function readRule(file: string, source: string): Rule {
  const head = (key: string): string => {
    const value = new RegExp(`^-- ${key}: (.*)$`, 'm').exec(source)?.[1]
    if (!value) throw new Error(`Rule ${file} must say -- ${key}: in its head.`)
    return value
  }
  const one = <T extends string>(key: string, of: readonly T[]): T => {
    const value = head(key)
    const found = of.find((v) => v === value)
    if (found === undefined) throw new Error(`Rule ${file}: ${key} is one of ${of.join(', ')}, not ${value}.`)
    return found
  }
  return {
    rule: head('rule'), name: file.replace('.sql', ''), title: { zh: head('title zh'), en: head('title en') },
    severity: one('severity', ['blocks', 'explain', 'informs']), reads: one('reads', ['facts', 'cells']),
    subjects: head('subjects').split(',').map((s) => s.trim()), sentence: { zh: head('zh'), en: head('en') }, sql: source,
  }
}

/** Days that rules look between. */
export interface Between {
  readonly since: string
  readonly businessOn: string
}

/** Runs the rules on facts that some of the given subjects are counted from. */
export const runFactRules = (trx: Knex.Transaction, counted: readonly string[], between: Between): Promise<RuleResult[]> =>
  runAll(trx, rules().filter((r) => r.reads === 'facts' && r.subjects.some((s) => counted.includes(s))), between)

/** Runs the rules on cells of the subjects that were folded: beside facts that were not, the cells of others prove nothing. */
export const runCellRules = (trx: Knex.Transaction, folded: readonly string[], between: Between): Promise<RuleResult[]> =>
  runAll(trx, rules().filter((r) => r.reads === 'cells' && r.subjects.every((s) => folded.includes(s))), between)

async function runAll(trx: Knex.Transaction, chosen: readonly Rule[], between: Between): Promise<RuleResult[]> {
  const results: RuleResult[] = []
  for (const rule of chosen) results.push(await runRule(trx, rule, between))
  return results
}

/** Runs one rule. What lies before `since` was judged when it was folded. */
export async function runRule(trx: Knex.Transaction, rule: Rule, { since, businessOn }: Between): Promise<RuleResult> {
  const { rows } = await trx.raw<{ rows: Record<string, unknown>[] }>(
    `select * from (
       select v.*, count(*) over () as all_violations, row_number() over (partition by county_id order by unit_id, since_on) as nth_of_county,
         row_number() over (partition by county_id, unit_id order by since_on) as nth_of_unit
       from (\n${rule.sql}\n) v
     ) numbered
     where nth_of_county <= ${mostKept} or nth_of_unit = 1 order by county_id, unit_id, since_on`, { since, business_on: businessOn })
  const placeOf = (row: Record<string, unknown>): Failing => ({ countyId: Number(row['county_id'] ?? 0), unitId: String(row['unit_id'] ?? 0), since: String(row['since_on']) })
  return {
    rule: rule.rule, name: rule.name, reads: rule.reads, severity: rule.severity, subjects: rule.subjects, violations: Number(rows[0]?.['all_violations'] ?? 0),
    found: rows.filter((row) => Number(row['nth_of_county']) <= mostKept).map((row) => ({ ...placeOf(row), ...filled(rule.sentence, row) })),
    failing: rows.filter((row) => row['nth_of_unit'] === '1').map(placeOf),
  }
}

/** A sentence with the values of a row. */
export function filled(sentence: Text, row: Record<string, unknown>): Text {
  const fill = (template: string): string => template.replaceAll(/%(\w+)%/g, (_, name: string) => String(row[name] ?? ''))
  return { zh: fill(sentence.zh), en: fill(sentence.en) }
}
