import type { Language } from '@mingshu/metrics'
import { compare, magnitude, rounded, shifted, signOf } from './decimal.js'

/** U+2212: as wide as a plus sign and a digit, which a hyphen is not. */
export const minusSign = '−'

/** Printed where there is nothing to print: not applicable, or no base for a rate. */
export const dash = '—'

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** A decimal with thousands separators, a fixed number of decimals and a true minus sign. */
export function number(value: string, decimals = 0): string {
  const [whole = '', fraction] = magnitude(rounded(value, decimals)).split('.')
  const sign = signOf(rounded(value, decimals)) < 0 ? minusSign : ''
  return sign + grouped(whole) + (fraction ? `.${fraction}` : '')
}

/** A fraction of one as a percentage, with the sign: `0.8966` is `89.7%`. */
export const percentage = (value: string, decimals = 1): string => `${number(shifted(value, 2), decimals)}%`

/** The same without the sign %, for texts that print it themselves, such as 个百分点. */
export const points = (value: string, decimals = 1): string => number(shifted(value, 2), decimals)

/**
 * A count for a leader's card: all its digits up to 999,999, then 万 and 亿 with one decimal (million in English).
 * Intl's compact notation is not used: it prints 123456 as 12万 and loses a digit.
 */
export function headcount(value: string, language: Language, decimals = 0): string {
  const size = magnitude(value)
  if (compare(size, '999999') <= 0) return number(value, decimals)
  if (language === 'en') return `${number(shifted(value, -6), 2)} M`
  return compare(size, '100000000') < 0 ? `${number(shifted(value, -4), 1)}万` : `${number(shifted(value, -8), 2)}亿`
}

/** Puts + before a rise; a fall carries its minus already. */
export function withSign(printed: string): string {
  return /^[−-]/.test(printed) || /^[0.,%]*$/.test(printed) ? printed : `+${printed}`
}

/** Labels of a value axis whose greatest value is `greatest`: in 万 from 100,000 on. */
export function axisNumber(greatest: number, language: Language): (value: number) => string {
  const text = (value: number): string => number(String(Math.round(value * 1000) / 1000), Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0)
  if (greatest < 100_000) return text
  return language === 'zh' ? (v) => (v === 0 ? '0' : `${text(v / 10_000)}万`) : (v) => (v === 0 ? '0' : `${text(v / 1000)}k`)
}
