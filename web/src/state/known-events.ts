import { ref } from 'vue'
import { enterKnownEvent, fetchKnownEvents, type KnownEvent, withdrawKnownEvent } from '../api.js'
import { daysOf, moved, type Period } from '../figures/period.js'
import { type Fetched, useFetched } from './fetched.js'
import { usePlace } from './place.js'

const known = new Map<string, Promise<readonly KnownEvent[]>>()
const kept = 50
/** Raised whenever somebody here enters an event or takes one back. */
const edition = ref(0)

/** Forgets the events that were read, for they have changed. */
function forgetEvents(): void {
  known.clear()
  edition.value += 1
}

function read(unit: string, from: string, to: string): Promise<readonly KnownEvent[]> {
  const key = `${unit} ${from} ${to}`
  const asked = known.get(key) ?? fetchKnownEvents({ unit, from, to })
  known.set(key, asked)
  asked.catch(() => known.delete(key))
  const oldest = known.size > kept ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  return asked
}

/** The events of the page's unit during some periods; charts and explanations of the same days ask once. */
export function useKnownEvents(periods: () => readonly Period[]): Fetched<readonly KnownEvent[]> {
  const { address } = usePlace()
  return useFetched(
    () => {
      const days = periods().map(daysOf)
      const from = days.map((d) => d.from).sort()[0]
      const to = days.map((d) => d.to).sort().at(-1)
      return from && to && address.value.area ? { unit: address.value.area, from, to: moved(to, -1), edition: edition.value } : undefined
    },
    ({ unit, from, to }) => read(unit, from, to),
  )
}

/** Enters an event; what it explains is read again. */
export async function enterEvent(event: Parameters<typeof enterKnownEvent>[0]): Promise<void> {
  await enterKnownEvent(event)
  forgetEvents()
}

/** Takes events back. */
export async function withdrawEvents(ids: readonly string[]): Promise<void> {
  for (const id of ids) await withdrawKnownEvent(id)
  forgetEvents()
}
