import { onScopeDispose, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import { type Problem, problemOf } from '../api.js'

/** Something fetched, and why it is not there. */
export interface Fetched<T> {
  readonly value: ShallowRef<T | undefined>
  readonly problem: ShallowRef<Problem | undefined>
  readonly isWaiting: Ref<boolean>
  retry(): void
}

/** Fetches by a key, and again when the key changes. Undefined fetches nothing. The value of the last key stays until the next is there. */
export function useFetched<K, T>(key: () => K | undefined, fetch: (key: K) => Promise<T>): Fetched<T> {
  const value = shallowRef<T>()
  const problem = shallowRef<Problem>()
  const isWaiting = ref(false)
  let turn = 0

  async function run(): Promise<void> {
    const mine = ++turn
    const asked = key()
    if (asked === undefined) {
      value.value = undefined
      problem.value = undefined
      isWaiting.value = false
      return
    }
    isWaiting.value = true
    try {
      const got = await fetch(asked)
      if (mine === turn) {
        value.value = got
        problem.value = undefined
      }
    } catch (error) {
      if (mine === turn) {
        value.value = undefined
        problem.value = problemOf(error)
      }
    } finally {
      if (mine === turn) isWaiting.value = false
    }
  }

  watch(() => JSON.stringify(key()), () => void run(), { immediate: true })
  onScopeDispose(() => (turn += 1))
  return { value, problem, isWaiting, retry: () => void run() }
}
