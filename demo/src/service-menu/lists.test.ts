import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { demoSources, fillSources } from '../index.js'

const countyOf = (table: string): string => `case when ${table}.unit_code like '4407%' then left(${table}.unit_code, 6) else 'zone' end`

// A day in the middle, on which the menus of the next month are being drafted, and the last day of the demo.
describe.each(['2024-05-26', '2026-11-24'])('the three lists as of %s', to => {
  const inbox = mkdtempSync(join(tmpdir(), 'demo-lists-'))
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let client: pg.Client

  beforeAll(async () => {
    database = await freshDatabase()
    await fillSources(database, inbox, { seed: 1, to })
    const source = (await demoSources(database, inbox))['service-menu']
    if (!source || !('url' in source)) throw new Error('The service-menu system was not filled.')
    client = new pg.Client({ connectionString: source.url })
    await client.connect()
  })

  afterAll(async () => {
    await client.end()
    await database.close()
    rmSync(inbox, { recursive: true })
  })

  const rows = async (sql: string): Promise<unknown[][]> => (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows
  const count = async (from: string): Promise<number> => Number((await rows(`select count(*) from ${from}`))[0]?.[0])

  test.each([
    ['an activity of no item', 'activity where menu_item_no is not null and menu_item_no not in (select item_no from menu_item)'],
    ['an activity of no demand', 'activity where demand_no is not null and demand_no not in (select demand_no from demand)'],
    ['an item of no menu', 'menu_item where menu_no not in (select menu_no from menu)'],
    ['a menu of nothing', 'menu where menu_no not in (select menu_no from menu_item)'],
    ['an item whose demand is not there or not matched',
      'menu_item where demand_no is not null and demand_no not in (select demand_no from demand_match)'],
    ['a match of no demand', 'demand_match where demand_no not in (select demand_no from demand)'],

    ['a demand matched before it was collected', 'demand join demand_match using (demand_no) where matched_date < collected_date'],
    ['a demand matched after its menu was out',
      `demand_match m join menu_item i using (demand_no) join menu using (menu_no) where matched_date > least(online_published, offline_published)::date`],
    ['a demand matched late without a menu', 'demand join demand_match using (demand_no) where matched_date > collected_date + 60'],
    ['a demand closed before it was collected', 'demand where closed_date < collected_date'],
    ['a match of a duplicate or refused demand', `demand join demand_match using (demand_no) where duplicate_of is not null or status = '不予采纳'`],
    ['a duplicate of no earlier demand of the centre', `demand d where duplicate_of is not null and not exists (
      select from demand o where o.demand_no = d.duplicate_of and o.center_no = d.center_no and o.collected_date <= d.collected_date
      and o.duplicate_of is null)`],
    ['a demand whose state is not what happened', `demand d left join demand_match m using (demand_no)
      left join (select distinct demand_no from menu_item where demand_no is not null) i using (demand_no)
      where (status in ('已匹配', '已列入菜单', '已满足')) <> (m.demand_no is not null) or (status in ('已列入菜单', '已满足')) <> (i.demand_no is not null)
        or (status in ('已满足', '不予采纳')) <> (closed_date is not null)`],
    ['a satisfied demand for which nothing was held', `demand d where status = '已满足' and not exists (
      select from activity a where a.demand_no = d.demand_no and a.status = '已举办' and activity_date <= closed_date + 10)`],

    ['a menu of a centre that was not open', `menu join center using (center_no) where menu_month < opened_date or menu_month >= closed_date`],
    ['a menu whose state is not what happened',
      `menu where (status = '已公布') <> (online_published is not null or offline_published is not null)`],
    ['a menu that is too early or too late', `menu where least(online_published, offline_published)::date not between menu_month - 8 and menu_month + 5
      or greatest(online_published, offline_published)::date > menu_month + 7`],
    ['a menu that is not its unit\'s',
      `menu where menu_no <> 'CD' || to_char(menu_month, 'YYYYMM') || '-' || unit_code or center_no <> 'DQ' || unit_code`],
    ['an item outside its month', `menu_item join menu using (menu_no) where date_trunc('month', item_date) <> menu_month`],
    ['an item of another town',
      `menu_item i join menu m using (menu_no) where i.unit_code <> m.unit_code and left(i.unit_code, 9) <> m.unit_code`],
    ['an activity held before its menu was out', `activity a join menu_item on item_no = menu_item_no join menu using (menu_no)
      where a.status = '已举办' and a.updated_at < '${to}'::date - 14 and activity_date < coalesce(least(online_published, offline_published)::date, 'infinity')`],

    ['a link outside the life of its partner',
      `partner_link join partner using (partner_no) where from_date < joined_date or coalesce(to_date, 'infinity') > ended_date`],
    ['a link outside the life of its centre',
      `partner_link join center using (center_no) where from_date < opened_date or coalesce(to_date, 'infinity') > closed_date`],
    ['a resource its partner has no link for', `resource r where not exists (
      select from partner_link l where l.partner_no = r.partner_no and l.center_no = r.center_no
      and from_date <= valid_from and coalesce(to_date, 'infinity') >= coalesce(valid_to, 'infinity'))`],
    ['a match with a resource that could not be had', `demand_match left join resource using (resource_no)
      where valid_from is null or matched_date < valid_from or matched_date >= valid_to`],
    ['a match with something else than was asked for',
      `demand_match join resource r using (resource_no) join demand d using (demand_no) where r.category <> d.category`],
    ['a match with a resource of another county', `demand_match join resource r using (resource_no) join demand d using (demand_no)
      where ${countyOf('r')} <> ${countyOf('d')} and d.unit_code <> '440700'`],
    ['an item using what its centre does not have', `menu_item join menu using (menu_no) left join resource r using (resource_no)
      where resource_no is not null and (r.center_no is distinct from menu.center_no or item_date < valid_from or item_date >= valid_to)`],

    ['a claim in the wrong order', `menu_claim where claimed_date > accepted_date
      or coalesce(accepted_date, claimed_date) > due_date or fulfilled_date < accepted_date
      or withdrawn_date < coalesce(accepted_date, claimed_date) or (fulfilled_date is not null and (accepted_date is null or withdrawn_date is not null))`],
    ['a claim of what nobody may claim, or due on another day',
      `menu_claim left join menu_item using (item_no) where claimable is distinct from '是' or due_date <> item_date`],
    ['a claim before the menu was out', `menu_claim join menu_item using (item_no) join menu using (menu_no)
      where claimed_date < coalesce(least(online_published, offline_published)::date, 'infinity')`],
    ['a claim by a partner that does not work with the centre', `menu_claim c join menu_item using (item_no) join menu m using (menu_no) where not exists (
      select from partner_link l where l.partner_no = c.partner_no and l.center_no = m.center_no and from_date <= claimed_date
        and coalesce(to_date, 'infinity') > greatest(due_date, fulfilled_date))`],
    ['anything of a day to come', `(select collected_date as day from demand union all select closed_date from demand
      union all select matched_date from demand_match
      union all select joined_date from partner union all select ended_date from partner union all select from_date from partner_link
      union all select to_date from partner_link union all select valid_from from resource union all select valid_to from resource
      union all select online_published::date from menu union all select offline_published::date from menu union all select claimed_date from menu_claim
      union all select accepted_date from menu_claim union all select fulfilled_date from menu_claim union all select withdrawn_date from menu_claim
      union all select joined_date from committee_unit union all select left_date from committee_unit) x where day > '${to}'`],
  ])('there is never %s', async (_, from) => {
    expect(await count(from)).toBe(0)
  })

  test('drafts of the menus of the next month are there', async () => {
    expect(await count(`menu where menu_month > '${to}' and status = '编制中'`)).toBeGreaterThan(100)
  })

  if (to < '2026') return

  test('丰乐社区 published twelve menus for 2024, all online and offline before their month', async () => {
    expect(await rows(`select count(*)::int, bool_and(online_published < menu_month and offline_published < menu_month) from menu
      where center_no = 'DQ440703002131' and menu_month between '2024-01-01' and '2024-12-31'`)).toEqual([[12, true]])
    expect(await count(`menu where center_no = 'DQ440703002131' and online_published < menu_month and offline_published < menu_month`)).toBe(47)
  })

  test('the demands of Jiangmen collected in 2024 are of all eight fields and of others', async () => {
    expect(await rows(`select count(distinct category)::int, count(distinct category) filter (where category <> '其他')::int from demand
      where unit_code like '4407%' and duplicate_of is null and collected_date between '2024-01-01' and '2024-12-31'`)).toEqual([[9, 8]])
  })

  test('every county has demands of all fields in every year', async () => {
    expect(await count(`(select 1 from demand where duplicate_of is null and collected_date >= '2023-01-01' and length(unit_code) > 6
      group by ${countyOf('demand')}, date_part('year', collected_date)
      having count(distinct category) = 9) x`)).toBe(8 * 4)
  })

  test('demands of Jiangmen are some 9,500 in 2024, and more and more of them are matched', async () => {
    const years = await rows(`select count(*)::int, (count(matched_date) / count(*) filter (where duplicate_of is null)::float)
      from demand left join demand_match using (demand_no) where unit_code like '4407%' and collected_date between '2023-01-01' and '2025-12-31'
      group by date_part('year', collected_date) order by date_part('year', collected_date)`)
    const [[, in2023], [total, in2024], [, in2025]] = years as [[number, number], [number, number], [number, number]]
    expect(total).toBeGreaterThan(9_200)
    expect(total).toBeLessThan(9_800)
    expect(in2023).toBeGreaterThan(0.7)
    expect(in2024).toBeGreaterThan(in2023)
    expect(in2025).toBeGreaterThan(in2024)
    expect(in2025).toBeLessThan(0.85)
  })

  test('publishing menus spread through 2024', async () => {
    const months = await rows(`select count(online_published is not null or offline_published is not null or null)::float / (
        select count(*) from center where center_level = '村' and opened_date <= menu_month and coalesce(closed_date, 'infinity') > menu_month)
      from menu join center c using (center_no) where center_level = '村' and menu_month in ('2023-05-01', '2024-01-01', '2024-12-01', '2026-05-01')
      group by menu_month order by menu_month`)
    const [in2023 = 0, january = 0, december = 0, in2026 = 0] = months.map(([share]) => Number(share))
    expect(in2023).toBeLessThan(0.35)
    expect(january).toBeCloseTo(0.55, 1)
    expect(december).toBeCloseTo(0.88, 1)
    expect(in2026).toBeGreaterThan(0.94)
  })

  test('partners work with several centres, some in two counties', async () => {
    expect(await count('(select 1 from partner_link group by partner_no having count(*) > 1) x')).toBeGreaterThan(400)
    expect(await count(`(select 1 from partner_link where length(unit_code) > 6
      group by partner_no having count(distinct left(unit_code, 6)) > 1) x`)).toBeGreaterThan(20)
    expect(await count('(select distinct partner_type from partner) x')).toBe(6)
  })

  test('the same organisation sits on several committees', async () => {
    expect(await count(`(select 1 from committee_unit
      group by org_no having count(distinct committee_name) > 1 and count(distinct org_name) = 1) x`)).toBeGreaterThan(100)
    expect(await count('(select distinct committee_kind, left(unit_code, 4) from committee_unit) x')).toBe(4)
  })

  test('every showcase project tells how many it has served', async () => {
    expect(await count('showcase_project where served_count not between 600 and 9000')).toBe(0)
  })

  test.each([
    ['demand', 30_000, 40_000], ['demand_match', 22_000, 32_000], ['menu', 42_000, 51_000], ['menu_item', 55_000, 75_000], ['menu_claim', 7_000, 11_000],
    ['partner', 850, 960], ['partner_link', 1_500, 2_000], ['resource', 2_100, 2_600], ['committee_unit', 600, 900],
  ])('%s has between %i and %i rows', async (table, least, most) => {
    const rowCount = await count(table)
    expect(rowCount).toBeGreaterThan(least)
    expect(rowCount).toBeLessThan(most)
  })
})
