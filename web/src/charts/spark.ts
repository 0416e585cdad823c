/** A line small enough for a tile, as SVG path data. */
export interface Spark {
  /** Path of the known stretches; gaps stay gaps. */
  readonly path: string
  /** Where the last known value lies. */
  readonly end: { readonly x: number; readonly y: number } | null
}

/** Draws values into a box; the least value lies on the floor, unless all are alike, which draws a level line. Nothing is joined across a cut. */
export function spark(values: readonly (string | null)[], width: number, height: number, cuts: readonly number[] = []): Spark {
  const known = values.map((v) => (v === null ? null : Number(v)))
  const numbers = known.filter((v): v is number => v !== null)
  const least = Math.min(...numbers)
  const span = Math.max(...numbers) - least
  const step = known.length > 1 ? width / (known.length - 1) : 0
  const round = (n: number): number => Math.round(n * 100) / 100
  let path = ''
  let end: Spark['end'] = null
  known.forEach((value, i) => {
    if (value === null) return
    const x = round(i * step)
    const y = round(span === 0 ? height / 2 : height - ((value - least) / span) * height)
    const begins = (known[i - 1] ?? null) === null || cuts.includes(i)
    const isAlone = begins && ((known[i + 1] ?? null) === null || cuts.includes(i + 1))
    // A value between two gaps is a dot: a line of no length with round ends.
    path += begins ? `M${x} ${y}${isAlone ? 'h0' : ''}` : `L${x} ${y}`
    end = { x, y }
  })
  return { path, end }
}
