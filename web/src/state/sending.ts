import { type Ref, ref } from 'vue'
import { problemOf } from '../api.js'
import { reasonOf } from '../words/index.js'

/** A form being sent: whether it is under way, and why it was refused. */
export function useSending(): { readonly isBusy: Ref<boolean>; readonly problem: Ref<string>; send(work: () => Promise<unknown>): Promise<void> } {
  const isBusy = ref(false)
  const problem = ref('')
  return {
    isBusy, problem,
    async send(work) {
      isBusy.value = true
      problem.value = ''
      try {
        await work()
      } catch (error) {
        problem.value = reasonOf(problemOf(error))
      } finally {
        isBusy.value = false
      }
    },
  }
}
