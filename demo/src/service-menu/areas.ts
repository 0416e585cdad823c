import { type Places, townCode, zoneCode } from '../places.js'

const city = '440700'

/** The areas a unit lies in, by code, from the smallest: itself, its town, its county or the zone, and the city of Jiangmen. */
export function areasOf({ jiangmen, zone }: Places): (code: string) => readonly string[] {
  const areas = new Map([
    ...jiangmen.all.map(({ code }) => [code, [...new Set([code, townCode(code), code.slice(0, 6), city])]] as const),
    ...zone.all.map(({ code }) => [code, [...new Set([code, townCode(code), zoneCode])]] as const),
  ])
  return code => areas.get(code) ?? []
}
