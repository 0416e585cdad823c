import { isoOf } from '../days.js'
import type { WholeTable } from '../system.js'
import type { Station } from './station-list.js'

/** The table `stations`. */
export function stationTable(stations: readonly Station[]): WholeTable {
  return {
    name: 'stations', key: ['station_id'],
    columns: ['station_id', 'station_name', 'brand', 'role', 'venue', 'unit_code', 'opened_on', 'closed_on'],
    at: asOf => stations.filter(s => s.opened <= asOf).map(s =>
      [s.id, s.name, s.brand, s.role, s.venue, s.unit, isoOf(s.opened), s.closed !== undefined && s.closed <= asOf ? isoOf(s.closed) : null]),
  }
}
