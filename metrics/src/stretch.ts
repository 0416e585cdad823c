import { addDays, addMonths, monthOf, yearOf, type Day } from './day.js'
import { endOf, isWholeMonths, passed, previous, previousPart, startOf, yearBefore, yearToDate, type Days, type Period } from './period.js'

/** What a stretch of days is read for. */
export type Role = 'value' | 'prev' | 'yoy' | 'ytd' | 'ytd_yoy'

/** One row of the roll-up that holds a distinct count of exactly these days. `t` is January up to a month. */
export interface Stored {
  readonly grain: 'd' | 'm' | 'q' | 'y' | 't'
  readonly on: Day
}

/** Roll-up rows that add up to the days. */
export interface Span extends Days {
  readonly grain: 'd' | 'm'
}

/** Days to read for one period and role. */
export interface Stretch extends Days {
  readonly periodNo: number
  readonly role: Role
  /** What is counted over the days (`span`) or at their end (`end`); null for both. */
  readonly reads: 'span' | 'end' | null
  /** For sources that have (`false`) or have not (`true`) reported the running month; null for both. */
  readonly late: boolean | null
  readonly spans: readonly Span[]
  readonly once: Stored | null
}

/** What the reader can rely on. */
export interface Readable {
  /** Last day that counts. */
  readonly businessOn: Day
  /** Days are kept: false for breakdowns below the county. */
  readonly hasDays: boolean
}

/** The stretches to read for the periods of a question, numbered from 0. */
export function stretchesOf(periods: readonly Period[], roles: readonly Role[], at: Readable): readonly Stretch[] {
  return periods.flatMap((period, periodNo) => {
    const part = passed(period, at.businessOn)
    if (!part) return []
    const month = monthOf(at.businessOn)
    const known = (days: Days, late: boolean | null): Stretch[] => roles.flatMap((role) => ofRole(role, period, days, part, at).map((s) => ({ ...s, periodNo, late })))
    if (part.to <= month) return known(part, null)
    // A month that nobody has reported yet does not run: such a source is read up to the month before.
    return [...known(part, false), ...(part.from < month ? known({ from: part.from, to: month }, true) : [])]
  })
}

type Bare = Omit<Stretch, 'periodNo' | 'late'>

function ofRole(role: Role, period: Period, days: Days, part: Days, at: Readable): Bare[] {
  const bare = (d: Days, reads: Stretch['reads'] = null, asked: Days = d): Bare => ({ ...d, role, reads, spans: spansOf(d, at), once: storedOf(asked, at) })
  switch (role) {
    case 'value': return [bare(days, null, part)]
    case 'ytd': return [bare(yearToDate(days), null, yearToDate(part))]
    case 'yoy': return [bare(yearBefore(days))]
    case 'ytd_yoy': return [bare(yearBefore(yearToDate(days)))]
    case 'prev': {
      const [so, whole] = [previousPart(period, days), previous(period)]
      return so.to === whole.to ? [bare(whole)] : [bare(so, 'span'), bare(whole, 'end')]
    }
  }
}

const letters = { day: 'd', month: 'm', quarter: 'q', year: 'y' } as const

const dayAfter = (businessOn: Day): Day => addDays(businessOn, 1)

/** The stored period of exactly these days; a running one is stored as far as it has come. */
export function storedOf(days: Days, { businessOn, hasDays }: Readable): Stored | null {
  const tomorrow = dayAfter(businessOn)
  for (const grain of ['month', 'quarter', 'year', 'day'] as const) {
    const end = endOf(days.from, grain)
    if (startOf(days.from, grain) !== days.from || !(days.to === end || (days.to === tomorrow && days.to < end))) continue
    return grain === 'day' && !hasDays ? null : { grain: letters[grain], on: days.from }
  }
  const isToDate = days.from === yearOf(addDays(days.to, -1)) && (isWholeMonths(days) || days.to === tomorrow)
  return isToDate ? { grain: 't', on: monthOf(addDays(days.to, -1)) } : null
}

/** Whole months where there are any, days before and after; nothing where days would be needed and are not kept. */
export function spansOf({ from, to }: Days, { businessOn, hasDays }: Readable): readonly Span[] {
  const monthsFrom = from === monthOf(from) ? from : addMonths(monthOf(from), 1)
  // The running month's row counts as far as the business date.
  const monthsTo = to === dayAfter(businessOn) ? addMonths(monthOf(businessOn), 1) : monthOf(to)
  const spans: Span[] = monthsFrom < monthsTo
    ? [{ grain: 'd', from, to: monthsFrom }, { grain: 'm', from: monthsFrom, to: monthsTo }, { grain: 'd', from: monthsTo, to }]
    : [{ grain: 'd', from, to }]
  const some = spans.filter((s) => s.from < s.to)
  return !hasDays && some.some((s) => s.grain === 'd') ? [] : some
}
