import { clock, type Day, dayOf, isoOf } from '../days.js'
import { shortName, type Unit } from '../places.js'
import { between, random } from '../random.js'
import type { WholeTable, World } from '../system.js'

/** A centre of a unit, and the days it is open. */
export interface Center {
  readonly no: string
  readonly unit: Unit
  readonly opened: Day
  readonly closed: Day | undefined
}

/** The centres, by the code of their unit. Nearly every unit has one; some villages got theirs late, a few lost it again. */
export function planCenters({ seed, places }: World): ReadonlyMap<string, Center> {
  return new Map([...places.jiangmen.all, ...places.zone.all].flatMap(unit => {
    const r = random(seed, 'center', unit.code)
    const luck = r()
    const village = unit.level === 'village' && unit.code !== fengle
    if (village && luck < 0.012) return []
    const late = village && luck < 0.06
    const opened = late ? dayOf('2023-01-10') + between(r, 0, 1250) : dayOf('2018-03-01') + between(r, 0, 1500)
    const closed = village && luck > 0.998 ? dayOf('2025-02-01') + between(r, 0, 400) : undefined
    return [[unit.code, { no: `DQ${unit.code}`, unit, opened, closed }] as const]
  }))
}

/** 丰乐社区, whose menu the article praises. */
export const fengle = '440703002131'

const levels = { city: '市', county: '县', town: '镇', village: '村' } as const

/** How this system writes a level. */
export const levelName = (unit: Unit): string => levels[unit.level]

/** The table `center`. */
export function centerTable(centers: ReadonlyMap<string, Center>): WholeTable {
  return {
    name: 'center', key: ['center_no'],
    columns: ['center_no', 'center_name', 'center_level', 'unit_code', 'opened_date', 'closed_date', 'updated_at'],
    at: asOf => [...centers.values()].filter(c => c.opened <= asOf).map(({ no, unit, opened, closed }) => {
      const seen = closed !== undefined && closed <= asOf ? closed : undefined
      const until = seen === undefined ? null : isoOf(seen)
      return [no, `${shortName(unit)}党群服务中心`, levelName(unit), unit.code, isoOf(opened), until, clock(seen ?? opened, 540)]
    }),
  }
}
