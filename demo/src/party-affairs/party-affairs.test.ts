import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { rowsOf } from '../change.js'
import { dayOf } from '../days.js'
import { demoSources, fillSources } from '../index.js'
import type { Row } from '../system.js'
import { openStage } from '../world.js'

const inbox = mkdtempSync(join(tmpdir(), 'demo-party-'))
let database: Awaited<ReturnType<typeof freshDatabase>>
const clients = new Map<string, pg.Client>()

beforeAll(async () => {
  database = await freshDatabase()
  await fillSources(database, inbox, { seed: 1, to: '2026-11-24' })
  for (const [name, source] of Object.entries(await demoSources(database, inbox))) {
    if (!('url' in source) || !['party-affairs', 'member-register'].includes(name)) continue
    const client = new pg.Client({ connectionString: source.url })
    await client.connect()
    clients.set(name, client)
  }
})

afterAll(async () => {
  for (const client of clients.values()) await client.end()
  await database.close()
  rmSync(inbox, { recursive: true })
})

async function all(system: string, sql: string): Promise<unknown[][]> {
  const result = await clients.get(system)?.query<unknown[]>({ text: sql, rowMode: 'array' })
  return (result?.rows ?? []).map(row => row.map(value => (typeof value === 'string' && /^\d+$/.test(value) && value.length < 8 ? Number(value) : value)))
}
const one = async (system: string, sql: string): Promise<unknown[]> => (await all(system, sql))[0] ?? []

describe('the joint branch', () => {
  test('held 12 主题党日, 3 党课 by its secretary and 2 现场教育 in 2024, attended 83 times, and nothing else', async () => {
    expect(await one('party-affairs', `
      select count(*) filter (where kind = '主题党日'), count(*) filter (where kind = '党课' and lecturer = '书记'), count(*) filter (where kind = '现场教育'),
        count(*), sum(attend_count), count(distinct date_trunc('month', held_on)) filter (where kind = '主题党日'), bool_and(review_status = '通过'),
        bool_and(unit_code = '4408Z1-JB')
      from life_event where branch_no = 'DZZ9001' and held_on between '2024-01-01' and '2024-12-31'`)).toEqual([12, 3, 2, 17, 83, 12, true, true])
  })

  test('an assembly in every quarter of 2024; a committee in every month but August', async () => {
    expect(await one('party-affairs', `
      select count(distinct extract(quarter from held_on)) filter (where with_assembly = '是'),
        array_agg(extract(month from held_on)::int order by held_on) filter (where kind = '主题党日' and with_committee = '否')
      from life_event where branch_no = 'DZZ9001' and held_on between '2024-01-01' and '2024-12-31'`)).toEqual([4, [8]])
  })

  test('nobody was due who was not managed by then', async () => {
    const managed = (await all('member-register', `select ngrq from dy where gldzz is not null and lyqd <> '日常登记' order by ngrq`)).map(([day]) => String(day))
    const events = await all('party-affairs', `select to_char(held_on, 'YYYYMMDD'), due_count, attend_count from life_event where branch_no = 'DZZ9001'`)
    expect(events.length).toBeGreaterThan(60)
    for (const [day, due, attended] of events) {
      expect(Number(attended)).toBeLessThanOrEqual(Number(due))
      expect(Number(due)).toBeLessThanOrEqual(managed.filter(since => since <= String(day)).length)
    }
  })

  test('the figures of 2024 do not depend on the seed', async () => {
    for (const seed of [2, 77, 20_241_231]) {
      const { systems } = await openStage(database, seed)
      const rows = (name: string): Row[] => systems.flatMap(({ tables }) => tables).filter(table => table.name === name)
        .flatMap(table => [...rowsOf(table, dayOf('2024-01-01'), dayOf('2025-06-30'))])
      const joint = rows('life_event').filter(row => row[1] === 'DZZ9001' && String(row[7]).startsWith('2024'))
      const admitted = rows('stage_event').filter(row => row[5] === '预备党员' && String(row[6]).startsWith('2024'))
      expect([joint.length, joint.reduce((sum, row) => sum + Number(row[11]), 0), admitted.length, admitted.filter(row => row[10] === '是').length])
        .toEqual([17, 83, 11, 5])
    }
  })
})

describe('the life of the other branches', () => {
  test('85 to 90 of a hundred quarters meet the minimum', async () => {
    const [share] = await one('party-affairs', `
      with months as (
        select branch_no, date_trunc('quarter', held_on) as quarter, date_trunc('month', held_on) as month,
          bool_or(kind = '主题党日') as party_day, bool_or(kind in ('支委会', '党小组会') or with_committee = '是') as committee,
          bool_or(kind = '支部党员大会' or with_assembly = '是') as assembly
        from life_event where review_status = '通过' and held_on < '2026-10-01' group by 1, 2, 3),
      quarters as (select count(*) = 3 and bool_and(party_day) and bool_and(committee) and bool_or(assembly) as met from months group by branch_no, quarter)
      select (avg(met::int) * 100)::int from quarters`)
    expect(Number(share)).toBeGreaterThanOrEqual(85)
    expect(Number(share)).toBeLessThanOrEqual(90)
  })

  test('every sort of occasion is there, none before its branch and none in the future; some were sent back', async () => {
    expect(await one('party-affairs', `
      select count(distinct kind), count(*) filter (where held_on > '2026-11-24' or held_on < founded_on), count(*) filter (where attend_count > due_count),
        count(*) filter (where review_status = '退回') between 2 and 30 from life_event join branch using (branch_no)`)).toEqual([8, 0, 0, true])
  })

  test('one term has run out; small branches have no committee', async () => {
    expect(await all('party-affairs', `select branch_no from branch where term_ends_on <= '2026-11-24'`)).toEqual([['DZZ4001']])
    expect(await one('party-affairs', `
      select count(*), count(*) filter (where has_committee = '否') > 0, bool_and(has_committee = '是' or branch_no like 'DZZ4%') from branch`)).toEqual([15, true, true])
  })
})

describe('development of members', () => {
  test('8, 11 and 14 were admitted in 2023, 2024 and 2025; nobody younger than 18', async () => {
    expect(await one('party-affairs', `
      select count(*) filter (where happened_on between '2023-01-01' and '2023-12-31'), count(*) filter (where happened_on between '2024-01-01' and '2024-12-31'),
        count(*) filter (where happened_on between '2025-01-01' and '2025-12-31') from stage_event where stage = '预备党员'`)).toEqual([8, 11, 14])
    expect(await one('party-affairs', `select min(age) >= 18, min(happened_on) >= '2021-06-01' from stage_event`)).toEqual([true, true])
  })

  test('whoever is admitted or becomes a full member does so in the register on the same day, in the branch that approves', async () => {
    const steps = await all('party-affairs', `
      select a.id_number, to_char(a.happened_on, 'YYYYMMDD'), a.branch_no, to_char(f.happened_on, 'YYYYMMDD')
      from stage_event a left join stage_event f on f.id_number = a.id_number and f.stage = '正式党员' where a.stage = '预备党员' order by 1`)
    const members = await all('member-register', `select sfzh, rdrq, lsdzz, zzrq from dy where dybh like 'DY3%' order by 1`)
    expect(steps).toEqual(members)
    expect(await one('member-register', `select count(*) filter (where djrq <> rdrq or zjrq <> rdrq) from dy where zjlb = '发展'`)).toEqual([0])
    expect(await one('member-register', `select count(*) from dy where zjlb = '发展' and zjrq like '2024%'`)).toEqual([11])
  })

  test('planted: three overdue probations, one step taken too early, one never recorded', async () => {
    expect(await one('member-register', `select count(*) from dy where dyzt = '预备' and cdrq is null and zzdq < '20261124'`)).toEqual([3])
    expect(await one('party-affairs', `
      select count(*) from stage_event a join stage_event c using (id_number)
      where a.stage = '入党积极分子' and c.stage = '发展对象' and c.happened_on < a.happened_on + interval '1 year'`)).toEqual([1])
    expect(await one('party-affairs', `
      select count(*) from stage_event a where stage = '预备党员'
        and not exists (select from stage_event c where c.id_number = a.id_number and c.stage = '发展对象')`)).toEqual([1])
  })
})

describe('the columns of the register about coming and going', () => {
  test('members at the beginning of 2024 and those who came, less those who left, are the members at its end', async () => {
    expect(await one('member-register', `
      select count(*) filter (where zjrq <= '20231231' and coalesce(cdrq, '9') > '20231231')
          + count(*) filter (where zjrq like '2024%' and zjlb in ('发展', '转入', '恢复', '其他'))
          - count(*) filter (where cdrq like '2024%' and jslb in ('转出', '去世', '出党', '停止党籍', '其他'))
        = count(*) filter (where zjrq <= '20241231' and coalesce(cdrq, '9') > '20241231')
      from dy where lsdzz is not null`)).toEqual([true])
    expect(await one('member-register', `select count(*) from dy where (cdrq is null) <> (jslb is null) or cdrq <= zjrq`)).toEqual([0])
  })

  test('some come and some leave in every year', async () => {
    const years = await all('member-register', `
      select y, count(*) filter (where zjrq like y || '%' and zjlb = '转入'), count(*) filter (where cdrq like y || '%' and jslb = '转出'),
        count(*) filter (where cdrq like y || '%' and jslb = '去世')
      from dy, unnest(array['2023', '2024', '2025', '2026']) y where dybh like 'DY2%' group by 1 order by 1`)
    for (const [, came, left, died] of years) {
      expect(came).toBeGreaterThanOrEqual(8)
      expect(left).toBeGreaterThanOrEqual(5)
      expect(died).toBeGreaterThanOrEqual(1)
    }
    expect(await one('member-register', `select count(*) filter (where jslb = '出党'), count(*) filter (where zjlb = '恢复') from dy`)).toEqual([1, 1])
  })

  test('a probation lasts a year, and who is a full member has a day since when', async () => {
    expect(await one('member-register', `
      select count(*) filter (where to_date(zzrq, 'YYYYMMDD') < to_date(rdrq, 'YYYYMMDD') + interval '11 months'), count(*) filter (where zzrq < zzdq),
        count(*) filter (where (zzrq is null) <> (dyzt = '预备')), count(*) filter (where zzrq > '20261124') from dy`)).toEqual([0, 0, 0, 0])
  })
})

describe('plans, documents, the committee and its meetings', () => {
  test('the special action has ten tasks, all done by 2024-12-20, two of them late', async () => {
    expect(await one('party-affairs', `
      select count(*), count(*) filter (where done_on <= '2024-12-20'), count(*) filter (where done_on > due_on), bool_and(title like '%(演示)')
      from plan_task where plan_no = 'GH2024B'`)).toEqual([10, 10, 2, true])
    expect(await all('party-affairs', `select extract(year from due_on)::int, count(*) from plan_task where plan_no = 'GH2024A' group by 1 order by 1`))
      .toEqual([[2024, 9], [2025, 9], [2026, 9]])
  })

  test('three documents were issued by the end of 2024', async () => {
    expect(await one('party-affairs', `select count(*) filter (where issued_on <= '2024-12-31'), count(*) from policy_document`)).toEqual([3, 4])
  })

  test('the committee has its members, and meets every quarter; three talks with workers in 2024', async () => {
    expect(await one('party-affairs', `select count(*), count(*) filter (where org_name in ('区党政办公室（网信）', '区市场监督管理局')) from committee_seat`)).toEqual([12, 2])
    expect(await one('party-affairs', `
      select count(*) filter (where kind = '跨部门协调会'), count(*) filter (where kind = '恳谈会') from meeting
      where held_on between '2024-01-01' and '2024-12-31'`)).toEqual([4, 3])
    expect(await one('party-affairs', `
      select count(*) filter (where done_on > due_on) > 0, count(*) filter (where done_on is null and due_on < '2026-11-24') > 0,
        count(*) filter (where done_on < due_on) > 30
      from meeting_decision`)).toEqual([true, true, true])
  })
})
