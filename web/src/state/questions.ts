import type { Comparison, Question } from '@mingshu/metrics'
import { grainOf, monthsUpTo, type Period } from '../figures/period.js'
import type { Address, Against } from './address.js'

/** The comparison of a question that a page's choice means. */
export const comparisonsOf = (against: Against): readonly Comparison[] => (against === 'yoy' ? ['yoy'] : against === 'mom' ? ['prev'] : against === 'plan' ? ['target'] : [])

/** Everything a page says about its own unit: all comparisons at once, so that changing the comparison asks nothing. */
export const totalsQuestion = ({ area, period }: Address, metrics: readonly string[]): Question =>
  ({ metrics, unit: area, period, compare: ['prev', 'yoy', 'ytd', 'target'] })

/** The units directly below, against what the page compares with. */
export const rowsQuestion = ({ area, period, cmp }: Address, metrics: readonly string[]): Question =>
  ({ metrics, unit: area, period, by: 'unit', compare: comparisonsOf(cmp) })

/** The months a trend shows for a period: the months of a long one, else the thirteen that end with it. */
export function trendPeriod(period: Period): Period {
  const grain = grainOf(period)
  return grain === 'year' ? monthsUpTo(period, 12) : grain === 'range' && monthsOf(period) > 6 ? period : monthsUpTo(period, 13)
}

const monthsOf = (range: Period): number => {
  const [a = '', b = ''] = range.split('..').map((m) => m.split('-').map(Number)).map(([y = 0, m = 0]) => String(y * 12 + m))
  return Number(b) - Number(a) + 1
}

/** Month by month beside the year before, for trends and the small lines of tiles. */
export const sparkQuestion = ({ area, period }: Address, metrics: readonly string[]): Question =>
  ({ metrics, unit: area, period: trendPeriod(period), by: 'month', compare: ['yoy'] })
