import { onBeforeUnmount, onMounted, ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import { fetchRun, fetchRuns, type Problem, problemOf, retryStep, type Run, startRun } from '../api.js'
import { words } from '../words/index.js'
import { serverNow } from './clock.js'
import { type Fetched, useFetched } from './fetched.js'
import { me, onRun } from './session.js'
import { tell } from './toasts.js'

/** All runs, read again with every turn of the ledger. */
export const useRuns = (turn: () => number): Fetched<readonly Run[]> => useFetched(turn, () => fetchRuns())

/** One run, read again with every turn of the ledger. */
export const useRun = (id: () => string, turn: () => number): Fetched<Run> => useFetched(() => [id(), turn()] as const, ([runId]) => fetchRun(runId))

/** What a run does at this moment. */
export interface LiveStep {
  readonly runId: string
  readonly step: string
  readonly progress: number | null
}

/** Follows the runs: what is done now, what time it is, and a call whenever the ledger has changed. */
export function useRunNews(refresh: () => void): { live: ShallowRef<LiveStep | undefined>; now: Ref<Date> } {
  const live = shallowRef<LiveStep>()
  const now = ref(serverNow())
  let soon: ReturnType<typeof setTimeout> | undefined
  let clock: ReturnType<typeof setInterval> | undefined
  let stop = (): void => {}
  onMounted(() => {
    clock = setInterval(() => (now.value = serverNow()), 15_000)
    stop = onRun((news) => {
      live.value = { runId: news.runId, step: news.step ?? '', progress: news.progress ?? null }
      clearTimeout(soon)
      soon = setTimeout(() => {
        now.value = serverNow()
        refresh()
      }, 500)
    })
  })
  onBeforeUnmount(() => {
    clearTimeout(soon)
    clearInterval(clock)
    stop()
  })
  return { live, now }
}

/** Asks for a run, or for one step of a run again, and says that it was; why not, when it was refused. */
export function useRunRequest(): { refused: ShallowRef<Problem | undefined>; ask(retry?: { runId: string; step: string }): Promise<string | undefined> } {
  const refused = shallowRef<Problem>()
  return {
    refused,
    async ask(retry) {
      refused.value = undefined
      try {
        const { runId } = await (retry ? retryStep(retry.runId, retry.step) : startRun())
        tell(retry ? words.value.nights.retried : words.value.runs.started)
        return runId
      } catch (error) {
        refused.value = problemOf(error)
        return undefined
      }
    },
  }
}

/** Whether the viewer may ask for runs. */
export const isOperator = (): boolean => me.value?.user.role === 'operator'
