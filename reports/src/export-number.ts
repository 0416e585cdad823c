import { createHash } from 'node:crypto'
import type { Workbook } from './layout.js'

/**
 * 导出号: report, unit, period, version and a hash of all that is printed. The same figures make the same number on any host;
 * the address they are shown at is left out.
 */
export function exportNoOf(book: Omit<Workbook, 'viewUrl' | 'exportNo' | 'fileName'>): string {
  const hash = createHash('sha256').update(JSON.stringify(book)).digest('hex').slice(0, 10).toUpperCase()
  return [book.reportNo, book.unit.code, book.period.replace('..', '~'), `V${book.version}`, hash].join('-')
}
