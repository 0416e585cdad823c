import { ref, shallowRef } from 'vue'
import { answerQuestion, askUnit, fetchOpenQuestions, fetchQuestions, type UnitQuestion } from '../api.js'
import { type Fetched, useFetched } from './fetched.js'
import { usePlace } from './place.js'
import { me } from './session.js'

/** What waits for this clerk's answer; empty for everybody else. */
export const openQuestions = shallowRef<readonly UnitQuestion[]>([])
/** Raised whenever something is asked or answered here. */
const edition = ref(0)

/** Reads again what waits; a server that cannot be reached leaves it as it was. */
export async function refreshQuestions(): Promise<void> {
  edition.value += 1
  if (me.value?.user.role !== 'clerk') return
  try {
    openQuestions.value = await fetchOpenQuestions()
  } catch {
    // It is asked again with the next page.
  }
}

/** What was asked about a figure in the page's unit and below. */
export function useQuestions(metric: () => string): Fetched<readonly UnitQuestion[]> {
  const { address } = usePlace()
  return useFetched(() => (address.value.area ? { unit: address.value.area, metric: metric(), edition: edition.value } : undefined), ({ unit, metric: code }) => fetchQuestions({ unit, metric: code }))
}

/** Sends a question to a unit, and reads again what was asked. */
export async function ask(question: Parameters<typeof askUnit>[0]): Promise<void> {
  await askUnit(question)
  await refreshQuestions()
}

/** Sends an answer, and takes the question off the list. */
export async function answer(id: string, words: string): Promise<void> {
  await answerQuestion(id, words)
  await refreshQuestions()
}
