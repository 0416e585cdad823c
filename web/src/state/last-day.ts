import { computed, type ComputedRef } from 'vue'
import { daysOf, moved } from '../figures/period.js'
import { usePlace } from './place.js'
import { me } from './session.js'

/** The day states of the page's period are told of: its last, or the last that counts while it runs. */
export function useLastDay(): ComputedRef<string> {
  const { address } = usePlace()
  return computed(() => {
    const last = moved(daysOf(address.value.period).to, -1)
    const businessOn = me.value?.businessOn ?? last
    return last < businessOn ? last : businessOn
  })
}
