import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { hasValidator, validateFile } from '../../test/open-xml.js'
import { morning } from '../test/played-system.js'
import { loadFile } from './load-files.js'
import { markFile } from './mark-file.js'
import { applyModels } from './models.js'

const dir = mkdtempSync(join(tmpdir(), 'mingshu-marked-'))
afterAll(() => rmSync(dir, { recursive: true }))

test('a clerk gets the same sheet back with the bad cells marked', async () => {
  await using database = await freshDatabase()
  await applyModels(database)
  const path = join(dir, 'roster_2024-01.csv')
  writeFileSync(path, ['姓名,身份证号,平台,从业群体,镇街代码,入职日期', '张三,11010519491231002X,骑达,骑手,440803071,', '=李四,110105194912310021,骑达,宇航员,440803071,3月下旬'].join('\n'))
  const { file } = await loadFile(database, { path }, { ...morning, mode: 'all' })
  expect(file.state).toBe('refused')
  await markFile({ path }, file.problems, { out: join(dir, 'marked.xlsx') })

  // exceljs writes the parts of its default font in an order of its own, which Excel and WPS accept.
  const { errors } = hasValidator ? await validateFile(join(dir, 'marked.xlsx')) : { errors: [] }
  expect(errors.filter(({ path: part }) => part !== '/xl/styles.xml')).toEqual([])
  const book = new exceljs.Workbook()
  await book.xlsx.readFile(join(dir, 'marked.xlsx'))
  const sheet = book.worksheets[0]
  expect(sheet?.getRow(1).values).toEqual([undefined, '姓名', '身份证号', '平台', '从业群体', '镇街代码', '入职日期', '问题'])
  expect(sheet?.getCell('B2').value).toBe('11010519491231002X')
  expect(sheet?.getCell('A3').value).toBe('=李四')
  expect(['B2', 'B3', 'C3', 'D3', 'F3'].map((at) => JSON.stringify(sheet?.getCell(at).fill).includes('FFFFC7CE'))).toEqual([false, true, false, true, true])
  expect(sheet?.getCell('F3').note).toBe('第 3 行“入职日期”不是日期：“3月下旬”。请写成 2024-03-25。')
  expect(String(sheet?.getCell('G3').value).split('\n')).toHaveLength(3)
  expect(sheet?.getCell('G2').value).toBeNull()
})

test('a file that is no roster cannot be marked, and says why', async () => {
  const path = join(dir, 'other.csv')
  writeFileSync(path, 'a,b\n1,2')
  await expect(markFile({ path }, [], { out: join(dir, 'never.xlsx') })).rejects.toMatchObject({ text: { zh: expect.stringContaining('找不到完整的表头') as string } })
})
