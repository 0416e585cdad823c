import { type Checks, fetchChecks } from '../api.js'
import { type Fetched, useFetched } from './fetched.js'
import { usePlace } from './place.js'

/** What a version found never changes, so it is kept; the oldest leave first. */
const kept = 50
const known = new Map<string, Promise<Checks>>()

function ask(unit: string, v: number): Promise<Checks> {
  const key = `${unit} ${v}`
  const asked = known.get(key) ?? fetchChecks(unit, v)
  known.set(key, asked)
  asked.catch(() => known.delete(key))
  const oldest = known.size > kept ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  return asked
}

/** What the rules found in the page's unit at the page's version: the badge and the page of checks ask once. */
export function useChecks(): Fetched<Checks> {
  const { address, version } = usePlace()
  return useFetched(() => (address.value.area && version.value > 0 ? { unit: address.value.area, v: version.value } : undefined), ({ unit, v }) => ask(unit, v))
}
