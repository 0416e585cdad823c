import { createHash } from 'node:crypto'
import {
  ask, isPublic, metricsOf, narrow, prove, proveSql, QuestionRefused, text, type Metric, type Proof, type Recomputed, type RunSql, type Subject, type Text, type Unit,
} from '@mingshu/metrics'
import type { Knex } from 'knex'
import { waitingSubjects } from './waiting-subjects.js'

/** What came of a sample: how many figures were counted again, and those that are not what their facts say. */
export interface Sampled {
  readonly proved: number
  readonly different: readonly (Proof & { readonly unit: string; readonly period: string })[]
}

interface Drawn extends Unit {
  readonly source: string
  readonly month: string
}

/** Counts figures of single months of the version just published again from the facts; which, the version's number decides. Reads one snapshot and writes nothing. */
export async function proveSample(pool: Knex, { version, size }: { readonly version: number; readonly size: number }, subjects: readonly Subject[]): Promise<Sampled> {
  return pool.transaction(async (trx) => {
    const { rows: [at] } = await trx.raw<{ rows: { businessOn: string }[] }>('select business_on as "businessOn" from data_version where version = :version', { version })
    // What arrived since waits to be folded: its facts are ahead of the figures.
    const ahead = await waitingSubjects(trx, at?.businessOn ?? '-infinity')
    const run: RunSql = async <R>({ sql, binds }: { sql: string; binds: Readonly<Record<string, unknown>> }) => (await trx.raw<{ rows: R[] }>(sql, binds as Knex.RawBinding)).rows
    const settled = subjects.filter((s) => !ahead.has(s.id))
    const metrics = metricsOf(settled)
    const different: Sampled['different'][number][] = []
    let proved = 0
    for (const [i, { source, month, ...unit }] of (await draw(trx, version, size)).entries()) {
      const metric = pick([...metrics.values()].filter((m) => isPublic(m) && settled.some((s) => s.id === m.subject && s.system === source)), `${version} ${i}`)
      if (!metric || !at) continue
      const period = month.slice(0, 7)
      const asked = narrow({ metrics: [metric.code], unit: unit.code, period }, {
        v: version, of: unit, children: [], scope: { counties: [], units: [], exact: true }, businessOn: at.businessOn,
      })
      const proof = await proofOf(metric, asked, run, subjects)
      if (!proof) continue
      proved += 1
      if (!proof.equal) different.push({ ...proof, unit: unit.code, period })
    }
    return { proved, different }
  }, { isolationLevel: 'repeatable read', readOnly: true })
}

async function proofOf(metric: Metric, asked: ReturnType<typeof narrow>, run: RunSql, subjects: readonly Subject[]): Promise<Proof | undefined> {
  try {
    const cell = (await ask(asked, { dataAsOf: '', demo: false }, run, subjects)).total.cells[metric.code]
    const [recomputed] = await run<Recomputed>(proveSql(asked, {}, subjects))
    return cell && prove(metric, cell, recomputed)
  } catch (error) {
    if (error instanceof QuestionRefused) return undefined // it has no exact answer, so there is no figure
    throw error
  }
}

/** Reported months, each with a unit of its county or above it: the levels take turns, for most units are villages and most villages have little to say. */
async function draw(trx: Knex.Transaction, version: number, size: number): Promise<Drawn[]> {
  const { rows } = await trx.raw<{ rows: (Omit<Drawn, 'name'> & { zh: string; en: string })[] }>(
    `select m.source, m.month_on as month, u.unit_id as "unitId", u.county_id as "countyId", u.code, u.name_zh as zh, u.name_en as en, u.level, u.kind,
      null::text as parent, u.sort_no as "sortNo"
    from generate_series(1, :size::int) n
    cross join lateral (
      select source, county_id, month_on from coverage where from_version <= :version::int order by md5(concat_ws(' ', :version::int, n, source, county_id, month_on)) limit 1
    ) m
    cross join lateral (
      select u.* from unit u
      where (u.county_id = m.county_id or u.county_id = 0) and u.level = (array['city', 'county', 'town', 'village'])[1 + n % 4] and u.valid_from <= m.month_on and u.valid_to is null
      order by md5(concat_ws(' ', n, u.unit_id)) limit 1
    ) u`, { version, size })
  return rows.map(({ zh, en, ...row }) => ({ ...row, name: { zh, en } }))
}

const pick = <T>(from: readonly T[], by: string): T | undefined => from[createHash('sha256').update(by).digest().readUInt32BE(0) % Math.max(from.length, 1)]

/** The sample in a sentence, with what to do when it does not hold. */
export function sampleNote({ proved, different }: Sampled): Text {
  if (different.length === 0) return text(`抽核 ${proved} 个数，与明细一致。`, `${proved} figures counted again, all equal.`)
  const listed = different.map((d) => `${d.code} ${d.unit} ${d.period}(${d.value ?? 'null'} ≠ ${d.recomputed ?? 'null'})`)
  return text(
    `抽核 ${proved} 个数，${different.length} 个与明细不一致：${listed.join('、')}。请运行 mingshu prove 全面核算，再运行 mingshu run --full 重新汇总。`,
    `${proved} figures counted again, ${different.length} different: ${listed.join(', ')}. Run mingshu prove to count all of them, then mingshu run --full to fold again.`)
}
