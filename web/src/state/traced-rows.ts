import { fetchTrace, type Trace } from '../api.js'
import type { Period } from '../figures/period.js'
import { type Fetched, useFetched } from './fetched.js'
import { usePlace } from './place.js'

/** The first rows behind a figure of the page's unit, in its period unless another is named, and as many as the server gives unless a limit is. */
export function useTracedRows(figure: () => { readonly metric: string; readonly period?: Period } | undefined, page: { readonly limit?: number } = {}): Fetched<Trace> {
  const { address, version } = usePlace()
  return useFetched(
    () => {
      const asked = figure()
      return asked && { metric: asked.metric, unit: address.value.area, period: asked.period ?? address.value.period, v: version.value }
    },
    (key) => fetchTrace(key, page),
  )
}
