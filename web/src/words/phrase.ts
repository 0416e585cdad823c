import type { Text } from '@mingshu/metrics'
import { number } from '../figures/number.js'
import { compare } from '../figures/decimal.js'

/** How a figure was printed when it was published: cut to a step, with a word for the rest. */
export interface Qualifier {
  /** 100 makes 2836 into 2800多, 10 makes 3476 into 3470多. */
  readonly step: number
  /** `约` stands before the number and rounds nothing; `多` and `余` stand after it. */
  readonly word: '多' | '余' | '约'
}

/** The published phrase of a whole number: `2800多`, `40余`, `约20`. An exact multiple of the step takes no 多 or 余. */
export function phrase(value: string, { step, word }: Qualifier): Text {
  if (word === '约') return { zh: `约${value}`, en: `about ${number(value)}` }
  const whole = BigInt(value.split('.')[0] ?? '0')
  const cut = ((whole / BigInt(step)) * BigInt(step)).toString()
  if (compare(cut, value) === 0) return { zh: cut, en: number(cut) }
  return { zh: `${cut}${word}`, en: `over ${number(cut)}` }
}
