import { text, type Text } from '@mingshu/metrics'
import type { Workbook } from '../layout.js'
import { clockOf } from '../period.js'
import type { Sheet } from '../sheet.js'
import { linesIn, textWidth } from '../text-width.js'

/** Writes 目录: what this is, of when, at which version, and where everything stands. */
export function writeContentsSheet(sheet: Sheet, book: Workbook, listed: readonly { readonly name: string; readonly says: string }[]): void {
  const { worksheet, put } = sheet
  const say = (zh: string, en: string): string => text(zh, en)[book.language]
  const facts: readonly (readonly [Text, string, string?])[] = [
    [text('单位', 'Unit'), `${book.unit.name} (${book.unit.code})`],
    [text('统计时段', 'Period'), book.periodName],
    [text('数据截至', 'Data to'), book.businessOn],
    [text('数据版本', 'Data version'), say(`第${book.version}版，${clockOf(book.publishedAt)}发布`, `${book.version}, published ${clockOf(book.publishedAt)}`)],
    [text('各系统数据时间', 'Sources as of'), clockOf(book.dataAsOf)],
    [text('口径版本', 'Definitions'), book.definitionsVersion],
    [text('导出号', 'Export number'), book.exportNo],
    [text('在线查看', 'On screen'), book.viewUrl, book.viewUrl],
  ]
  const widths = [22, 74]
  const heights = [36]
  let at = 1
  put(1, 1, `${book.periodName}${book.language === 'zh' ? '' : ' '}${book.unit.name}${book.language === 'zh' ? '' : ': '}${book.title}`, 'title')
  if (book.demo) {
    put(++at, 1, say('演示数据：本工作簿中的数是演示数据，不得作为工作依据。', 'DEMO DATA: the figures are invented. Not for use.'), 'text', {
      font: { bold: true, color: { argb: 'FF9A4A00' } }, alignment: { wrapText: false },
    })
    heights.push(22)
  }
  for (const [name, value, link] of facts) {
    at++
    put(at, 1, name[book.language], 'text', { font: { color: { argb: 'FF6B625B' } } })
    put(at, 2, link ? { text: value, hyperlink: link } : value, link ? 'link' : 'text')
    heights.push(link ? Math.max(20, Math.ceil(textWidth(value, 10) / 73) * 15 + 5) : 20)
    if (link) worksheet.getCell(at, 2).alignment = { vertical: 'middle', wrapText: true }
  }
  at += 2
  heights.push(10)
  put(at, 1, say('工作表', 'Sheet'), 'header')
  put(at, 2, say('内容', 'Content'), 'header')
  heights.push(24)
  for (const { name, says } of listed) {
    at++
    put(at, 1, { text: name, hyperlink: `#'${name.replaceAll("'", "''")}'!A1` }, 'link')
    put(at, 2, says, 'text')
    heights.push(Math.max(20, linesIn(says, 74, 10) * 15 + 5))
  }
  sheet.finish({ paper: 'portrait', widths, heights, titleRows: 0 })
}
