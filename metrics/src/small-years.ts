import { addMonths, yearOf, type Day } from './day.js'
import { parsePeriod, split } from './period.js'
import type { Plan } from './plan.js'
import { stretchesOf, type Stretch } from './stretch.js'
import { cellKey, hiddenCells, type Counted } from './suppress.js'

/** The years that the days of a question lie in, and their months: a count of persons is judged among the other months of its year, or the year would tell it. */
export function yearStretches(plan: Plan): readonly Stretch[] {
  const first = plan.periods.length
  const years = [...new Set(plan.stretches.flatMap(yearsOf))].sort()
  const periods = years.flatMap((year) => {
    const whole = parsePeriod(year.slice(0, 4))
    return [whole, ...split(whole, 'month')]
  })
  return stretchesOf(periods, ['value'], plan.at).map((s) => ({ ...s, periodNo: s.periodNo + first }))
}

function yearsOf({ from, to }: Pick<Stretch, 'from' | 'to'>): Day[] {
  const years: Day[] = []
  for (let year = yearOf(from); year < to; year = addMonths(year, 12)) years.push(year)
  return years
}

/** Whether the count of a unit over some days is hidden, for a measure that adds over time. */
export type IsTimeHidden = (of: Pick<Counted, 'measure' | 'unit' | 'from' | 'to'>) => boolean

/**
 * Judges each month of each unit twice: among the months of its year, and among the units beside it in the same month. Days that are
 * neither a month nor a year are hidden with any month they lie in or hold, for what is left of the year would tell it.
 */
export function hiddenInYears(counted: readonly Counted[], stretches: readonly Stretch[], below: number | undefined): IsTimeHidden {
  const [years, months] = [stretches.filter(isYear), stretches.filter((s) => !isYear(s))]
  const hidden = new Set<string>()
  for (const year of years) {
    const within = months.filter((m) => m.from >= year.from && m.to <= year.to && (m.late === null || m.late === year.late))
    const monthOf = new Map(within.map((m) => [`${m.from} ${m.to}`, m]))
    const whole = { from: year.from, to: year.to }
    const table = counted.filter((c) => c.member === '').flatMap((c): Counted[] => {
      const month = monthOf.get(`${c.from} ${c.to}`)
      return [...(c.from === year.from && c.to === year.to ? [c] : []), ...(month ? [{ ...c, ...whole, member: `${c.from} ${c.to}` }] : [])]
    })
    for (const key of hiddenCells(table, [], below)) hidden.add(key)
  }
  const isHidden = (measure: string, unit: string, { from, to }: Pick<Stretch, 'from' | 'to'>): boolean =>
    years.some((y) => y.from === yearOf(from) && hidden.has(cellKey({ measure, unit, member: from === y.from && to === y.to ? '' : `${from} ${to}`, from: y.from, to: y.to })))
  return ({ measure, unit, from, to }) => {
    if (stretches.some((s) => s.from === from && s.to === to)) return isHidden(measure, unit, { from, to })
    const whole = years.filter((y) => y.from >= from && y.to <= to)
    if (whole.some((y) => isHidden(measure, unit, y))) return true
    return months.some((m) => m.from < to && m.to > from && !whole.some((y) => m.from >= y.from && m.to <= y.to) && isHidden(measure, unit, m))
  }
}

const isYear = ({ from, to }: Pick<Stretch, 'from' | 'to'>): boolean => from === yearOf(from) && to > addMonths(from, 1)
