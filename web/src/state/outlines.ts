import { type AreaOutlines, fetchOutlines } from '../api.js'
import { type Fetched, useFetched } from './fetched.js'
import { me } from './session.js'

const known = new Map<string, Promise<AreaOutlines>>()

function read(unit: string): Promise<AreaOutlines> {
  const asked = known.get(unit) ?? fetchOutlines(unit)
  known.set(unit, asked)
  asked.catch(() => known.delete(unit))
  return asked
}

/** Whether an approved map of a unit's parts was added. */
export const hasMap = (unit: string): boolean => me.value?.maps.includes(unit) ?? false

/** The outlines of a unit's parts, read once. */
export const useOutlines = (unit: () => string): Fetched<AreaOutlines> => useFetched(unit, read)
