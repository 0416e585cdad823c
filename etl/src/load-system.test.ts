import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { morning, play, rowsOf } from '../test/played-system.js'
import { loadSystem } from './load-system.js'
import { serviceMenu } from './sources/index.js'

const center = { center_no: 'DQ1', center_name: '丰乐社区党群服务中心', center_level: '村', unit_code: '440703002131', opened_date: '2020-01-01', updated_at: '2024-01-01' }
const activity = {
  activity_no: 'HD1', title: '长者运动会', activity_type: '运动会', category: '体育健身', key_flag: '是', lead_org_level: '村', lead_unit_code: '440703002131',
  center_no: 'DQ1', activity_date: '2024-03-15', status: '已举办', attendance: 40, count_method: '签到', rated_5: 1, rated_4: 2, rated_3: 3, rated_2: 4, rated_1: 5, updated_at: '2024-03-15',
}

test('a row of the source becomes a raw row, a fact, coverage and dirty months', async () => {
  await using database = await freshDatabase()
  await using source = await play(database, serviceMenu)
  await source.add('center', center)
  await source.add('activity', activity)
  const { entities } = await loadSystem(database, serviceMenu, { ...morning, url: source.url })

  expect(entities).toMatchObject([{ entity: 'activity', read: 1, changed: 1, rejected: 0 }, { entity: 'center', read: 1, changed: 1 }])
  expect(await rowsOf(database, 'select county_id, state, entity, src_id, payload from raw_row order by entity')).toMatchObject([
    { county_id: 1, state: 'good', entity: 'activity', src_id: 'HD1', payload: { held_on: '2024-03-15', kind: 'sports_meet', ratings_valid: 15, is_key: true } },
    { county_id: 1, state: 'good', entity: 'center', src_id: 'DQ1', payload: { level: 'village' } },
  ])
  expect(await rowsOf(database, 'select county_id, held_on, kind, attendance, center_id, is_demand_based from fact_activity')).toEqual([
    { county_id: 1, held_on: '2024-03-15', kind: 'sports_meet', attendance: 40, center_id: 'DQ1', is_demand_based: false },
  ])
  expect(await rowsOf(database, `select min(month_on), max(month_on), count(*)::int from coverage`)).toEqual([{ min: '2024-03-01', max: '2025-01-01', count: 11 }])
  expect(await rowsOf(database, `select distinct county_id, subject, month_on from dirty where subject = 'activity' and month_on < '2024-04-01'`)).toEqual([
    { county_id: 1, subject: 'activity', month_on: '2024-03-01' },
  ])
})
