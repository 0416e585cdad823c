import type { Address } from './address.js'

const slots = 4
const taken = new Map<string, number>()

/**
 * The place of a compared unit among the data colours: the one it had before during this visit, so that it keeps its colour on
 * every page; else the first that no other compared unit has.
 */
export function colorOfArea(unit: string, { focus }: Pick<Address, 'focus'>): number {
  for (const other of focus) {
    const used = focus.filter((f) => f !== other).flatMap((f) => taken.get(f) ?? [])
    const own = taken.get(other)
    if (own !== undefined && !used.includes(own)) continue
    taken.set(other, Array.from({ length: slots }, (_, i) => i).find((i) => !used.includes(i)) ?? 0)
  }
  return taken.get(unit) ?? 0
}
