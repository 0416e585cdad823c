import type { Scope } from '@mingshu/db'
import { text } from '@mingshu/metrics'
import type { FindUnit, UnitVersion } from './unit-book.js'

/** Finds the units somebody reports on; refuses all others, and tells each time. */
export function unitsWithin(find: FindUnit, { counties, units }: Scope, onBeyond: () => void): FindUnit {
  const isWithin = ({ countyId, unitId }: UnitVersion): boolean => counties.includes(countyId) || units.includes(unitId)
  return (typed, on) => {
    const found = find(typed, on)
    if ('refused' in found || isWithin(found)) return found
    onBeyond()
    return { refused: beyond }
  }
}

const beyond = text('不在您负责的范围内。填错的请改正，否则请删去该行', 'is outside the units you look after. Correct it if it is mistyped, else delete the row')
