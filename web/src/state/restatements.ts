import { fetchRestatements, type Restatement } from '../api.js'
import { type Fetched, useFetched } from './fetched.js'
import { usePlace } from './place.js'

/** The published figures of the page's unit and below that were revised. */
export function useRestatements(isWanted: () => boolean = () => true): Fetched<readonly Restatement[]> {
  const { address } = usePlace()
  return useFetched(() => (isWanted() ? address.value.area || undefined : undefined), (unit) => fetchRestatements(unit))
}
