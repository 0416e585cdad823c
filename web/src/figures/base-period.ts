import { daysOf, isRunning, moved, type Period, yearBefore } from './period.js'

const daysBetween = (a: string, b: string): number => Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000)

/** The period a figure is compared with, 同比 or 环比; of a running one the same days, as answers compare it. */
export function basePeriod(period: Period, against: 'yoy' | 'mom', businessOn: string): Period {
  const base = against === 'mom' ? moved(period, -1) : yearBefore(period)
  if (!isRunning(period, businessOn)) return base
  const { from, to } = daysOf(base)
  const passed = daysBetween(daysOf(period).from, businessOn)
  const cut = against === 'mom' ? moved(from, passed) : sameDayBefore(businessOn)
  const last = moved(to, -1)
  const end = cut < last ? cut : last
  return from === end ? from : `${from}..${end}`
}

/** 29 February has the 28th before it. */
function sameDayBefore(day: string): string {
  const [year = '', rest = ''] = [day.slice(0, 4), day.slice(5)]
  return `${Number(year) - 1}-${rest === '02-29' ? '02-28' : rest}`
}
