import type { Unit } from '@mingshu/metrics'
import { shallowRef } from 'vue'
import { initialsOf } from '../figures/initials.js'
import { language } from '../words/index.js'

interface Tree {
  readonly byCode: ReadonlyMap<string, Unit>
  readonly below: ReadonlyMap<string, readonly Unit[]>
  readonly listed: readonly Unit[]
}

const tree = shallowRef<Tree>({ byCode: new Map(), below: new Map(), listed: [] })

const levelOrder = { city: 0, county: 1, town: 2, village: 3 }

/** Takes in the units the viewer may see, in administrative order whatever order they came in. */
export function learnUnits(units: readonly Unit[]): void {
  const listed = [...units].sort((a, b) => a.sortNo - b.sortNo || levelOrder[a.level] - levelOrder[b.level])
  const below = new Map<string, Unit[]>()
  const byId = new Map(listed.map((u) => [u.unitId, u.code]))
  for (const unit of listed) {
    const parent = unit.parent === null ? undefined : (byId.get(unit.parent) ?? unit.parent)
    if (parent !== undefined) below.set(parent, [...(below.get(parent) ?? []), unit])
  }
  tree.value = { byCode: new Map(listed.map((u) => [u.code, u])), below, listed }
}

/** Every unit the viewer may see. */
export const allUnits = (): readonly Unit[] => tree.value.listed

/** A unit by its code, if the viewer may see it. */
export const findUnit = (code: string): Unit | undefined => tree.value.byCode.get(code)

/** The units directly below. */
export const unitsBelow = (code: string): readonly Unit[] => tree.value.below.get(code) ?? []

/** Name of a unit in the page's language; its code where it is not known. */
export function unitName(code: string): string {
  const name = findUnit(code)?.name
  return name ? name[language.value] || name.zh : code
}

/** The unit directly above, if the viewer may see it. */
export function unitAbove(unit: Unit): Unit | undefined {
  if (unit.parent === null) return undefined
  return findUnit(unit.parent) ?? tree.value.listed.find((u) => u.unitId === unit.parent)
}

/** The unit and those above it, the topmost first. */
export function pathTo(code: string): readonly Unit[] {
  const unit = findUnit(code)
  if (!unit) return []
  const above = unitAbove(unit)
  return above ? [...pathTo(above.code), unit] : [unit]
}

/** Whether a unit is a functional zone or lies in one. */
export const isInZone = (code: string): boolean => pathTo(code).some((u) => u.kind === 'zone')

/** Units whose name, code or pinyin initials hold the text, those that begin with it first. */
export function searchUnits(text: string, most = 30): readonly Unit[] {
  const wanted = text.trim().toLowerCase()
  if (!wanted) return []
  // Only letters can be initials; they are worked out for whoever types some.
  const isLetters = /^[a-z]+$/.test(wanted)
  const hits = tree.value.listed.flatMap((unit) => {
    const at = [unit.code, unit.name.zh, unit.name.en, ...(isLetters ? [initialsOf(unit.name.zh)] : [])].map((t) => t.toLowerCase().indexOf(wanted)).filter((i) => i >= 0)
    return at.length > 0 ? [{ unit, at: Math.min(...at) }] : []
  })
  return hits.sort((a, b) => Math.min(a.at, 1) - Math.min(b.at, 1)).slice(0, most).map((h) => h.unit)
}
