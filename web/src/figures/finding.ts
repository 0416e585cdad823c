import { compare } from './decimal.js'

/** What stands out at the end of a series. */
export type Finding =
  | { readonly kind: 'highest' | 'lowest'; readonly at: number; readonly of: number }
  | { readonly kind: 'rising' | 'falling'; readonly steps: number }
  | { readonly kind: 'plain' }

/** Steps in one direction that make a finding. */
const run = 3

/** What the last value of a series tells: an extreme of at least seven values in a row, or a run of rises or falls; never beyond a gap, of which nothing is known. */
export function findingOf(values: readonly (string | null)[]): Finding {
  const known = values.slice(values.lastIndexOf(null) + 1) as readonly string[]
  const last = known.at(-1)
  if (last === undefined) return { kind: 'plain' }
  const others = known.slice(0, -1)
  if (known.length >= 7 && others.every((o) => compare(o, last) < 0)) return { kind: 'highest', at: values.length - 1, of: known.length }
  if (known.length >= 7 && others.every((o) => compare(o, last) > 0)) return { kind: 'lowest', at: values.length - 1, of: known.length }
  for (const [kind, sign] of [['rising', 1], ['falling', -1]] as const) {
    let steps = 0
    while (steps < known.length - 1 && compare(known.at(-1 - steps) ?? '0', known.at(-2 - steps) ?? '0') === sign) steps += 1
    if (steps >= run) return { kind, steps }
  }
  return { kind: 'plain' }
}
