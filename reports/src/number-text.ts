import { text, type Language, type Text } from '@mingshu/metrics'
import { vanishes } from './decimal.js'
import type { Gap, NumberFormat, TableCell } from './layout.js'

const gaps: Readonly<Record<Gap, Text>> = { not_applicable: text('—', '—'), not_reported: text('未上报', 'Not reported'), suppressed: text('*', '*') }

/** What a formal table prints where there is no number. */
export const gapText = (gap: Gap, language: Language): string => gaps[gap][language]

/** Whether a number is too small for its decimals, though not zero. */
export const isTiny = (value: string, { style, decimals }: Pick<NumberFormat, 'style' | 'decimals'>): boolean => vanishes(value, decimals + (style === 'percent' ? 2 : 0))

/**
 * Excel's number format. The space after each part keeps digits off the rule on their right. A number too small for its decimals
 * prints as …, for it is not zero.
 */
export function excelFormat({ style, decimals, signed }: NumberFormat, value: string): string {
  if (isTiny(value, { style, decimals })) return '"…"_ ;"…"_ '
  const point = decimals > 0 ? `.${'0'.repeat(decimals)}` : ''
  const plain = { number: `#,##0${point}`, percent: `0${point}%`, points: `0${point}"个百分点"` }[style]
  return signed ? `+${plain}_ ;-${plain}_ ;${plain}_ ` : `${plain}_ `
}

/** A cell as it prints, near enough to measure how wide it is. */
export function printed(cell: TableCell, language: Language): string {
  switch (cell.kind) {
    case 'text': return cell.text
    case 'date': return cell.on
    case 'gap': return gapText(cell.why, language)
    case 'number': {
      const { style, decimals, signed } = cell.format
      const digits = Number(cell.value) * (style === 'percent' ? 100 : 1)
      const body = digits.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
      return `${signed && digits > 0 ? '+' : ''}${body}${{ number: '', percent: '%', points: '个百分点' }[style]}`
    }
  }
}
