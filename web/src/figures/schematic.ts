import type { Row } from '@mingshu/metrics'
import { isKnown } from './cell.js'

/** Where a unit's tile stands in a schematic map: column and row from 0, neighbours beside each other as far as a grid allows. */
export interface Tile {
  readonly column: number
  readonly row: number
}

/** The declared grids: no border is drawn, so no map needs an approval number. */
const grids: Readonly<Record<string, Tile>> = {
  // Jiangmen: the three urban districts in the north-east, Enping in the west, Taishan on the coast.
  440784: { column: 1, row: 0 }, 440703: { column: 2, row: 0 }, 440704: { column: 3, row: 0 },
  440785: { column: 0, row: 1 }, 440783: { column: 1, row: 1 }, 440705: { column: 2, row: 1 },
  440781: { column: 1, row: 2 },
  // The zone: two subdistricts in the city, three on Donghai island, Naozhou on its own.
  440803071: { column: 0, row: 0 }, 440803070: { column: 1, row: 0 },
  440811072: { column: 1, row: 1 }, 440811070: { column: 2, row: 1 }, 440811071: { column: 3, row: 1 },
  440811173: { column: 3, row: 2 },
}

/** The tiles of some units; nothing unless each has its declared place. */
export function tilesOf(units: readonly string[]): ReadonlyMap<string, Tile> | undefined {
  const tiles = new Map(units.flatMap((code) => (grids[code] ? [[code, grids[code]] as const] : [])))
  return units.length > 1 && tiles.size === units.length ? tiles : undefined
}

/** Steps of the sequential scale. */
export const steps = 5

/** The step of a value between the least and the greatest, from 1 to 5; all alike are in the middle. */
export function stepOf(value: number, least: number, most: number): number {
  if (most === least) return Math.ceil(steps / 2)
  return Math.min(steps, Math.floor(((value - least) / (most - least)) * steps) + 1)
}

/** The step of each unit's figure between the least and the greatest of them; 0 where there is none. */
export function stepsOf(rows: readonly Row[], code: string): ReadonlyMap<string, number> {
  const known = rows.flatMap((r) => (isKnown(r.cells[code]) ? [Number(r.cells[code].value)] : []))
  const [least, most] = [Math.min(...known), Math.max(...known)]
  return new Map(rows.map(({ unit, cells: { [code]: cell } }) => [unit, isKnown(cell) ? stepOf(Number(cell.value), least, most) : 0]))
}

/** The tile one press of an arrow key away: the nearest one in that direction. */
export function nextTile(tiles: ReadonlyMap<string, Tile>, from: string, key: string): string | undefined {
  const at = tiles.get(from)
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key]
  if (!at || !way) return undefined
  const [dx = 0, dy = 0] = way
  return [...tiles]
    .map(([code, t]) => ({ code, ahead: (t.column - at.column) * dx + (t.row - at.row) * dy, aside: Math.abs((t.column - at.column) * dy) + Math.abs((t.row - at.row) * dx) }))
    .filter((t) => t.ahead > 0)
    .sort((a, b) => a.ahead + a.aside * 2 - (b.ahead + b.aside * 2))[0]?.code
}
