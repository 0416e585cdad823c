import type { System, World } from '../system.js'
import { careTables } from './care.js'
import { facilityTable } from './facilities.js'
import { listStations } from './station-list.js'
import { stationTable } from './stations.js'
import { visitTables } from './visits.js'

/** Plays the gate system of the rest stations. */
export function stationGates(world: World): System {
  const stations = listStations(world.places)
  return {
    name: 'station-gates',
    tables: [stationTable(stations), ...visitTables(world, stations), facilityTable(world.seed, stations), ...careTables(world, stations)],
  }
}
