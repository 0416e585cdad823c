import { begin, type Day, dayIn, dayOf, isoOf, yearOf } from '../days.js'
import { padded, type Places, type Unit, zoneTowns } from '../places.js'
import { between, pick, random } from '../random.js'
import type { Row, WholeTable, World } from '../system.js'
import type { Station } from './station-list.js'

interface Site {
  readonly id: number
  readonly name: string
  readonly kind: string
  readonly unit: string
  readonly station: number | null
}

const named = [
  ['440803070002', '荣基广场', '广场'], ['440803070001', '万达商圈', '商圈'], ['440803070003', '华都汇商圈', '商圈'], ['440803070002', '欢乐家楼宇', '楼宇'],
  ['440803071006', '嘉信幼儿园', '幼儿园'],
] as const

// The first six are the private ones of the published figure; the last is public and so does not count.
const hospitals = [...['甲', '乙', '丙', '丁', '戊', '己'].map((c, i) => [301 + i, `民营医院${c}(演示)`, '民营'] as const), [307, '公立医院(演示)', '公立'] as const]

/** Sites that a year's 送温暖 uses; 14 in 2024 is the published figure. */
const warmSites = (year: number): number => Math.min(9 + 5 * (year - 2023), 18)
const clinicHospitals = (year: number): number => (year < 2024 ? 4 : 6)
const firstYear = yearOf(begin)

/** The tables `sites`, `hospitals` and `care_events`. */
export function careTables(world: World, stations: readonly Station[]): WholeTable[] {
  const sites = listSites(world.places, stations)
  const events = (asOf: Day): Row[] => Array.from({ length: yearOf(asOf) - firstYear + 1 }, (_, i) => yearOf(asOf) - i)
    .flatMap(year => eventsOf(world, year, sites)).filter(({ day }) => day <= asOf)
    .map(({ id, type, day, site, hospital, people }) => [id, type, isoOf(day), site, hospital, people])
  return [
    {
      name: 'sites', key: ['site_id'], columns: ['site_id', 'site_name', 'site_kind', 'unit_code', 'station_id'],
      at: () => sites.map(s => [s.id, s.name, s.kind, s.unit, s.station]),
    },
    { name: 'hospitals', key: ['hospital_id'], columns: ['hospital_id', 'hospital_name', 'ownership'], at: () => hospitals },
    { name: 'care_events', key: ['event_id'], columns: ['event_id', 'care_type', 'held_on', 'site_id', 'hospital_id', 'beneficiaries'], at: events },
  ]
}

// Sites are not the stations: squares and party-mass service centres are among them, and not every station is.
function listSites({ jiangmen, zone }: Places, stations: readonly Station[]): Site[] {
  const plain = named.map(([unit, name, kind], i): Site => ({ id: 1 + i, name, kind, unit: padded(zone.unit(unit).code), station: null }))
  const center = (id: number, { code, name }: Unit): Site => ({ id, name: `${name}党群服务中心`, kind: '党群服务中心', unit: padded(code), station: null })
  const centers = zoneTowns.map((code, i) => center(11 + i, zone.unit(code)))
  const atStations = stations.filter(s => s.id <= 112).map((s): Site => ({ id: s.id, name: s.name, kind: '驿站', unit: s.unit, station: s.id }))
  const others = jiangmen.county.map((county, i) => center(401 + i, county))
  return [...plain, ...centers, ...atStations, ...others]
}

interface Event {
  readonly id: number
  readonly type: string
  readonly day: Day
  readonly site: number
  readonly hospital: number | null
  readonly people: number
}

function eventsOf({ seed, places }: World, year: number, sites: readonly Site[]): Event[] {
  const r = random(seed, 'care', year)
  const events: Omit<Event, 'id'>[] = []
  const add = (type: string, site: number, months: readonly number[], people: number, hospital: number | null = null): void => {
    events.push({ type, day: dayIn(year * 12 + pick(r, months) - 1, between(r, 3, 28)), site, hospital, people: Math.round(people * (0.7 + 0.6 * r())) })
  }
  // 荣基广场, six centres and then stations, the 暖蜂驿站 first.
  const warm = [1, 11, 12, 101, ...sites.filter(s => (s.id > 12 && s.id < 20) || (s.id > 101 && s.id < 200)).map(s => s.id)].slice(0, warmSites(year))
  for (const site of warm) {
    for (let times = between(r, 1, 3); times > 0; times--) add('送温暖', site, [1, 2, 12], 32)
  }
  for (const [h, [hospital]] of hospitals.slice(0, clinicHospitals(year)).entries()) {
    for (const site of [2, 3, 4]) if (h < 3 || (h + site) % 2 === 0) add('义诊', site, [4, 5, 6, 9, 10, 11], 45, hospital)
  }
  add('义诊', 2, [10], 40, 307)
  for (const site of [2, 3, 4]) add('急救培训', site, [5, 6, 10], 28)
  if (year >= 2024) events.push({ type: '托管班', day: dayOf(`${year}-07-15`), site: 5, hospital: null, people: 24 + between(r, 0, 10) })
  for (const site of sites.filter(s => s.station !== null && s.id < 200)) if (r() < 0.8) add('送清凉', site.id, [6, 7, 8], 36)
  for (const county of places.jiangmen.county.keys()) {
    add('送温暖', 401 + county, [1, 12], 26)
    add('送清凉', 401 + county, [7, 8], 40)
  }
  return events.map((event, i) => ({ ...event, id: year * 1000 + i }))
}
