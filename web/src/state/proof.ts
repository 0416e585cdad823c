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

  watch(() => [metric().code, address.value.area, address.value.period, version.value], () => {
    proof.value = undefined
    problem.value = undefined
  })
  async function prove(): Promise<void> {
    isProving.value = true
    try {
      proof.value = await fetchProof({ metric: metric().code, unit: address.value.area, period: address.value.period, v: version.value })
      problem.value = undefined
    } catch (error) {
      problem.value = problemOf(error)
    } finally {
      isProving.value = false
    }
  }
  return { proof, problem, isProving, prove }
}
