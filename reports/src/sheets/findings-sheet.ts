import { text, type Text } from '@mingshu/metrics'
import type { Found, Workbook } from '../layout.js'
import type { Sheet } from '../sheet.js'
import { writeDataTable, type DataColumn } from './data-table.js'

const column = (heading: Text, words: (found: Found) => string, most?: number): DataColumn<Found> => ({
  heading, cell: (found) => ({ kind: 'text', text: words(found) }), ...(most && { most }),
})

/** Writes 校核结果: what the rules found of the figures printed when their version was published, with room for the explanation. */
export function writeFindingsSheet(sheet: Sheet, book: Workbook, home: string): void {
  const say = (t: Text): string => t[book.language]
  writeDataTable(sheet, {
    table: 'tblFindings', title: say(text(`${book.title}：校核结果`, `${book.title}: what the rules found`)),
    note: say(text('每次汇总按未取整的数校核；“需说明”的逐条填写原因，随表报送。', 'Judged on unrounded values at each run; what is to be explained goes out with its reason.')),
    home, language: book.language, rows: book.findings,
    columns: [
      column(text('规则', 'Rule'), (f) => f.rule), column(text('校核内容', 'What is judged'), (f) => f.title, 24), column(text('处理', 'Asks'), (f) => f.severity),
      column(text('单位', 'Unit'), (f) => f.unit, 18), { heading: text('起始日期', 'Since'), cell: (f) => ({ kind: 'date', on: f.since }) }, column(text('问题', 'Finding'), (f) => f.says, 60),
      column(text('原因说明', 'Explanation'), () => '', 30),
    ],
  })
}
