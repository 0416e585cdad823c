import type { Answer, Question } from '@mingshu/metrics'
import { onScopeDispose, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import type { Problem } from '../api.js'
import { usePlace } from './place.js'
import { asking } from './session.js'

/** What a panel holds while it asks: the last answer stays until the next one is there. */
export interface Asked {
  readonly answer: ShallowRef<Answer | undefined>
  readonly problem: ShallowRef<Problem | undefined>
  /** True when an answer has been awaited for more than 200 ms. */
  readonly isWaiting: Ref<boolean>
  retry(): void
}

const patience = 200

/** Asks a question, and again whenever it or the version changes. Undefined asks nothing. */
export function useAnswer(question: () => Question | undefined): Asked {
  const { version } = usePlace()
  const answer = shallowRef<Answer>()
  const problem = shallowRef<Problem>()
  const isWaiting = ref(false)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(asked: Question | undefined, v: number): Promise<void> {
    const mine = ++turn
    clearTimeout(timer)
    if (!asked || v === 0) {
      answer.value = undefined
      problem.value = undefined
      isWaiting.value = false
      return
    }
    timer = setTimeout(() => (isWaiting.value = true), patience)
    const reply = await asking.ask(asked, v)
    if (mine !== turn) return
    clearTimeout(timer)
    isWaiting.value = false
    problem.value = 'problem' in reply ? reply.problem : undefined
    answer.value = 'answer' in reply ? reply.answer : undefined
  }

  watch(
    () => JSON.stringify([question(), version.value]),
    () => void ask(question(), version.value),
    { immediate: true },
  )
  onScopeDispose(() => {
    turn += 1
    clearTimeout(timer)
  })
  return {
    answer, problem, isWaiting,
    retry() {
      const asked = question()
      if (asked) asking.forget(asked, version.value)
      void ask(asked, version.value)
    },
  }
}
