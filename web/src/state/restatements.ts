import { fetchRestatements, type Restatement } from '../api.js'
import { shown } from '../figures/cell.js'
import { dash } from '../figures/number.js'
import { language, words } from '../words/index.js'
import { findMetric } from './catalogue.js'
import { type Fetched, useFetched } from './fetched.js'
import { usePlace } from './place.js'

/** The published figures of the page's unit and below that were revised. */
export function useRestatements(isWanted: () => boolean = () => true): Fetched<readonly Restatement[]> {
  const { address } = usePlace()
  return useFetched(() => (isWanted() ? address.value.area || undefined : undefined), (unit) => fetchRestatements(unit))
}

/** A value of a revised figure, before or after, as it is printed. */
export function revisedValue({ metric }: Restatement, value: string | null): string {
  const m = findMetric(metric)
  if (!m) return value ?? dash
  const { text, unit } = shown({ value, status: value === null ? 'not_reported' : 'ok' }, m, words.value, language.value)
  return text + unit
}
