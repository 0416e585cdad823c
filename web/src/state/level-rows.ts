import type { Question, Row, Unit } from '@mingshu/metrics'
import { computed, type ComputedRef, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import type { MetricEntry, Problem } from '../api.js'
import type { Address, RowLevel } from './address.js'
import type { Reply } from './asking.js'
import { usePlace } from './place.js'
import { rowsQuestion } from './questions.js'
import { asking } from './session.js'
import { unitsBelow } from './units.js'
import { withYearEnd, yearEndBefore } from './year-end.js'

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

/** The rows of a level further down than the one directly below. */
export interface LevelRows {
  /** Whether the address asks for such a level. */
  readonly isDeeper: ComputedRef<boolean>
  readonly rows: ShallowRef<readonly Row[]>
  /** What was asked for them, one question for each unit above. */
  readonly questions: ComputedRef<readonly Question[]>
  /** Why they are not there: rows of some of the units alone would pass for all. */
  readonly problem: ShallowRef<Problem | undefined>
  readonly isWaiting: Ref<boolean>
  retry(): void
}

const rowsOf = (replies: readonly Reply[]): readonly Row[] => replies.flatMap((r) => ('answer' in r ? r.answer.rows : []))

/** Asks for the rows of the level in the address, where that is not the one directly below. */
export function useLevelRows(metrics: () => readonly MetricEntry[]): LevelRows {
  const { address, version } = usePlace()
  const rows = shallowRef<readonly Row[]>([])
  const problem = shallowRef<Problem>()
  const isWaiting = ref(false)
  const parents = computed(() => {
    const { area, level } = address.value
    return level && unitsBelow(area)[0]?.level !== level && levelsBelow(area).includes(level) ? parentsOf(area, level) : []
  })
  const codes = computed(() => metrics().map((m) => m.code))
  const questionsAt = (at: Address): readonly Question[] => (codes.value.length === 0 ? [] : parents.value.map((area) => rowsQuestion({ ...at, area }, codes.value)))
  const questions = computed(() => questionsAt(address.value))
  /** The end of last year is no comparison of a question: its figures are asked for beside. */
  const before = computed(() => (address.value.cmp === 'yend' ? questionsAt({ ...address.value, period: yearEndBefore(address.value.period), cmp: 'none' }) : []))

  let turn = 0
  async function ask(): Promise<void> {
    const mine = ++turn
    const v = version.value
    isWaiting.value = questions.value.length > 0 && v > 0
    if (!isWaiting.value) {
      rows.value = []
      problem.value = undefined
      return
    }
    // Rows of another level or place are not these.
    rows.value = []
    const all = (asked: readonly Question[]): Promise<readonly Reply[]> => Promise.all(asked.map((q) => asking.ask(q, v)))
    const [replies, earlier] = await Promise.all([all(questions.value), all(before.value)])
    if (mine !== turn) return
    isWaiting.value = false
    problem.value = [...replies, ...earlier].flatMap((r) => ('problem' in r ? [r.problem] : []))[0]
    if (problem.value) return
    const [now, then] = [rowsOf(replies), rowsOf(earlier)]
    rows.value = then.length > 0 ? now.map((row) => withYearEnd(row, then.find((b) => b.unit === row.unit), metrics())) : now
  }
  watch(() => JSON.stringify([questions.value, before.value, version.value]), () => void ask(), { immediate: true })
  return {
    isDeeper: computed(() => parents.value.length > 0), rows, questions, problem, isWaiting,
    retry() {
      for (const q of [...questions.value, ...before.value]) asking.forget(q, version.value)
      void ask()
    },
  }
}
