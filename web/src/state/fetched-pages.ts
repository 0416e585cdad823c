import { type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import { type Problem, problemOf } from '../api.js'

/** A page of a list, and where the next begins; null at the end. */
export interface Page<R> {
  readonly rows: readonly R[]
  readonly cursor: string | null
}

/** A list fetched page by page. */
export interface FetchedPages<R, P extends Page<R>> {
  /** The page fetched last, which says what holds for the whole list. */
  readonly page: ShallowRef<P | undefined>
  /** The rows of all pages. */
  readonly rows: ShallowRef<readonly R[]>
  readonly problem: ShallowRef<Problem | undefined>
  readonly isWaiting: Ref<boolean>
  /** Reads on after a cursor, or anew. */
  load(cursor?: string | null): Promise<void>
}

/** Fetches the first page by a key, and again when the key changes. */
export function useFetchedPages<K, R, P extends Page<R>>(key: () => K, fetch: (key: K, cursor: string | undefined) => Promise<P & Page<R>>): FetchedPages<R, P> {
  const page = shallowRef<P>()
  const rows = shallowRef<readonly R[]>([])
  const problem = shallowRef<Problem>()
  const isWaiting = ref(false)
  let turn = 0

  async function load(cursor?: string | null): Promise<void> {
    const mine = ++turn
    isWaiting.value = true
    try {
      const next = await fetch(key(), cursor ?? undefined)
      if (mine !== turn) return
      page.value = next
      rows.value = cursor ? [...rows.value, ...next.rows] : next.rows
      problem.value = undefined
    } catch (error) {
      if (mine === turn) problem.value = problemOf(error)
    } finally {
      if (mine === turn) isWaiting.value = false
    }
  }
  watch(() => JSON.stringify(key()), () => {
    page.value = undefined
    rows.value = []
    void load()
  }, { immediate: true })
  return { page, rows, problem, isWaiting, load }
}
