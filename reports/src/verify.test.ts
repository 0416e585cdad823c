import { strToU8, zipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import { answering } from '../test/given.js'
import { contextFor, edited, read } from '../test/workbooks.js'
import { findReport, readWorkbook, renderWorkbook, verifyWorkbook } from './index.js'

let original = new Uint8Array()
beforeAll(async () => {
  const report = findReport('R03')
  if (!report) throw new Error('No R03.')
  original = new Uint8Array((await renderWorkbook(await report.build(answering().ask, contextFor(report)))).bytes)
})

const editedAt = (name: string, from: RegExp | string, to: string): Uint8Array => edited(original, (part, xml) => (part === name ? replaced(xml, from, to) : xml))

function replaced(xml: string, from: RegExp | string, to: string): string {
  const after = xml.replace(from, to)
  if (after === xml) throw new Error(`Nothing to replace: ${String(from)}.`)
  return after
}

const changes = (file: Uint8Array) => {
  const is = readWorkbook(file)
  return 'refused' in is ? is.refused.zh : verifyWorkbook(is, original).changes
}

test('an untouched file has no changes, however it was packed', () => {
  expect(changes(original)).toEqual([])
  expect(changes(edited(original, (_name, xml) => xml))).toEqual([])
})

test('a changed number is found, and only it', () => {
  const sheet = 'xl/worksheets/sheet4.xml'
  expect(changes(editedAt(sheet, /(<c r="J6"[^>]*><v>)\d+(<\/v>)/, '$1999$2'))).toEqual([{ sheet: '数据', cell: 'J6', was: expect.stringMatching(/^\d+$/), is: '999' }])
})

test('a number written otherwise is no change', () => {
  expect(changes(editedAt('xl/worksheets/sheet4.xml', /(<c r="J6"[^>]*><v>\d+)(<\/v>)/, '$1.0$2'))).toEqual([])
})

test('a total that was typed over is a change though it reads the same', () => {
  expect(changes(editedAt('xl/worksheets/sheet2.xml', '<f>SUM(B8:B14)</f>', ''))).toEqual([{ sheet: '重点党群活动', cell: 'B7', was: expect.stringMatching(/^=SUM\(B8:B14\) → \d+$/), is: expect.stringMatching(/^\d+$/) }])
})

test('a removed cell, a renamed area and a removed sheet are found', () => {
  expect(changes(editedAt('xl/worksheets/sheet4.xml', /<c r="J6"[^>]*><v>\d+<\/v><\/c>/, ''))).toEqual([{ sheet: '数据', cell: 'J6', was: expect.any(String), is: '' }])
  expect(changes(editedAt('xl/sharedStrings.xml', '　蓬江区', '　蓬江市'))).toEqual([{ sheet: '重点党群活动', cell: 'A8', was: '　蓬江区', is: '　蓬江市' }])
  expect(changes(editedAt('xl/workbook.xml', /<sheet [^>]*name="校验"[^>]*\/>/, ''))).toEqual([{ sheet: '校验', cell: '', was: '校验', is: '' }])
})

test('a file of another export is told by its number', () => {
  const other = editedAt('docProps/custom.xml', /R03-440700-2024-V42-\w{10}/, 'R03-440700-2024-V42-0000000000')
  const is = readWorkbook(other)
  expect('refused' in is ? is : verifyWorkbook(is, original)).toMatchObject({ exportNo: 'R03-440700-2024-V42-0000000000', changes: [{ sheet: '', cell: '', is: 'R03-440700-2024-V42-0000000000' }] })
})

test('what is no export of ours is refused with a sentence', () => {
  const sentence = (bytes: Uint8Array) => { const is = readWorkbook(bytes); return 'refused' in is ? is.refused.zh : '' }
  expect(sentence(strToU8('姓名,人数'))).toBe('这不是 .xlsx 文件，或已损坏、过大。请上传从本系统导出的文件。')
  expect(sentence(zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }))).toBe('文件里没有导出号，不是从本系统导出的，或属性已被删除。')
  expect(sentence(editedAt('xl/sharedStrings.xml', /^<\?xml[^>]*>/, '<!DOCTYPE x [<!ENTITY a "b">]>'))).toMatch(/^文件的内部结构读不懂/)
  expect(sentence(zipSync({ 'xl/a.xml': new Uint8Array(70 * 1024 * 1024) }))).toMatch(/过大/)
})

test.each(['<!--', '<?', '<![CDATA[', '<c r="', '<'])('a part in which %s never ends is refused where it stands', (begun) => {
  expect(changes(editedAt('xl/sharedStrings.xml', /$/, begun.repeat(3)))).toMatch(/^文件的内部结构读不懂/)
})

test('what stands in CDATA is text, and comments and instructions are none', () => {
  expect(changes(editedAt('xl/sharedStrings.xml', '　蓬江区', '<!-- < --><![CDATA[　蓬江]]><?x < ?>区'))).toEqual([])
})

test('a part that inflates to more than it claims is refused', () => {
  const lying = Buffer.from(original)
  const listed = lying.lastIndexOf('xl/sharedStrings.xml') - 46
  expect(lying.readUInt32LE(listed)).toBe(0x02014b50)
  lying.writeUInt32LE(lying.readUInt32LE(listed + 24) - 1, listed + 24)
  expect(changes(lying)).toMatch(/^这不是 \.xlsx 文件，或已损坏、过大/)
})

test('a part that many sheets name is read once', () => {
  const { sheets } = read(editedAt('xl/workbook.xml', /(<sheet [^>]*name=")数据("[^>]*\/>)/, '$1数据$2$1又一张$2'))
  expect(sheets.get('数据')?.size).toBeGreaterThan(10)
  expect(sheets.get('又一张')).toBe(sheets.get('数据'))
})
