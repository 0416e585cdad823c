/** A map that nobody surveyed: each unit a square of a grid, the second with an island. Invented for tests; no border of anything. */
export function squares(codes: readonly string[]): string {
  const square = (x: number, y: number, size = 0.1): [number, number][] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]].map(([a = 0, b = 0]) => [Number(a.toFixed(4)), Number(b.toFixed(4))])
  return JSON.stringify({
    type: 'FeatureCollection',
    features: codes.map((code, i) => {
      const [x, y] = [112 + (i % 3) * 0.1, 22 + Math.floor(i / 3) * 0.1]
      const geometry = i === 1 ? { type: 'MultiPolygon', coordinates: [[square(x, y)], [square(x + 0.02, y - 0.06, 0.03)]] } : { type: 'Polygon', coordinates: [square(x, y)] }
      return { type: 'Feature', properties: { adcode: Number(code) || code, name: `单位${code}` }, geometry }
    }),
  })
}
