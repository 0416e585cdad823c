import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { rowsOf } from './change.js'
import { dayOf, monthOf } from './days.js'
import { demoSources, fillSources, type Played } from './index.js'
import { checkDigit } from './people.js'
import type { Row } from './system.js'
import { openStage } from './world.js'

// The published figures, counted by hand in the sources, long after the year they are about: later corrections must not have moved them.
const inbox = mkdtempSync(join(tmpdir(), 'demo-golden-'))
let database: Awaited<ReturnType<typeof freshDatabase>>
let played: Played
const clients = new Map<string, pg.Client>()

beforeAll(async () => {
  database = await freshDatabase()
  played = await fillSources(database, inbox, { seed: 1, to: '2026-11-24' })
  for (const [name, source] of Object.entries(await demoSources(database, inbox))) {
    if (!('url' in source)) continue
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

async function one(system: string, sql: string): Promise<unknown[]> {
  const result = await clients.get(system)?.query<unknown[]>({ text: sql, rowMode: 'array' })
  return (result?.rows[0] ?? []).map(value => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value))
}

describe('service-menu system', () => {
  test('villages and communities of Jiangmen held 2836 key activities in 2024, of all five types', async () => {
    expect(await one('service-menu', `
      select count(*), count(distinct activity_type) from activity
      where status = '已举办' and key_flag = '是' and lead_org_level = '村' and lead_unit_code like '4407%'
        and activity_date between '2024-01-01' and '2024-12-31'`,
    )).toEqual([2836, 5])
  })

  test('activities that were not held, or not by villages, or not key, are there too', async () => {
    expect((await one('service-menu', `
      select count(*) filter (where status = '取消'), count(*) filter (where lead_org_level = '镇' and key_flag = '是'), count(*) filter (where status = '计划')
      from activity where lead_unit_code like '4407%'`)).every(count => Number(count) > 100)).toBe(true)
  })

  test('Jiangmen has centres on four levels on 2024-12-31', async () => {
    expect(await one('service-menu', `
      select count(distinct center_level) from center
      where unit_code like '4407%' and opened_date <= '2024-12-31' and (closed_date is null or closed_date > '2024-12-31')`)).toEqual([4])
  })

  test('25 projects hold the city title on 2024-12-31', async () => {
    expect(await one('service-menu', `
      select count(*), count(distinct project_type), bool_and(project_name like '%(演示)') from showcase_project
      where title_level = '市' and awarded_date <= '2024-12-31' and (ended_date is null or ended_date > '2024-12-31')`)).toEqual([25, 5, true])
  })

  test('an activity with sign-ins counts as many as signed in', async () => {
    expect(await one('service-menu', `
      select count(*) filter (where a.attendance <> s.people), count(*) > 1000
      from activity a join (select activity_no, count(*) as people from sign_in group by activity_no) s using (activity_no)
      where a.activity_date < '2026-11-01'`)).toEqual([0, true])
  })
})

describe('station gates', () => {
  test('16 stations stand in the zone on 2024-12-31, main ones and satellites, the 暖蜂驿站 among them', async () => {
    expect(await one('station-gates', `
      select count(*), count(distinct role), count(*) filter (where station_name = '万达广场商圈暖蜂驿站') from stations
      where unit_code not like '4407%' and opened_on <= '2024-12-31' and (closed_on is null or closed_on > '2024-12-31')`)).toEqual([16, 2, 1])
  })

  test('14 sites saw 送温暖 in 2024; 6 private hospitals took part in 义诊 at three sites; one class looked after children', async () => {
    expect(await one('station-gates', `
      select count(distinct site_id) filter (where care_type = '送温暖'), count(distinct hospital_id) filter (where care_type = '义诊' and ownership = '民营'),
        count(distinct site_id) filter (where care_type = '义诊'), count(*) filter (where care_type = '托管班' and site_name = '嘉信幼儿园')
      from care_events join sites using (site_id) left join hospitals using (hospital_id)
      where unit_code not like '4407%' and held_on between '2024-01-01' and '2024-12-31'`)).toEqual([14, 6, 3, 1])
  })

  test('the total of a day is the sum of its visits', async () => {
    expect(await one('station-gates', `
      select count(*) from station_days
      left join (
        select station_id, day, sum(person_times) as visits from gate_visits where person_times > 0 group by station_id, day) v using (station_id, day)
      where gate_total <> coalesce(visits, 0)`)).toEqual([0])
  })

  test('three stations in 乐华街道 are shut for renovation from 2026-10-11 on', async () => {
    expect(await one('station-gates', `
      select count(distinct station_id), min(day)::text, bool_and(state = '停开'), sum(gate_total) from station_days join stations using (station_id)
      where reason = '装修' and unit_code like '440803071%'`)).toEqual([3, '2026-10-11', true, 0])
  })
})

describe('member register and rosters', () => {
  interface Listed { readonly id: string; readonly platform: string; readonly street: string; readonly status: string }

  // The rows of December 2024 a careful reader would accept, of those who have not left.
  function listed(): Listed[] {
    return readdirSync(join(inbox, 'rosters', '2024-12')).flatMap(name => {
      const text = new TextDecoder(name.startsWith('jieyou') ? 'gb18030' : 'utf-8').decode(readFileSync(join(inbox, 'rosters', '2024-12', name)))
      const rows = text.trimEnd().split('\r\n').slice(1).map(row => row.split(','))
      return rows
        .map(([, id = '', , platform = '', , , street = '', joined = '', status = '', left = '']) => ({ id, platform, street, joined, status, left }))
        .filter(row => row.left === '' && row.id.endsWith(checkDigit(row.id)) && !/02-30|0230$/.test(row.joined) && !/440899001|南海/.test(row.street))
    })
  }

  test('3476 people are on the rosters of December 2024, some on two platforms, some in two streets', () => {
    const rows = listed()
    const count = (keyOf: (row: Listed) => string): number => new Set(rows.map(keyOf)).size
    expect(count(row => row.id)).toBe(3476)
    expect(count(row => `${row.id} ${row.platform}`)).toBeGreaterThan(3476 + 50)
    expect(count(row => `${row.id} ${row.platform} ${row.street}`)).toBeGreaterThan(count(row => `${row.id} ${row.platform}`) + 50)
  })

  test('45 of them are members: 31 found by the industry, 29 by the territory, 15 by both; 40 are managed', async () => {
    const rows = listed()
    const ids = new Set(rows.map(row => row.id))
    interface Member { sfzh: string; lyqd: string; djrq: string; ngrq: string | null; cdrq: string | null }
    const register = (await clients.get('member-register')?.query<Member>('select sfzh, lyqd, djrq, ngrq, cdrq from dy'))?.rows ?? []
    const on = '20241231'
    const known = register.filter(m => ids.has(m.sfzh) && m.djrq <= on && (m.cdrq === null || m.cdrq > on))
    const industry = new Set(rows.filter(row => row.status === '中共党员' || row.status === '预备党员').map(row => row.id))
    const territory = new Set(known.filter(m => m.lyqd === '属地摸排').map(m => m.sfzh))
    const members = new Set([...industry, ...territory])
    const managed = known.filter(m => members.has(m.sfzh) && m.ngrq !== null && m.ngrq <= on)
    const both = [...industry].filter(id => territory.has(id))
    expect([industry.size, territory.size, both.length, members.size, managed.length]).toEqual([31, 29, 15, 45, 40])
    expect(known.some(m => m.lyqd === '日常登记')).toBe(false)
  })

  test('20 firms operate on 2024-12-31, 12 of them covered by the one joint branch', async () => {
    expect(await one('member-register', `
      select count(*), count(*) filter (where zzfg = '联合组建' and fgrq <= '20241231'), count(distinct fgdzz) filter (where zzfg = '联合组建')
      from qy where kyrq <= '20241231' and (zxrq is null or zxrq > '20241231')`)).toEqual([20, 12, 1])
    expect(await one('member-register', `select count(*) from dzz where dzzlb = '联合党支部' and clrq <= '20241231' and cxrq is null`)).toEqual([1])
  })
})

describe('issue system', () => {
  test('43 grass-roots matters that workers reported were closed in 2024, in the three named categories and others', async () => {
    expect(await one('issue-system', `
      select count(*), count(distinct category), count(*) filter (where category in ('楼道杂物堆放', '街道卫生死角', '消防安全隐患')) > 20
      from issue join lateral (
        select max(happened_at) as at from issue_event where issue_no = issue.issue_no and action = '办结') closed on true
      where issue_type = '基层治理' and reporter = '新就业群体'
        and (closed.at at time zone 'Asia/Shanghai')::date between '2024-01-01' and '2024-12-31'`)).toEqual([43, 4, true])
  })

  test('every closed issue went through all three phases, each step after the one before', async () => {
    expect(await one('issue-system', `
      select count(*) from (
        select issue_no from issue join issue_event using (issue_no) group by issue_no
        having bool_or(action = '办结') and not (bool_or(action = '受理') and bool_or(action in ('分派', '签收')) and bool_or(action in ('反馈', '办结')))) x
      where issue_no in (select issue_no from issue where accepted_at < '2026-11-01')`)).toEqual([0])
    expect(await one('issue-system', `
      select count(*) from (
        select happened_at < lag(happened_at) over (partition by issue_no order by event_no) as backwards from issue_event) x
      where backwards`)).toEqual([0])
  })
})

describe('the demo as a whole', () => {
  test('the published figures do not depend on the seed', async () => {
    for (const seed of [2, 77, 20_241_231]) {
      const { systems, workforce } = await openStage(database, seed)
      const rows = (name: string): Row[] => systems.flatMap(({ tables }) => tables).filter(table => table.name === name)
        .flatMap(table => [...rowsOf(table, dayOf('2023-12-01'), dayOf('2025-06-30'))])
      const key = rows('activity').filter(([, , , , isKey, level, unit, , , , day, status]) =>
        isKey === '是' && level === '村' && String(unit).startsWith('4407') && String(day).startsWith('2024') && status === '已举办')
      const ofWorkers = new Set(rows('issue').filter(row => row[1] === '基层治理' && row[4] === '新就业群体').map(row => row[0]))
      const closed = rows('issue_event').filter(row => row[2] === '办结' && ofWorkers.has(row[1] ?? null) && String(row[3]).startsWith('2024'))
      const { listed, members } = workforce(monthOf(dayOf('2024-12-31')))
      expect([key.length, closed.length, listed.length, members.size]).toEqual([2836, 43, 3476, 45])
    }
  })

  test('bad rows of each sort are there', async () => {
    expect((await one('service-menu', `
      select count(*) filter (where activity_date > '2100-01-01'), count(*) filter (where lead_unit_code = '440799'), count(*) filter (where attendance < 0)
      from activity`,
    )).every(count => Number(count) > 0)).toBe(true)
    expect((await one('issue-system', `
      select count(*) filter (where area_code like '%.0'), count(*) filter (where area_code = '999999') from issue`,
    )).every(count => Number(count) > 0)).toBe(true)
    expect(await one('member-register', `select count(*) from dy where djrq = '20230230' or sqdm = '440803999000'`)).toEqual([2])
  })

  test('says that it is one', async () => {
    for (const system of clients.keys()) expect(await one(system, `select value from system_info where item = 'data_kind'`)).toEqual(['演示数据'])
    expect(readdirSync(inbox)).toContain('演示数据.txt')
  })

  test('is large enough to look real and small enough to start quickly', () => {
    const rows = Object.values(played.rows).reduce((sum, count) => sum + count, 0)
    expect(rows).toBeGreaterThan(180_000)
    expect(rows).toBeLessThan(470_000)
    expect(played.files).toHaveLength(47 * 6 + 46 * 2)
  })
})
