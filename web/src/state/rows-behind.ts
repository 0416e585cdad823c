import { type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import { fetchTrace, type MetricEntry, type Problem, problemOf, type Trace, type TraceRow } from '../api.js'
import { usePlace } from './place.js'

/** The rows behind the figure of a metric here and now, page by page; of a ratio, those of one side. */
export function useRowsBehind(metric: () => MetricEntry): {
  readonly trace: ShallowRef<Trace | undefined>
  readonly rows: ShallowRef<readonly TraceRow[]>
  readonly problem: ShallowRef<Problem | undefined>
  readonly isWaiting: Ref<boolean>
  readonly side: Ref<'of' | 'to'>
  /** Reads on after a cursor, or anew. */
  load(cursor?: string): Promise<void>
} {
  const { address, version } = usePlace()
  const trace = shallowRef<Trace>()
  const rows = shallowRef<readonly TraceRow[]>([])
  const problem = shallowRef<Problem>()
  const isWaiting = ref(false)
  const side = ref<'of' | 'to'>('of')
  let turn = 0

  async function load(cursor?: string): Promise<void> {
    const mine = ++turn
    isWaiting.value = true
    try {
      const { code, kind } = metric()
      const page = await fetchTrace({ metric: code, unit: address.value.area, period: address.value.period, v: version.value }, { ...(cursor ? { cursor } : {}), ...(kind === 'ratio' ? { side: side.value } : {}) })
      if (mine !== turn) return
      trace.value = page
      rows.value = cursor ? [...rows.value, ...page.rows] : page.rows
      problem.value = undefined
    } catch (error) {
      if (mine === turn) problem.value = problemOf(error)
    } finally {
      if (mine === turn) isWaiting.value = false
    }
  }
  watch(() => [metric().code, address.value.area, address.value.period, version.value, side.value], () => {
    trace.value = undefined
    rows.value = []
    void load()
  }, { immediate: true })
  return { trace, rows, problem, isWaiting, side, load }
}
