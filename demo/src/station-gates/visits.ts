import { type Day, isoOf, weekdayOf, yearOf } from '../days.js'
import { between, type Random, random, spread, weighted } from '../random.js'
import type { DailyTable, Row, World } from '../system.js'
import type { Station } from './station-list.js'

const visitors = [['外卖骑手', 42], ['快递小哥', 27], ['网约车司机', 17], ['货车司机', 6], ['其他', 8]] as const
const services = [['避暑取暖', 34], ['歇脚饮水', 36], ['手机充电', 20], ['图书阅读', 6], ['其他', 4]] as const
// Summer heat brings people in; the New Year takes the riders home.
const seasons = [0.9, 0.75, 0.9, 1, 1.1, 1.25, 1.4, 1.4, 1.25, 1.05, 0.9, 0.95]

interface StationDay {
  readonly station: Station
  readonly reason: string | null
  readonly lines: readonly Visit[]
}

interface Visit {
  readonly id: number
  readonly visitor: string
  readonly service: string
  readonly count: number
}

/** The tables `station_days` and `gate_visits`. */
export function visitTables(world: World, stations: readonly Station[]): DailyTable[] {
  const scheduled = (day: Day): Station[] =>
    stations.filter(s => s.opened <= day && day < (s.closed ?? Infinity) && !(s.restsOnSunday && weekdayOf(day) === 0))
  const observed = (day: Day, asOf: Day): StationDay[] => (asOf < day ? [] : scheduled(day).map(station => observe(world, station, day, asOf)))
  return [
    {
      name: 'station_days', key: ['station_id', 'day'], columns: ['station_id', 'day', 'state', 'reason', 'gate_total'], settles: 6, ahead: 0,
      on: (day, asOf) => observed(day, asOf).map(({ station, reason, lines }) =>
        [station.id, isoOf(day), reason === null ? '开放' : '停开', reason, lines.reduce((sum, line) => sum + line.count, 0)]),
    },
    {
      name: 'gate_visits', key: ['visit_id'], columns: ['visit_id', 'station_id', 'day', 'visitor_type', 'service', 'person_times'], settles: 6, ahead: 0,
      on: (day, asOf) => [
        ...observed(day, asOf).flatMap(({ station, lines }) =>
          lines.map((line): Row => [line.id, station.id, isoOf(day), line.visitor, line.service, line.count])),
        ...badVisits(world.seed, day, asOf),
      ],
    },
  ]
}

function observe({ seed, calendar }: World, station: Station, day: Day, asOf: Day): StationDay {
  const r = random(seed, 'station day', station.id, day)
  const luck = r()
  const festival = day - calendar.springFestival(yearOf(day))
  const renovated = station.renovation && station.renovation[0] <= day && day < station.renovation[1]
  const reason = renovated ? '装修' : calendar.isTyphoon(day) && luck < 0.85 ? '台风' : festival >= 0 && festival < 3 ? '节假日' : luck > 0.997 ? '停电' : null
  // A gate now and then sends its counts days later; a few counts are put right afterwards.
  const arrives = r() < 0.02 ? day + between(r, 1, 4) : day
  const mendedBy = r() < 0.04 ? day + between(r, 1, 5) : day
  if (reason !== null || asOf < arrives) return { station, reason, lines: [] }
  const weekday = calendar.isWorkday(day) ? 1 : 0.85
  const season = seasons[new Date(day * 86_400_000).getUTCMonth()] ?? 1
  const settling = Math.min(1, 0.5 + (day - station.opened) / 240)
  const total = Math.round(station.size * weekday * season * settling * (0.88 + 0.12 * (yearOf(day) - 2023)) * spread(r, 0.5))
  const lines = split(r, station, day, total)
  return { station, reason, lines: asOf < mendedBy ? lines.map(line => ({ ...line, count: Math.max(1, Math.floor(line.count * 0.7)) })) : lines }
}

function split(r: Random, station: Station, day: Day, total: number): Visit[] {
  const parts = total < 8 ? 1 : total < 20 ? 2 : 3
  const counts = new Map<string, Visit>()
  for (let part = 0; part < parts; part++) {
    const visitor = weighted(r, visitors)
    const service = weighted(r, services)
    const count = Math.floor(total / parts) + (part < total % parts ? 1 : 0)
    const known = counts.get(visitor + service)
    if (count > 0) counts.set(visitor + service, { id: known?.id ?? visitId(day, station.id, part), visitor, service, count: (known?.count ?? 0) + count })
  }
  return [...counts.values()]
}

const visitId = (day: Day, station: number, part: number): number => (day * 1000 + station) * 10 + part

// A gate that counts backwards, a gate that belongs to no station.
function badVisits(seed: number, day: Day, asOf: Day): Row[] {
  const r = random(seed, 'bad visit', day)
  if (asOf < day || r() > 0.012) return []
  const negative = r() < 0.5
  return [[visitId(day, 900, 0), negative ? 101 : 900, isoOf(day), '外卖骑手', '歇脚饮水', negative ? -7 : 5]]
}
