import { type Day, digitsOf, isoMonth, isoOf, type Month } from '../days.js'
import type { Platform } from '../platforms.js'
import type { Places } from '../places.js'
import { encodeGb18030 } from './gb18030.js'
import type { Line } from './roster.js'
import { type Cell, writeXlsx } from './xlsx.js'

const firstXlsx: Month = 2025 * 12

/** The name of a platform's file of a month, below the inbox. */
export const fileName = (platform: Platform, month: Month): string =>
  `${isoMonth(month)}/${platform.slug}_${isoMonth(month)}.${formatOf(platform, month)}`

const formatOf = ({ format }: Platform, month: Month): 'csv' | 'xlsx' => (format === 'xlsx' && month >= firstXlsx ? 'xlsx' : 'csv')

/** The bytes of the file, as this platform writes it. */
export function writeSheet(platform: Platform, month: Month, lines: readonly Line[], { zone }: Places): Uint8Array {
  const header = ['姓名', '身份证号', '手机号', '平台', '所属企业', '从业群体', platform.street === 'code' ? '镇街代码' : '镇街', '入职日期', '政治面貌', '离职日期']
  const streetNames = new Map(zone.town.map(town => [town.code, `${platform.street === 'zone and name' ? '湛江经开区' : ''}${town.name}`]))
  const streetOf = (street: string): string => (platform.street === 'code' ? street : (streetNames.get(street) ?? street))
  const rowOf = <T>(line: Line, date: (day: Day) => T): (string | T)[] => [
    line.name, line.id, line.phone, platform.name, line.firm, line.group, streetOf(line.street),
    typeof line.joined === 'string' ? line.joined : date(line.joined), line.status, line.left === undefined ? '' : date(line.left),
  ]
  if (formatOf(platform, month) === 'xlsx') {
    const title = `${platform.name}从业人员名册 ${Math.floor(month / 12)}年${(month % 12) + 1}月`
    return writeXlsx('名册', title, [header, ...lines.map((line): Cell[] => rowOf(line, day => ({ day })))])
  }
  const rows = [header, ...lines.map(line => rowOf(line, day => writeDate(day, platform.dates)))]
  const text = rows.map(row => `${row.map(quoted).join(',')}\r\n`).join('')
  if (platform.encoding === 'gb18030') return encodeGb18030(text)
  return Buffer.from(platform.encoding === 'utf-8 with BOM' ? `\ufeff${text}` : text, 'utf8')
}

function writeDate(day: Day, style: Platform['dates']): string {
  if (style === '20240315') return digitsOf(day)
  return style === '2024-03-15' ? isoOf(day) : isoOf(day).split('-').map(Number).join('/')
}

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
