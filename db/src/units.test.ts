import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { withClient } from './database.js'
import type { Database } from './index.js'
import { loadUnits, readUnits } from './units.js'

let database: Database // the tests that change it leave it as it was
beforeAll(async () => { database = await freshDatabase() })
afterAll(() => database.close())

const on = '2026-11-25'

async function count(top: string, by: 'level' | 'kind'): Promise<Record<string, number>> {
  const { rows } = await database.pool('api').raw(`
    select u.${by} as member, count(*)::int as n
    from unit top join unit_closure c on c.ancestor_id = top.unit_id join unit u on u.unit_id = c.unit_id
    where top.code = :top and c.depth > 0 and c.valid_from <= :on and (c.valid_to is null or c.valid_to > :on)
    group by 1 order by 1`, { top, on })
  return Object.fromEntries(rows.map(({ member, n }: { member: string; n: number }) => [member, n]))
}

async function children(code: string): Promise<string[]> {
  const { rows } = await database.pool('api').raw(`
    select u.name_zh from unit u join unit p on p.unit_id = u.parent_id where p.code = :code order by u.sort_no`, { code })
  return rows.map(({ name_zh }: { name_zh: string }) => name_zh)
}

const load = (lines = readUnits()): Promise<void> => withClient(database.url('owner'), async client => {
  await client.query('begin')
  await loadUnits(client, lines)
  await client.query('commit')
})

test('江门市 has 7 counties, 82 towns and 1,348 villages', async () => {
  expect(await count('440700', 'level')).toEqual({ county: 7, town: 82, village: 1348 })
  expect(await count('440700', 'kind')).toEqual({
    district: 3, county_city: 4, subdistrict: 12, town: 61, quasi_town: 9, community: 280, village: 1056, quasi_village: 12,
  })
})

test('湛江市 has 9 counties and a zone, and no town twice', async () => {
  expect(await count('440800', 'level')).toEqual({ county: 10, town: 126, village: 1992 }) // its joint branch stands among the zone's towns
  expect(await children('440800')).toEqual(
    ['赤坎区', '霞山区', '坡头区', '麻章区', '湛江经济技术开发区', '遂溪县', '徐闻县', '廉江市', '雷州市', '吴川市'])
})

test('the development zone governs six towns with 50 villages, which are not below 霞山区 and 麻章区', async () => {
  expect(await children('4408Z1')).toEqual(['泉庄街道', '乐华街道', '东山街道', '东简街道', '民安街道', '硇洲镇', '湛江经开区新业态新就业群体联合党支部'])
  expect(await count('4408Z1', 'kind')).toEqual({ branch: 1, community: 15, village: 35, subdistrict: 5, town: 1 })
  expect([...await children('440803'), ...await children('440811')]).not.toContain('泉庄街道')
  const { rows } = await database.pool('api').raw(`
    select string_agg(a.name_zh, ' < ' order by c.depth) as chain, min(c.county_id) = max(z.county_id) as is_zone
    from unit u join unit_closure c on c.unit_id = u.unit_id join unit a on a.unit_id = c.ancestor_id
    cross join unit z where u.code = '440811173' and z.code = '4408Z1'`)
  expect(rows).toEqual([{ chain: '硇洲镇 < 湛江经济技术开发区 < 湛江市', is_zone: true }])
})

test('丰乐社区 is 440703002131, and the same name elsewhere is another unit', async () => {
  const { rows } = await database.pool('api').raw(`
    select u.code, u.name_en, p.name_zh as town from unit u join unit p on p.unit_id = u.parent_id
    where u.name_zh = '丰乐社区' and u.code like '4407%'`)
  expect(rows).toEqual([{ code: '440703002131', name_en: 'Fengle Community', town: '白沙街道' }])
  const { rows: twice } = await database.pool('api').raw(`select name_zh from unit where level = 'town' group by 1 having count(*) = 2 order by 1`)
  expect(twice).toEqual(['海滨街道', '白沙镇', '附城镇'].map(name_zh => ({ name_zh })))
})

test('below one parent no two units share a Chinese name', async () => {
  const { rows } = await database.pool('api').raw('select parent_id, name_zh from unit group by 1, 2 having count(*) > 1')
  expect(rows).toEqual([])
})

test('names, numbers and order are complete, and the order lists a parent before its children', async () => {
  const { rows } = await database.pool('api').raw(`
    select count(*)::int as units, count(distinct sort_no)::int as places, count(*) filter (where name_en !~ '^[A-Z0-9][A-Za-zü0-9. ''-]+$')::int as odd
    from unit`)
  expect(rows).toEqual([{ units: 3567, places: 3567, odd: 0 }])
  const { rows: wrong } = await database.pool('api').raw('select u.code from unit u join unit p on p.unit_id = u.parent_id where u.sort_no < p.sort_no')
  expect(wrong).toEqual([])
})

test('loading the list again touches no row', async () => {
  const state = async () => (await database.pool('owner').raw(`
    select (select md5(string_agg(u::text || u.xmin::text, ',' order by unit_id)) from unit u) as units,
      (select md5(string_agg(c::text || c.xmin::text, ',' order by ancestor_id, unit_id, valid_from)) from unit_closure c) as closure`)).rows
  const before = await state()
  await load()
  expect(await state()).toEqual(before)
})

test('a village that moved within its county keeps its number, and both places keep their time', async () => {
  const lines = readUnits()
  const village = lines.find(({ code }) => code === '440703002131')
  if (!village) throw new Error('丰乐社区 is not in the list')
  await load([...lines, { ...village, code: '440703006131', parent: '440703006', validFrom: '2026-07-01' }])
  const { rows } = await database.pool('api').raw(`
    select a.name_zh, c.valid_from, c.valid_to from unit_closure c join unit a on a.unit_id = c.ancestor_id
    where c.unit_id = :unit and c.depth = 1 order by c.valid_from`, { unit: village.unitId })
  expect(rows).toEqual([
    { name_zh: '白沙街道', valid_from: '2000-01-01', valid_to: '2026-07-01' },
    { name_zh: '环市街道', valid_from: '2026-07-01', valid_to: null },
  ])
  await load() // and back, when the line was a mistake
  expect((await database.pool('api').raw('select code from unit where unit_id = :unit', { unit: village.unitId })).rows).toEqual([{ code: '440703002131' }])
})
