import { compare } from './decimal.js'

/** What stands out at the end of a series. */
export type Finding =
  | { readonly kind: 'highest' | 'lowest'; readonly at: number; readonly of: number }
  | { readonly kind: 'rising' | 'falling'; readonly steps: number }
  | { readonly kind: 'plain' }

/** Steps in one direction that make a finding. */
const run = 3

/** What the last value of a series tells: an extreme of at least seven known values, or a run of rises or falls; never more than is there. */
export function findingOf(values: readonly (string | null)[]): Finding {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]))
  const last = known.at(-1)
  if (!last || last.at !== values.length - 1) return { kind: 'plain' }
  const others = known.slice(0, -1)
  if (known.length >= 7 && others.every((o) => compare(o.value, last.value) < 0)) return { kind: 'highest', at: last.at, of: known.length }
  if (known.length >= 7 && others.every((o) => compare(o.value, last.value) > 0)) return { kind: 'lowest', at: last.at, of: known.length }
  for (const [kind, sign] of [['rising', 1], ['falling', -1]] as const) {
    let steps = 0
    while (steps < known.length - 1 && compare(known.at(-1 - steps)?.value ?? '0', known.at(-2 - steps)?.value ?? '0') === sign) steps += 1
    if (steps >= run) return { kind, steps }
  }
  return { kind: 'plain' }
}
