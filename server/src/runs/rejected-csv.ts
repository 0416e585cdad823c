import { systemName, text, type Language } from '@mingshu/metrics'
import type { RejectedLoad, RejectedRow } from './rejected.js'

const heads = [
  text('来源', 'Source'), text('文件', 'File'), text('数据时间', 'Data time'), text('行号', 'Row'), text('县(市、区)', 'County'), text('列', 'Column'), text('填写的内容', 'Value'), text('问题', 'Problem'),
]

// Read by a spreadsheet: a text that begins like a formula must stay a text.
const cell = (value: string): string => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`
const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/** Refused rows as a spreadsheet reads them: with a mark of their encoding, and of the demo on every line. */
export function rejectedCsv(loads: readonly Omit<RejectedLoad, 'name'>[], rows: readonly RejectedRow[], { language, isDemo }: { language: Language; isDemo: boolean }): string {
  const of = new Map(loads.map((l) => [l.loadId, l]))
  const nature = isDemo ? [text('数据性质', 'Nature')[language]] : []
  const demo = isDemo ? [text('演示', 'demo')[language]] : []
  return `\ufeff${line([...heads.map((h) => h[language]), ...nature])}${rows.map((r) => {
    const load = of.get(r.loadId)
    return line([load ? systemName(load.source)[language] : '', load?.fileName ?? '', load?.asOf ?? '', r.row, r.county ?? '', r.column, r.value ?? '', r.sentence[language], ...demo])
  }).join('')}`
}
