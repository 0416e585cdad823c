import { text } from '@mingshu/metrics'
import type { Rule } from './source.js'

/** A rule: of two days of a row the second does not lie before the first. */
export const inOrder = (first: string, second: string): Rule => ({
  column: second,
  over: [first, second],
  holds: (row) => {
    const [from, to] = [row[first], row[second]]
    return typeof from !== 'string' || typeof to !== 'string' || to >= from
  },
  sentence: text('早于同一行中应在它之前的日期。请核对两个日期', 'lies before the day it should follow in the same row. Check both days'),
})
