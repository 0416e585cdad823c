import type { Row, Unit } from '@mingshu/metrics'
import { computed, type ComputedRef, shallowRef, watch } from 'vue'
import type { MetricEntry } from '../api.js'
import type { RowLevel } from './address.js'
import { usePlace } from './place.js'
import { rowsQuestion } from './questions.js'
import { asking } from './session.js'
import { unitsBelow } from './units.js'

/** Most units whose own units below are asked for at once. */
const mostParents = 25

/** The units whose children are of a level, below a unit and in administrative order. */
function parentsOf(code: string, level: RowLevel): readonly string[] {
  const below = unitsBelow(code)
  return below[0]?.level === level ? [code] : below.flatMap((u) => parentsOf(u.code, level))
}

/** The levels the units below a unit can be listed at, the nearest first; each with few enough units above it. */
export function levelsBelow(code: string): readonly Unit['level'][] {
  const levels: Unit['level'][] = []
  for (let at = unitsBelow(code); at.length > 0; at = at.flatMap((u) => unitsBelow(u.code))) {
    const level = at[0]?.level
    if (level) levels.push(level)
  }
  return levels.filter((level) => parentsOf(code, level as RowLevel).length <= mostParents)
}

/** The rows of the level the address asks for, in place of those directly below; undefined while it asks for those, or until they are there. */
export function useLevelRows(metrics: () => readonly MetricEntry[]): ComputedRef<readonly Row[] | undefined> {
  const { address, version } = usePlace()
  const rows = shallowRef<readonly Row[]>()
  const parents = computed(() => {
    const { area, level } = address.value
    return level && unitsBelow(area)[0]?.level !== level && levelsBelow(area).includes(level) ? parentsOf(area, level) : []
  })
  let turn = 0
  watch(() => JSON.stringify([parents.value, metrics().map((m) => m.code), address.value.period, address.value.cmp, version.value]), async () => {
    const mine = ++turn
    rows.value = undefined
    const codes = metrics().map((m) => m.code)
    if (parents.value.length === 0 || codes.length === 0 || version.value === 0) return
    const replies = await Promise.all(parents.value.map((area) => asking.ask(rowsQuestion({ ...address.value, area }, codes), version.value)))
    if (mine === turn) rows.value = replies.flatMap((r) => ('answer' in r ? r.answer.rows : []))
  }, { immediate: true })
  return computed(() => rows.value)
}
