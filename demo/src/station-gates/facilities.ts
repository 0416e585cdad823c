import { begin, dayIn, isoOf, monthOf } from '../days.js'
import { between, random } from '../random.js'
import type { Row, WholeTable } from '../system.js'
import type { Station } from './station-list.js'

const kinds = ['休息桌椅', '饮水机', '微波炉', '其他'] as const
const firstMonth = monthOf(begin)

/** The table `facility_checks`: each station once a month, between the 3rd and the 12th. */
export function facilityTable(seed: number, stations: readonly Station[]): WholeTable {
  return {
    name: 'facility_checks', key: ['check_id'], columns: ['check_id', 'station_id', 'facility', 'checked_on', 'quantity', 'usable'],
    at: asOf => Array.from({ length: monthOf(asOf) - firstMonth + 1 }, (_, i) => firstMonth + i).flatMap(month => stations.flatMap(station => {
      const r = random(seed, 'check', station.id, month)
      const day = dayIn(month, between(r, 3, 12))
      if (day > asOf || day < station.opened || day >= (station.closed ?? Infinity)) return []
      return kinds.map((kind, k): Row => {
        const quantity = kind === '休息桌椅' ? 6 + (station.id % 7) : kind === '其他' ? 3 + (station.id % 3) : 1 + (station.id % 2)
        const broken = Array.from({ length: quantity }, () => r() < 0.05).filter(Boolean).length
        return [(month * 1000 + station.id) * 10 + k, station.id, kind, isoOf(day), quantity, quantity - broken]
      })
    })),
  }
}
