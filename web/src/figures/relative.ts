import { lastWholeMonth, moved, type Period, yearToDate } from './period.js'

/** Periods that move on with the figures. They stand in saved views and bookmarks; a page resolves them once. */
export const relatives = ['last-month', 'this-month', 'last-quarter', 'this-year', 'last-year'] as const
export type Relative = (typeof relatives)[number]

/** Whether a text names a relative period. */
export const isRelative = (text: string): text is Relative => relatives.some((r) => r === text)

/** The period a relative one means on a business date: the last whole month, the running one, the quarter that ended, this year so far, the year before. */
export function resolved(relative: Relative, businessOn: string): Period {
  const [year = '', month = '1'] = businessOn.split('-')
  switch (relative) {
    case 'last-month': return lastWholeMonth(businessOn)
    case 'this-month': return businessOn.slice(0, 7)
    case 'last-quarter': return moved(`${year}Q${Math.ceil(Number(month) / 3)}`, -1)
    case 'this-year': return yearToDate(lastWholeMonth(businessOn))
    case 'last-year': return String(Number(year) - 1)
  }
}

/** The relative period that means just this one today, if there is one. */
export const relativeOf = (period: Period, businessOn: string): Relative | undefined => relatives.find((r) => resolved(r, businessOn) === period)
