import type { AreaOutlines } from '../api.js'

type Outline = AreaOutlines['outlines'][number]['outline']

/** A unit's border as drawn: a path of SVG, and where its name stands. */
export interface Shape {
  readonly unit: string
  readonly path: string
  readonly x: number
  readonly y: number
}

/** A map as drawn, north up. */
export interface Drawn {
  readonly width: number
  readonly height: number
  readonly shapes: readonly Shape[]
}

/** Draws outlines into a width: degrees as they are, east and west drawn together as far as they are at the middle of the map. Nothing is left out or smoothed. */
export function drawOutlines(outlines: AreaOutlines['outlines'], width: number): Drawn {
  const points = outlines.flatMap(({ outline }) => outline.flat(2))
  const [west, east] = rangeOf(points.map(([longitude = 0]) => longitude))
  const [south, north] = rangeOf(points.map(([, latitude = 0]) => latitude))
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = width / ((east - west) * narrowing || 1)
  const place = ([longitude = 0, latitude = 0]: readonly number[]): [number, number] => [round((longitude - west) * narrowing * scale), round((north - latitude) * scale)]
  return {
    width, height: Math.round((north - south) * scale),
    shapes: outlines.map(({ unit, outline }) => {
      const [x, y] = place(middleOf(outline))
      return { unit, x, y, path: outline.flat().map((ring) => `M${ring.map((point) => place(point).join(' ')).join('L')}Z`).join('') }
    }),
  }
}

function rangeOf(values: readonly number[]): [number, number] {
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)]
  return [least, most]
}

const round = (value: number): number => Math.round(value * 10) / 10

/** The centre of mass of the largest part: of an island county, the mainland. */
function middleOf(outline: Outline): [number, number] {
  const parts = outline.map(([ring = []]) => {
    let [area, x, y] = [0, 0, 0]
    for (const [i, [x1 = 0, y1 = 0]] of ring.entries()) {
      const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length] ?? []
      const cross = x1 * y2 - x2 * y1
      area += cross / 2
      x += (x1 + x2) * cross
      y += (y1 + y2) * cross
    }
    return { area: Math.abs(area), x: x / (6 * area), y: y / (6 * area) }
  })
  const { x, y } = parts.reduce((largest, part) => (part.area > largest.area ? part : largest), { area: 0, x: 0, y: 0 })
  return [x, y]
}
