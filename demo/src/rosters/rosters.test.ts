import exceljs from 'exceljs'
import { beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { dayOf, type Month, monthOf } from '../days.js'
import { platforms } from '../platforms.js'
import { firstRoster } from '../workforce.js'
import { openStage, type Stage } from '../world.js'
import { encodeGb18030 } from './gb18030.js'
import { deliveries, rosterOf } from './roster.js'
import { fileName, writeSheet } from './sheet.js'

let world: Stage['world']
let workforce: Stage['workforce']

beforeAll(async () => {
  await using database = await freshDatabase();
  ({ world, workforce } = await openStage(database, 1))
})

const month = (iso: string): Month => monthOf(dayOf(`${iso}-01`))

test('every roster line is what its platform says a line is', async () => {
  const headers = platforms.map(platform => {
    const lines = rosterOf(world, platform, month('2024-03'), workforce(month('2024-03')), true)
    const bytes = writeSheet(platform, month('2024-03'), lines, world.places)
    const text = new TextDecoder(platform.encoding === 'gb18030' ? 'gb18030' : 'utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const rows = text.trimEnd().split('\r\n').map(row => row.split(','))
    expect(rows.every(row => row.length === 10)).toBe(true)
    expect(rows).toHaveLength(lines.length + 1)
    return rows[0]?.join(',')
  })
  const [byCode, byName] = ['镇街代码', '镇街'].map(street => `姓名,身份证号,手机号,平台,所属企业,从业群体,${street},入职日期,政治面貌,离职日期`)
  expect(headers).toEqual([`\ufeff${byCode}`, byName, `\ufeff${byCode}`, byName, byCode, byName])
})

test('a workbook opens, with a merged title, the header in row 2, numbers as text and days as dates', async () => {
  const platform = platforms.find(p => p.slug === 'shunxing')
  if (!platform) throw new Error('There is no shunxing.')
  const lines = rosterOf(world, platform, month('2025-03'), workforce(month('2025-03')), true)
  expect(fileName(platform, month('2025-03'))).toBe('2025-03/shunxing_2025-03.xlsx')
  const book = new exceljs.Workbook()
  await book.xlsx.load(Buffer.from(writeSheet(platform, month('2025-03'), lines, world.places)) as unknown as ArrayBuffer)
  const sheet = book.getWorksheet('名册')
  expect(sheet?.getCell('A1').value).toBe('顺行出行(演示)从业人员名册 2025年3月')
  expect(sheet?.getCell('J1').isMerged).toBe(true)
  expect(sheet?.getCell('B2').value).toBe('身份证号')
  expect(sheet?.getCell('B3').value).toBe(lines[0]?.id)
  expect(sheet?.getCell('H3').value).toEqual(new Date((lines[0]?.joined as number) * 86_400_000))
  expect(sheet?.rowCount).toBe(lines.length + 2)
})

test('some files are delivered late, and some again with other content', async () => {
  const months = Array.from({ length: 48 }, (_, i) => firstRoster + i)
  const all = platforms.flatMap(platform => months.map(m => ({ platform, month: m, days: deliveries(1, platform, m) })))
  expect(all.some(({ days, month: m }) => (days[0] ?? 0) > dayOf(`${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}-20`))).toBe(true)
  const again = all.filter(({ days }) => days.length > 1)
  expect(again.length).toBeGreaterThan(3)
  for (const { platform, month: m } of again) {
    const [hasty, final] = [false, true].map(isFinal => rosterOf(world, platform, m, workforce(m), isFinal))
    expect(hasty?.length).toBeLessThan(final?.length ?? 0)
  }
})

test('text survives GB18030', () => {
  const text = '乐华街道,湛江经开区硇洲镇,440803071,(演示)“”—\r\n'
  expect(new TextDecoder('gb18030', { fatal: true }).decode(encodeGb18030(text))).toBe(text)
  expect(() => encodeGb18030('𠮷')).toThrow('no two-byte form')
})
