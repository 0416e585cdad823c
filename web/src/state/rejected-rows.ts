import { type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import { fetchRejectedRows, type Problem, problemOf, type RejectedRow } from '../api.js'

/** Refused rows of a source or a reading of it, page by page. */
export function useRejectedRows(of: () => { readonly source?: string; readonly load?: string }): {
  readonly rows: ShallowRef<readonly RejectedRow[]>
  /** Where the next page begins; null at the end. */
  readonly cursor: Ref<string | null>
  readonly problem: ShallowRef<Problem | undefined>
  readonly isWaiting: Ref<boolean>
  fetchMore(isFirst: boolean): Promise<void>
} {
  const rows = shallowRef<readonly RejectedRow[]>([])
  const cursor = ref<string | null>(null)
  const problem = shallowRef<Problem>()
  const isWaiting = ref(false)
  let turn = 0

  async function fetchMore(isFirst: boolean): Promise<void> {
    const mine = ++turn
    isWaiting.value = true
    problem.value = undefined
    try {
      const page = await fetchRejectedRows({ ...of(), ...(isFirst || cursor.value === null ? {} : { cursor: cursor.value }) })
      if (mine !== turn) return
      rows.value = isFirst ? page.rows : [...rows.value, ...page.rows]
      cursor.value = page.cursor
    } catch (error) {
      if (mine === turn) problem.value = problemOf(error)
    } finally {
      if (mine === turn) isWaiting.value = false
    }
  }
  watch(of, () => void fetchMore(true), { immediate: true })
  return { rows, cursor, problem, isWaiting, fetchMore }
}
