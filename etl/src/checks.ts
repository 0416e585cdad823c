import { readdirSync, readFileSync } from 'node:fs'
import type { Subject, Text } from '@mingshu/metrics'
import type { Knex } from 'knex'
import type { Violation } from './cross-foot.js'

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
  /** A select that must return no row; its columns fill the sentence's `%names%`. Binds: `:since`, the first month that is folded. */
  readonly sql: string
}

const folder = new URL('../checks/', import.meta.url)
const shown = 5

/** Runs the checks of `etl/checks/`, by name. What lies before `since` was checked when it was folded. */
export async function runChecks(trx: Knex.Transaction, since: string): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const check of writtenChecks()) {
    const { rows } = await trx.raw<{ rows: Record<string, unknown>[] }>(check.sql, { since })
    results.push({ check: check.name, severity: check.severity, violations: rows.length, sentences: rows.slice(0, shown).map((row) => filled(check.sentence, row)) })
  }
  return results
}

/** Says of a subject's fold whether breakdowns add up to their totals. */
export function footingOf(s: Subject, violations: readonly Violation[]): CheckResult {
  const sentence = {
    zh: '%unit% %period% 的 %code%：按 %dim% 分组之和 %parts% 不等于合计 %total%。',
    en: '%unit%, %period%, %code%: the members of %dim% add to %parts%, not to the total %total%.',
  }
  return { check: `cross-foot-${s.id}`, severity: 'blocks', violations: violations.length, sentences: violations.slice(0, shown).map((v) => filled(sentence, { ...v })) }
}

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

const filled = (sentence: Text, row: Record<string, unknown>): Text => {
  const fill = (template: string): string => template.replaceAll(/%(\w+)%/g, (_, name: string) => String(row[name] ?? ''))
  return { zh: fill(sentence.zh), en: fill(sentence.en) }
}
