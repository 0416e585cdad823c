import { fetchTrace, type TraceRow } from '../api.js'
import { findMetric } from './catalogue.js'
import { type Fetched, useFetched } from './fetched.js'
import { usePlace } from './place.js'

/** The rows behind the number of one kind of places, and that number. */
export interface ServicePlaces {
  readonly code: string
  readonly kind: 'stations' | 'centers'
  readonly rows: readonly TraceRow[]
  readonly count: number
}

const counted = [['station_count', 'stations'], ['svc_center_count', 'centers']] as const

/** The stations and centres of the page's unit, as far as they are counted here. */
export function useServicePlaces(): Fetched<readonly ServicePlaces[]> {
  const { address, version } = usePlace()
  return useFetched(
    () => ({ unit: address.value.area, period: address.value.period, v: version.value }),
    (key) => Promise.all(counted.filter(([code]) => findMetric(code)).map(async ([code, kind]) => {
      const { rows, count } = await fetchTrace({ ...key, metric: code })
      return { code, kind, rows, count: Number(count) }
    })),
  )
}
