import { text, type Text } from '@mingshu/metrics'
import type { Style } from 'exceljs'

const sans = '微软雅黑'
const fangsong = '仿宋'
const ink = { argb: 'FF1F1A17' }
const faint = { argb: 'FF6B625B' }

/** The named styles of a workbook; a clerk restyles the whole book by changing one of them. */
export type StyleName =
  | 'title' | 'note' | 'header' | 'text' | 'number' | 'date' | 'link'
  | 'formTitle' | 'formLine' | 'formHeader' | 'formText' | 'formNumber' | 'formTotal' | 'formNote'

/** What a style is called in the file. */
export const styleNames: Readonly<Record<StyleName, Text>> = {
  title: text('报表标题', 'Report title'), note: text('报表说明', 'Report note'), header: text('报表表头', 'Report header'), text: text('报表文字', 'Report text'),
  number: text('报表数值', 'Report number'), date: text('报表日期', 'Report date'), link: text('报表链接', 'Report link'),
  formTitle: text('正式表标题', 'Form title'), formLine: text('正式表表首', 'Form line'), formHeader: text('正式表表头', 'Form header'),
  formText: text('正式表文字', 'Form text'), formNumber: text('正式表数值', 'Form number'), formTotal: text('正式表合计', 'Form total'), formNote: text('正式表附注', 'Form note'),
}

/** How each named style looks. Fonts are named, never embedded. */
export const styles: Readonly<Record<StyleName, Partial<Style>>> = {
  title: { font: { name: sans, size: 16, bold: true, color: ink }, alignment: { vertical: 'middle' } },
  note: { font: { name: sans, size: 9, color: faint }, alignment: { vertical: 'middle' } },
  header: {
    font: { name: sans, size: 10, bold: true, color: { argb: 'FFFFFFFF' } }, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFA3221B' } },
    alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
  },
  text: { font: { name: sans, size: 10, color: ink }, alignment: { horizontal: 'left', vertical: 'middle', wrapText: true }, numFmt: '@' },
  number: { font: { name: sans, size: 10, color: ink }, alignment: { horizontal: 'right', vertical: 'middle' } },
  date: { font: { name: sans, size: 10, color: ink }, alignment: { horizontal: 'center', vertical: 'middle' }, numFmt: 'yyyy-mm-dd' },
  link: { font: { name: sans, size: 10, underline: true, color: { argb: 'FF1D5A9E' } }, alignment: { vertical: 'middle' } },
  formTitle: { font: { name: sans, size: 18, bold: true, color: ink }, alignment: { horizontal: 'center', vertical: 'middle' } },
  formLine: { font: { name: fangsong, size: 11, color: ink }, alignment: { vertical: 'middle' } },
  formHeader: { font: { name: fangsong, size: 11, color: ink }, alignment: { horizontal: 'center', vertical: 'middle', wrapText: true } },
  formText: { font: { name: fangsong, size: 11, color: ink }, alignment: { horizontal: 'left', vertical: 'middle', wrapText: true }, numFmt: '@' },
  formNumber: { font: { name: fangsong, size: 11, color: ink }, alignment: { horizontal: 'right', vertical: 'middle' } },
  formTotal: { font: { name: fangsong, size: 11, bold: true, color: ink }, alignment: { horizontal: 'right', vertical: 'middle' } },
  formNote: { font: { name: fangsong, size: 10, color: ink }, alignment: { horizontal: 'left', vertical: 'top', wrapText: true } },
}
