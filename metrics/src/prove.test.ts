import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { randomCoverage, randomFacts, randomOf, withoutUnreported } from '../../test/random-facts.js'
import { rollupByHand, type ByHand } from '../../test/rollup-by-hand.js'
import { foldSubject } from '../../etl/src/fold.js'
import { passesOf, prepareFold, type Slice } from '../../etl/src/fold-pass.js'
import {
  activities, cursorAfter, metricsOf, planOf, prove, proveAllSql, proveSql, QuestionRefused, subjects, traceCountSql, traceSql,
  type Member, type Narrowed, type ProvedAll, type Recomputed, type TraceCount, type TraceRow,
} from './index.js'

// Three sets of facts; another for SEED.
const seeds = process.env.SEED ? [Number(process.env.SEED)] : [20251125, 1, 2]
const businessOn = '2024-05-17'
const codes = ['440703002131', '440703002128', '440703002', '440703101', '440703', '440704', '440700', '440803070', '4408Z1', '440800']
const metrics = metricsOf(subjects)
vi.setConfig({ testTimeout: 300_000 })

describe.each(seeds)('facts of seed %i', (seed) => {
  let hand: ByHand
  beforeAll(async () => {
    hand = await rollupByHand()
    const etl = hand.database.pool('etl')
    const units = await Promise.all(codes.map((c) => hand.unit(c)))
    // A village moves to another town on 20 March.
    const [village, , old, fresh] = units
    const owner = hand.database.pool('owner')
    const move = { village: village?.unitId ?? '', old: old?.unitId ?? '', fresh: fresh?.unitId ?? '', county: village?.countyId ?? 0 }
    await owner.raw(`update unit_closure set valid_to = '2024-03-20' where ancestor_id = :old and unit_id = :village`, move)
    await owner.raw(`insert into unit_closure (county_id, ancestor_id, unit_id, depth, valid_from) values (:county, :fresh, :village, 1, '2024-03-20')`, move)
    // Another is abolished on 11 February, and what stands in it is still told of.
    const ended = { unit: units[1]?.unitId ?? '' }
    await owner.raw(`update unit set valid_to = '2024-02-11' where unit_id = :unit`, ended)
    await owner.raw(`update unit_closure set valid_to = '2024-02-11' where unit_id = :unit`, ended)
    await randomFacts(etl, { seed, rows: 250, units, from: '2023-11-20', days: 190 })
    const counties = [...new Set(units.map((u) => u.countyId))]
    const months = ['2023-11-01', '2023-12-01', '2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01']
    await randomCoverage(etl, { seed, counties: counties.filter((c) => c !== 0), months, gaps: 0.15 })
    await withoutUnreported(etl)
    await etl.transaction(async (trx) => {
      await prepareFold(trx)
      for (const s of subjects) {
        const { rows: dirty } = await trx.raw<{ rows: Slice[] }>(
          `select county_id as "countyId", month_on as month from coverage where source = :source union select 0, month_on from coverage where source = :source`, { source: s.system })
        await foldSubject(trx, s, passesOf(s, dirty), { next: 1, businessOn })
      }
      await trx.raw('update coverage set from_version = 1')
    })
  }, 300_000)
  afterAll(() => hand[Symbol.asyncDispose]())

  async function recompute(asked: Narrowed, member?: Member): Promise<readonly Recomputed[]> {
    const { sql, binds } = proveSql(asked, member ? { member } : {})
    return (await hand.database.pool('etl').raw<{ rows: Recomputed[] }>(sql, binds as Record<string, string>)).rows
  }

  const periods = [
    '2023', '2024', '2023Q4', '2024Q1', '2024Q2', '2023-12', '2024-01', '2024-03', '2024-04', '2024-05', '2024-01..2024-04', '2024-01..2024-05', '2024-01..2024-02',
    '2024-05-17', '2024-03-15', '2024-04-30', '2024-02-10..2024-04-11', '2024-05-03..2024-05-12', '2023..2024', '2023-12..2024-03',
  ]

  const accepted = (question: Narrowed): readonly string[] =>
    question.metrics.filter((code) => {
      try {
        return Boolean(planOf({ ...question, metrics: [code] }))
      } catch (error) {
        if (error instanceof QuestionRefused) return false
        throw error
      }
    })

  // A seventh of all pairs, others for another seed.
  const draw = randomOf(seed)
  const sample = codes.flatMap((unit) => periods.map((period) => ({ unit, period }))).filter(() => draw() < 1 / 7)

  test('every metric of every unit and kind of period is what its facts say', async () => {
    let proved = 0
    const wrong: unknown[] = []
    for (const { unit, period } of sample) {
      const every = { metrics: [...metrics.keys()], unit, period }
      const question = { ...every, metrics: accepted(await hand.narrowed(every, { businessOn })) }
      const [asked, { total }] = await Promise.all([hand.narrowed(question, { businessOn }), hand.ask(question, { businessOn })])
      const facts = new Map((await recompute(asked)).map((r) => [r.code, r]))
      for (const [code, cell] of Object.entries(total.cells)) {
        const metric = metrics.get(code)
        if (!metric) continue
        const proof = prove(metric, cell, facts.get(code))
        if (cell.value !== null) proved += 1
        if (!proof.equal) wrong.push({ unit, period, status: cell.status, ...proof })
      }
    }
    expect(wrong, `seed ${seed}`).toEqual([])
    expect(proved).toBeGreaterThan(900)
  })

  test('every member of every breakdown is what its facts say', async () => {
    let proved = 0
    const wrong: unknown[] = []
    const asks = [['440703', '2024-03-15'], ['440700', '2024Q1'], ['440703002', '2024-04'], ['4408Z1', '2024'], ['440703', '2024-01..2024-04']] as const
    for (const s of subjects) for (const [dim, { members }] of Object.entries(s.by)) {
      const codesOf = [...s.measures, ...s.ratios].filter((m) => m.dimensions.includes(dim)).map((m) => m.code)
      for (const [unit, period] of asks.filter(() => draw() < 1 / 3)) {
        const every = { metrics: codesOf, unit, period, by: dim }
        const question = { ...every, metrics: accepted(await hand.narrowed(every, { businessOn })) }
        if (question.metrics.length === 0) continue
        const { rows } = await hand.ask(question, { businessOn })
        expect(rows.map((r) => r.member)).toEqual(Object.keys(members))
        for (const row of rows) {
          const member = { dim, member: row.member ?? '' }
          const facts = new Map((await recompute(await hand.narrowed(question, { businessOn }), member)).map((r) => [r.code, r]))
          for (const [code, cell] of Object.entries(row.cells)) {
            const metric = metrics.get(code)
            if (!metric) continue
            if (cell.value !== null) proved += 1
            const proof = prove(metric, cell, facts.get(code))
            if (!proof.equal) wrong.push({ unit, period, ...member, ...proof })
          }
        }
      }
    }
    expect(wrong, `seed ${seed}`).toEqual([])
    expect(proved).toBeGreaterThan(200)
  })

  test('the rows behind a figure come to it: in number, in sum, in distinct things, on both sides of a ratio', async () => {
    const traced = ['activity_count', 'activity_person_times', 'care_site_count', 'station_count', 'neg_worker_count', 'issue_overdue_count', 'issue_closure_rate', 'activity_idle_center_count', 'station_per_1000_workers']
    for (const metric of traced) for (const unit of ['440700', '440703002']) {
      const question = { metrics: [metric], unit, period: '2024Q1' }
      const { total } = await hand.ask(question, { businessOn })
      const asked = await hand.narrowed(question, { businessOn })
      const trace = hand.runAs('trace', asked.scope)
      const counts = await trace<TraceCount>(traceCountSql(asked))
      const cell = total.cells[metric]
      expect(counts.map((c) => c.value), `${metric} ${unit}`).toEqual(counts.length === 1 ? [cell?.value] : [cell?.of ?? null, cell?.to ?? null])
      for (const { side, rows } of counts) {
        const seen: TraceRow[] = []
        for (let cursor: string | undefined; ; ) {
          const page = await trace<TraceRow>(traceSql(asked, { limit: 40, ...(cursor ? { cursor } : {}), ...(side === 'value' ? {} : { side }) }))
          seen.push(...page)
          const last = page.at(-1)
          if (!last || page.length < 40) break
          cursor = cursorAfter(last)
        }
        expect(seen).toHaveLength(Number(rows))
        expect(new Set(seen.map(cursorAfter)).size).toBe(seen.length)
      }
    }
  })

  test('a row behind a figure leads to its source, file and line, and names nobody', async () => {
    const etl = hand.database.pool('etl')
    await etl.raw(`insert into load (load_id, source, file_name, as_of) overriding system value values (1, 'industry-rosters', '美团 2024-03.xlsx', '2024-04-01T00:00:00+08:00')`)
    const asked = await hand.narrowed({ metrics: ['neg_worker_count'], unit: '440700', period: '2024Q1' }, { businessOn })
    const [row] = await hand.runAs('trace', asked.scope)<TraceRow>(traceSql(asked, { limit: 1 }))
    expect(row).toMatchObject({ source: 'industry-rosters', file_name: '美团 2024-03.xlsx', row_no: expect.stringMatching(/^\d+$/) as string, unit_zh: expect.any(String) as string })
    expect(Object.keys(row?.fields ?? {})).toEqual(['worker_pid', 'platform', 'worker_group', 'listed_from', 'listed_to', 'verified_on'])
    expect(row?.fields.worker_pid).toBe('00000000')
  })

  test('rows about persons are shown to those who work with the lists alone', async () => {
    const asked = await hand.narrowed({ metrics: ['neg_party_member_ratio'], unit: '440703', period: '2024Q1' }, { businessOn, exact: false })
    expect(() => traceSql(asked)).toThrow('are about persons')
    expect(() => traceCountSql(asked)).toThrow('are about persons')
  })

  test('a cursor that is not ours and a limit beyond the most are refused', async () => {
    const asked = await hand.narrowed({ metrics: ['activity_count'], unit: '440703', period: '2024' }, { businessOn })
    for (const page of [{ cursor: '1; drop' }, { cursor: '2024-02-30~1~a' }, { limit: 0 }, { limit: 1001 }, { limit: Number.NaN }]) expect(() => traceSql(asked, page)).toThrow(QuestionRefused)
  })

  test('a figure that is not what its facts say is not proved, and a hidden one is not given away', async () => {
    const metric = metrics.get('activity_count')
    if (!metric) throw new Error('No activity_count.')
    const recomputed = { code: 'activity_count', numerator: null, denominator: null, value: '4' }
    expect(prove(metric, { value: '3', status: 'ok' }, recomputed)).toEqual({ code: 'activity_count', value: '3', recomputed: '4', equal: false })
    expect(prove(metric, { value: null, status: 'suppressed' }, recomputed)).toEqual({ code: 'activity_count', value: null, recomputed: null, equal: true })
  })

  test('the wall behind trace shows nothing of another county', async () => {
    const asked = await hand.narrowed({ metrics: ['activity_count'], unit: '440703', period: '2024' }, { businessOn, counties: [(await hand.unit('440704')).countyId] })
    expect(await hand.runAs('trace', asked.scope)(traceSql(asked))).toEqual([])
  })

  test.each(subjects.map((s) => [s.id, s] as const))('all cells of %s are what their facts say', async (_, s) => {
    const { sql, binds } = proveAllSql(s, { v: 1, businessOn, fromYear: 2023, toYear: 2024 })
    const { rows } = await hand.database.pool('etl').raw<{ rows: ProvedAll[] }>(sql, binds as Record<string, string>)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.measure).toBeNull()
    expect(Number(rows[0]?.compared)).toBeGreaterThan(20)
  })

  test('a cell that is wrong is found among all', async () => {
    const etl = hand.database.pool('etl')
    const { rows: [spoilt] } = await etl.raw<{ rows: { unit_id: string; grain: string; period_on: string }[] }>(`update rollup_activity set activity_count = activity_count + 1
      where ctid = (select min(ctid) from rollup_activity where grain = 'm' and dim = '' and activity_count > 0 and period_on >= '2024-01-01') returning unit_id, grain, period_on`)
    const { sql, binds } = proveAllSql(activities, { v: 1, businessOn, fromYear: 2024, toYear: 2024 })
    const { rows } = await etl.raw<{ rows: ProvedAll[] }>(sql, binds as Record<string, string>)
    expect(rows.map((r) => [r.measure, r.grain, r.period_on, Number(r.stored) - Number(r.recomputed)])).toEqual([['activity_count', 'm', spoilt?.period_on, 1]])
  })
})
