import { type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import { fetchProof, type MetricEntry, type Problem, problemOf, type Proof } from '../api.js'
import { usePlace } from './place.js'

/** The proof of the figure of a metric here and now, when it is asked for. */
export function useProof(metric: () => MetricEntry): {
  readonly proof: ShallowRef<Proof | undefined>
  readonly problem: ShallowRef<Problem | undefined>
  readonly isProving: Ref<boolean>
  prove(): Promise<void>
} {
  const { address, version } = usePlace()
  const proof = shallowRef<Proof>()
  const problem = shallowRef<Problem>()
  const isProving = ref(false)
  let turn = 0

  watch(() => [metric().code, address.value.area, address.value.period, version.value], () => {
    turn += 1
    isProving.value = false
    proof.value = undefined
    problem.value = undefined
  })
  async function prove(): Promise<void> {
    const mine = ++turn
    isProving.value = true
    try {
      const got = await fetchProof({ metric: metric().code, unit: address.value.area, period: address.value.period, v: version.value })
      // What comes after another figure was turned to proves nothing of that one.
      if (mine !== turn) return
      proof.value = got
      problem.value = undefined
    } catch (error) {
      if (mine === turn) problem.value = problemOf(error)
    } finally {
      if (mine === turn) isProving.value = false
    }
  }
  return { proof, problem, isProving, prove }
}
