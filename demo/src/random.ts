/** A stream of numbers in [0, 1). */
export type Random = () => number

/** A stream that its keys alone decide: no draw elsewhere, and no order of drawing, changes it. */
export function random(...keys: readonly (string | number)[]): Random {
  let state = 0x2545f491
  for (const key of keys) {
    if (typeof key === 'number') state = scatter(state ^ key)
    else for (const character of key) state = scatter(state ^ (character.codePointAt(0) ?? 0))
  }
  return () => {
    state = (state + 0x9e3779b9) | 0
    return (scatter(state) >>> 0) / 0x100000000
  }
}

/** A whole number from `from` to `to`, both included. */
export const between = (r: Random, from: number, to: number): number => from + Math.floor(r() * (to - from + 1))

/** One of the list, each as likely. */
export function pick<T>(r: Random, list: readonly T[]): T {
  const found = list[Math.floor(r() * list.length)]
  if (found === undefined) throw new Error('There is nothing to pick from.')
  return found
}

/** One of the choices, as likely as its weight. */
export function weighted<T>(r: Random, choices: readonly (readonly [T, number])[]): T {
  let left = r() * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [choice, weight] of choices) {
    left -= weight
    if (left < 0) return choice
  }
  const last = choices.at(-1)
  if (!last) throw new Error('There is nothing to choose from.')
  return last[0]
}

/** A positive number around 1 that is now and then much larger. */
export const spread = (r: Random, width: number): number => Math.exp((r() + r() + r() - 1.5) * width)

// The finaliser of MurmurHash3: every bit of the input moves every bit of the output.
function scatter(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
