import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { strToU8, zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { openSheetReader } from './sheet-reader.js'

const dir = mkdtempSync(join(tmpdir(), 'mingshu-sheets-'))
const reader = openSheetReader()
afterAll(() => {
  reader.close()
  rmSync(dir, { recursive: true })
})

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const cells = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>平台</t></is></c><c r="B1"><v>12</v></c></row></sheetData>'
let no = 0

/** Writes a workbook of one sheet by hand, so that it may hold what no program writes. */
function book({ sheet = `${cells}`, before = '', more = {}, names = '' }: { sheet?: string; before?: string; more?: Record<string, Uint8Array>; names?: string }): string {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const path = join(dir, `${(no += 1)}.xlsx`)
  writeFileSync(path, zipSync({
    '[Content_Types].xml': strToU8(`${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`),
    '_rels/.rels': strToU8(`${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    'xl/workbook.xml': strToU8(`${head}<workbook ${main} xmlns:r="${relation}"><sheets><sheet name="名册" sheetId="1" r:id="r1"/></sheets>${names}</workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
    'xl/worksheets/sheet1.xml': strToU8(`${head}${before}<worksheet ${main}>${sheet}</worksheet>`),
    ...more,
  }, { level: 6 }))
  return path
}
const one = [[{ rowNo: 1, cells: ['平台', 12] }]]

test('a plain sheet comes out as text, numbers and nothing', async () => {
  const path = join(dir, 'plain.xlsx')
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet('名册')
  sheet.addRow(['姓名', '入职日期', '人数', null, '富文本'])
  sheet.addRow(['张三', new Date('2024-03-15T00:00:00Z'), 3, true, { richText: [{ text: '骑' }, { text: '手' }] }])
  sheet.addRow([{ formula: '1+1', result: 2 }, { text: '链接', hyperlink: 'https://example.com' }, '440804199001011234'])
  workbook.addWorksheet('字典', { state: 'hidden' }).addRow(['不读'])
  await workbook.xlsx.writeFile(path)
  expect(await reader.read(path)).toEqual([[
    { rowNo: 1, cells: ['姓名', '入职日期', '人数', null, '富文本'] },
    { rowNo: 2, cells: ['张三', '2024-03-15', 3, '是', '骑手'] },
    { rowNo: 3, cells: [2, '链接', '440804199001011234'] },
  ]])
})

test.each([
  ['columns without end', { sheet: `<cols><col min="1" max="2000000000" width="9"/></cols>${cells}` }],
  ['a merge over the whole sheet', { sheet: `${cells}<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>` }],
  ['a merge over two thousand rows', { sheet: `${cells}<mergeCells count="1"><mergeCell ref="A1:XFD2000"/></mergeCells>` }],
  ['a validation of every cell', { sheet: `${cells}<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations>` }],
  ['a name for the whole sheet', { names: `<definedNames><definedName name="all">名册!$A$1:$XFD$1048576</definedName></definedNames>` }],
])('%s is ignored', async (_, made) => {
  expect(await reader.read(book(made))).toEqual(one)
})

const entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
test.each<[string, Parameters<typeof book>[0], string]>([
  ['a declaration in the sheet', { before: entity }, '不允许的声明'],
  ['a declaration in another part', { more: { 'xl/styles.xml': strToU8(`${head}${entity}<styleSheet ${main}/>`) } }, '不允许的声明'],
  ['macros', { more: { 'xl/vbaProject.bin': strToU8('x') } }, '宏'],
  ['a part from elsewhere', { more: { 'evil.sh': strToU8('x') } }, '宏、外部链接'],
  ['a zip in the zip', { more: { 'xl/embeddings/a.zip': strToU8('PK') } }, '嵌入'],
  ['a hundred megabytes in a hundred kilobytes', { more: { 'xl/media/a.xml': new Uint8Array(110_000_000).fill(32) } }, '太大'],
  ['more rows than a roster has', { sheet: `<sheetData>${'<row r="1"/>'.repeat(200_002)}</sheetData>` }, '太大'],
  ['one long text in every cell', {
    sheet: `<sheetData>${`<row r="1">${[...'ABCDEFGHIJ'].map((c) => `<c r="${c}1" t="s"><v>0</v></c>`).join('')}</row>`.repeat(700)}</sheetData>`,
    more: { 'xl/sharedStrings.xml': strToU8(`${head}<sst ${main}><si><t>${'x'.repeat(10_000)}</t></si></sst>`) },
  }, '太大'],
  ['a sheet that ends too early', { sheet: '<sheetData><row r="1"><c r="A1"><v>1' }, '损坏'],
])('%s is refused', async (_, made, said) => {
  const answer = await reader.read(book(made))
  expect('refused' in answer && answer.refused.zh).toContain(said)
})

test('what is no zip at all is refused', async () => {
  const path = join(dir, 'no.xlsx')
  writeFileSync(path, 'PK\u0003\u0004 not really')
  expect(await reader.read(path)).toMatchObject({ refused: { zh: expect.stringContaining('不是 .xlsx 文件') as string } })
})

test.each<[string, Buffer]>([
  ['UTF-8', Buffer.from('平台,人数\n"骑\n达",𠮷\n\n,', 'utf8')],
  ['UTF-8 with its mark', Buffer.from('\ufeff平台,人数\n"骑\n达",𠮷\n\n,', 'utf8')],
  ['UTF-16', Buffer.from('\ufeff平台,人数\n"骑\n达",𠮷\n\n,', 'utf16le')],
  ['GB18030', Buffer.concat([Buffer.from('c6bdcca82cc8cbcafd', 'hex'), Buffer.from('\n"'), Buffer.from('c6ef', 'hex'), Buffer.from('\n'), Buffer.from('b4ef', 'hex'), Buffer.from('",'), Buffer.from('9534b235', 'hex'), Buffer.from('\n\n,')])],
])('CSV in %s comes out as its lines', async (_, bytes) => {
  const path = join(dir, `${(no += 1)}.csv`)
  writeFileSync(path, bytes)
  expect(await reader.read(path)).toEqual([[{ rowNo: 1, cells: ['平台', '人数'] }, { rowNo: 3, cells: ['骑\n达', '𠮷'] }, { rowNo: 5, cells: [null, null] }]])
})

test.each<[string, Buffer | string, string]>([
  ['bytes of no encoding', Buffer.from([0xff, 0xff, 0x41]), '编码'],
  ['a quote without its partner', 'a,b\nc,"d\ne', '引号'],
  ['a line without end', 'x'.repeat(500_000), '该行过长'],
  ['more lines than a roster has', 'a\n'.repeat(200_001), '太大'],
])('CSV of %s is refused', async (_, bytes, said) => {
  const path = join(dir, `${(no += 1)}.csv`)
  writeFileSync(path, bytes)
  const answer = await reader.read(path)
  expect('refused' in answer && answer.refused.zh).toContain(said)
})

test('a file that takes too long, or all of the heap, ends its reader and nothing else', async () => {
  const strings = `<sst ${main}>${'<si><t>很长的文字很长的文字很长的文字</t></si>'.repeat(300_000)}</sst>`
  const greedy = book({ more: { 'xl/sharedStrings.xml': strToU8(head + strings) } })
  const small = openSheetReader({ heap: 32 })
  expect(await small.read(greedy)).toMatchObject({ refused: { zh: expect.stringContaining('损坏或结构异常') as string } })
  expect(await small.read(book({}))).toEqual(one)
  small.close()
  const hasty = openSheetReader({ deadline: 1 })
  expect(await hasty.read(book({}))).toMatchObject({ refused: { zh: expect.stringContaining('超时') as string } })
  const plain = join(dir, 'plain.csv')
  writeFileSync(plain, 'a,b')
  expect(await hasty.read(plain)).toMatchObject({ refused: { zh: expect.stringContaining('超时') as string } })
  hasty.close()
})

test('shared strings that follow the sheets, as Excel writes them, are read however small the file is', async () => {
  const strings = { 'xl/sharedStrings.xml': strToU8(`${head}<sst ${main} count="1" uniqueCount="1"><si><t>地区</t></si></sst>`) }
  const path = book({ sheet: '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>', more: strings })
  expect(await reader.read(path)).toEqual([[{ rowNo: 1, cells: ['地区'] }]])
})
