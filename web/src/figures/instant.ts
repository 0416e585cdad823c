/** Instants are told in the time of the place the figures are from, whatever the clock of the reader. */
const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })

/** `2026-11-24 06:00` of an ISO instant, or nothing when it is none. */
export function clockOf(instant: string | null | undefined): string | null {
  const at = instant ? new Date(instant) : null
  return at && !Number.isNaN(at.getTime()) ? shanghai.format(at) : null
}

/** `11-24 06:00`; with the year when it is another one than now. */
export function shortClock(instant: string | null | undefined, now: Date): string | null {
  const clock = clockOf(instant)
  return clock?.startsWith(shanghai.format(now).slice(0, 4)) ? clock.slice(5) : clock
}

/** Whole minutes from one instant to another; 0 when it has not come yet. */
export const minutesSince = (instant: string, now: Date): number => Math.max(0, Math.floor((now.getTime() - Date.parse(instant)) / 60_000))

/** Days from one day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
