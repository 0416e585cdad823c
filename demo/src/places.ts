import type { Database } from '@mingshu/db'

/** A unit of the four levels. */
export interface Unit {
  readonly code: string
  readonly name: string
  readonly level: 'city' | 'county' | 'town' | 'village'
}

/** The two places of the demo, units in order of their codes. */
export interface Places {
  readonly jiangmen: Place
  readonly zone: Place
}

/** A place with its units by level. */
export interface Place {
  readonly all: readonly Unit[]
  readonly city: readonly Unit[]
  readonly county: readonly Unit[]
  readonly town: readonly Unit[]
  readonly village: readonly Unit[]
  /** The unit of a code. */
  unit(code: string): Unit
}

/** The zone's own code and its six towns, which statistics place in two other districts. */
export const zoneCode = '4408Z1'
export const zoneTowns = ['440803070', '440803071', '440811070', '440811071', '440811072', '440811173'] as const

/** The units of the tree that stand today, without statistical areas. */
export async function readPlaces(database: Database): Promise<Places> {
  const units: Unit[] = await database.pool('owner')('unit').select('code', 'name_zh as name', 'level')
    .whereNull('valid_to').whereNot('kind', 'like', 'quasi%').orderByRaw('code collate "C"')
  return {
    jiangmen: placeOf('江门市', units.filter(u => u.code.startsWith('4407'))),
    zone: placeOf('湛江经开区', units.filter(u => u.code === zoneCode || zoneTowns.some(town => u.code.startsWith(town)))),
  }
}

function placeOf(name: string, all: readonly Unit[]): Place {
  const byCode = new Map(all.map(u => [u.code, u]))
  const level = (wanted: Unit['level']): Unit[] => all.filter(u => u.level === wanted)
  return {
    all, city: level('city'), county: level('county'), town: level('town'), village: level('village'),
    unit(code) {
      const found = byCode.get(code)
      if (!found) throw new Error(`The unit tree has no ${code} in ${name}; run migrate, which loads it.`)
      return found
    },
  }
}

/** `丰乐社区` of 丰乐社区居委会, `调青村` of 调青村委会. */
export const shortName = (unit: Unit): string => unit.name.replace(/居委会$/, '').replace(/村委会$/, '村')

/** A code filled up to 12 digits, as some systems write it. */
export const padded = (code: string): string => code.padEnd(12, '0')

/** The town of a village, by code. */
export const townCode = (code: string): string => code.slice(0, 9)
