import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { factsOf, type Given } from '../../test/given.js'

const database = await freshDatabase()
afterAll(() => database.close())

const activity: Given = {
  entity: 'activity', key: 'HD1', title: '运动会', kind: 'sports_meet', category: 'fitness', is_key: true, organiser_level: 'village', unit_id: '4', center_no: 'DQ1', is_demand_based: false,
  held_on: '2024-03-15', status: 'held', attendance: 40, count_method: 'sign_in', ratings_valid: 3, ratings_good: 2, county: 1,
}
const station: Given = { entity: 'station', key: '1', name: '暖蜂驿站', brand: null, role: 'site', venue_kind: 'mall', unit_id: '1777', opened_on: '2024-01-01', closed_on: null }

test('only activities that were held have participants, on the activity’s day', async () => {
  const signIn = (key: string, parent: string): Given => ({ entity: 'sign_in', key, parent, participant_pid: 'k:1', county: 0 })
  const rows = [activity, { ...activity, key: 'HD2', status: 'cancelled' }, signIn('1', 'HD1'), signIn('2', 'HD2'), signIn('3', 'HD3')]
  expect(await factsOf(database, 'fact_attendance', 'county_id, src_id, attended_on, unit_id::int, participant_pid', rows)).toEqual([
    { county_id: 1, src_id: '1', attended_on: '2024-03-15', unit_id: 4, participant_pid: 'k:1' },
  ])
})

test('a wish counts once it is published', async () => {
  const wish: Given = { entity: 'micro_wish', key: 'XY1', unit_id: '4', category: 'health', published_on: null, claimed_on: null, done_on: null }
  expect(await factsOf(database, 'fact_wish', 'src_id, published_on', [wish, { ...wish, key: 'XY2', published_on: '2024-03-01' }])).toEqual([{ src_id: 'XY2', published_on: '2024-03-01' }])
})

test('party work reaches a firm from the first of its four ways', async () => {
  const firm: Given = {
    entity: 'firm', key: 'QY1', name: '骑达', unit_id: '1777', operating_from: '2023-01-01', operating_to: null, org_cover: 'none', covered_from: null, full_members: 2,
    instructor_from: null, contact_from: '2024-05-01', mass_org_from: '2024-02-01',
  }
  expect(await factsOf(database, 'fact_firm', 'work_covered_from, has_instructor, has_contact, has_mass_org', [firm, { ...firm, key: 'QY2', contact_from: null, mass_org_from: null }])).toEqual([
    { work_covered_from: '2024-02-01', has_instructor: false, has_contact: true, has_mass_org: true },
    { work_covered_from: null, has_instructor: false, has_contact: false, has_mass_org: false },
  ])
})

test('a check of a facility holds until the next of its kind at the same station', async () => {
  const check = (key: string, kind: string, checked_on: string): Given => ({ entity: 'facility_check', key, parent: '1', kind, checked_on, quantity: 4, quantity_ok: 3 })
  const rows = [station, check('1', 'water', '2024-02-01'), check('2', 'seats', '2024-02-10'), check('3', 'water', '2024-03-01')]
  expect(await factsOf(database, 'fact_facility', 'src_id, kind, checked_on, next_checked_on', rows)).toEqual([
    { src_id: '1', kind: 'water', checked_on: '2024-02-01', next_checked_on: '2024-03-01' },
    { src_id: '2', kind: 'seats', checked_on: '2024-02-10', next_checked_on: null },
    { src_id: '3', kind: 'water', checked_on: '2024-03-01', next_checked_on: null },
  ])
})

test('days and visits take place and unit from their station', async () => {
  const day: Given = { entity: 'station_day', key: '2024-05-01/1', parent: '1', day_on: '2024-05-01', is_open: true, visits: 9, county: 0 }
  const visit: Given = { entity: 'station_visit', key: '5', parent: '1', visited_on: '2024-05-01', worker_group: 'rider', service: 'rest', person_times: 9, county: 0 }
  const rows = [station, day, visit, { ...day, key: '2024-05-01/2', parent: '2' }]
  expect(await factsOf(database, 'fact_station_day', 'county_id, unit_id::int, station_id, venue_kind, visits', rows)).toEqual([{ county_id: 12, unit_id: 1777, station_id: '1', venue_kind: 'mall', visits: 9 }])
  expect(await factsOf(database, 'fact_station_visit', 'county_id, unit_id::int, station_id, venue_kind, person_times', rows)).toEqual([{ county_id: 12, unit_id: 1777, station_id: '1', venue_kind: 'mall', person_times: 9 }])
})

test('a partner hospital counts when it is private', async () => {
  const care = (key: string, hospital_id: string | null): Given => ({ entity: 'care', key, parent: '9', kind: 'clinic', held_on: '2024-05-01', hospital_id, beneficiaries: 30, county: 0 })
  const rows: Given[] = [
    { entity: 'site', key: '9', name: '万达广场', unit_id: '1777' }, { entity: 'hospital', key: '1', is_private: true, county: 0 }, { entity: 'hospital', key: '2', is_private: false, county: 0 },
    care('1', '1'), care('2', '2'), care('3', null),
  ]
  expect(await factsOf(database, 'fact_care', 'site_id, site_name, hospital_id', rows)).toEqual([
    { site_id: '9', site_name: '万达广场', hospital_id: '1' }, { site_id: '9', site_name: '万达广场', hospital_id: null }, { site_id: '9', site_name: '万达广场', hospital_id: null },
  ])
})
