import { type Ref, ref } from 'vue'
import { fetchTrace, type MetricEntry, type Trace, type TraceRow } from '../api.js'
import { type FetchedPages, useFetchedPages } from './fetched-pages.js'
import { usePlace } from './place.js'

/** The rows behind the figure of a metric here and now, page by page; of a ratio, those of one side. */
export function useRowsBehind(metric: () => MetricEntry): FetchedPages<TraceRow, Trace> & { readonly side: Ref<'of' | 'to'> } {
  const { address, version } = usePlace()
  const side = ref<'of' | 'to'>('of')
  const pages = useFetchedPages(
    () => ({ figure: { metric: metric().code, unit: address.value.area, period: address.value.period, v: version.value }, ...(metric().kind === 'ratio' ? { side: side.value } : {}) }),
    ({ figure, ...sided }, cursor) => fetchTrace(figure, { ...(cursor ? { cursor } : {}), ...sided }),
  )
  return { ...pages, side }
}
