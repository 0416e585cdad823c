import { scoped, type Database } from '@mingshu/db'
import { rules, type Severity } from '@mingshu/etl'
import { subjects, type Text, type Unit } from '@mingshu/metrics'
import type { Viewer } from '../access/viewer.js'
import type { VersionInfo } from './versions.js'

/** What a rule found in a unit when a version was published. */
export interface Finding {
  readonly rule: string
  readonly name: string
  readonly title: Text
  readonly severity: Severity
  readonly subjects: readonly string[]
  readonly unit: string | null
  readonly unitName: Text | null
  readonly since: string
  readonly zh: string
  readonly en: string
}

interface Row extends Omit<Finding, 'title' | 'unitName'> {
  readonly unitZh: string | null
  readonly unitEn: string | null
}

// Sentences about people name their records and tell small counts: they are for those who work with the lists.
const ofPersons = new Set(subjects.filter((s) => s.measures.some((m) => m.persons)).map((s) => s.id))
const withheld = { zh: '涉及个人，请可查看名册的岗位处理。', en: 'It is about persons: ask someone who works with the lists.' }

/** Everything the rules found in a unit and below, what must be mended first; at the units above what concerns all. */
export async function findingsOf(database: Database, viewer: Viewer, of: Unit, at: VersionInfo): Promise<readonly Finding[]> {
  const { rows } = await scoped(database.pool('api'), viewer.scope, (trx) => trx.raw<{ rows: Row[] }>(
    `select v.rule, v.name, v.severity, v.subjects, u.code as unit, u.name_zh as "unitZh", u.name_en as "unitEn", v.since_on as since, v.zh, v.en
     from rule_violation v left join unit u on u.unit_id = v.unit_id
     where v.version = :version and (v.unit_id in (select unit_id from unit_closure where ancestor_id = :unitId) or (v.unit_id = 0 and v.county_id = 0))
     order by array_position(array['blocks', 'explain', 'informs'], v.severity), v.rule, v.name, u.sort_no, v.since_on desc, v.zh`,
    { version: at.version, unitId: of.unitId }))
  const titles = new Map(rules().map((r) => [r.name, r.title]))
  return rows.map(({ unitZh, unitEn, ...row }) => ({
    ...row, ...(!viewer.scope.exact && row.subjects.every((s) => ofPersons.has(s)) ? withheld : {}), title: titles.get(row.name) ?? { zh: row.rule, en: row.rule }, unitName: unitZh === null || unitEn === null ? null : { zh: unitZh, en: unitEn },
  }))
}
