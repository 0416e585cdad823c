import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileSources, loadFile } from '@mingshu/etl'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve, type TestApp } from '../../../test/app.js'
import { hasValidator, validateFile } from '../../../test/open-xml.js'
import { exampleMark } from './sample-book.js'

const dir = mkdtempSync(join(tmpdir(), 'mingshu-samples-'))
let here: TestApp
let clerk: string
beforeAll(async () => {
  here = await serve()
  clerk = await here.viewer('clerk', 'clerk', '440785')
})
afterAll(async () => {
  await here[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

const fetch = async (id: string): Promise<{ path: string; name: string; book: exceljs.Workbook }> => {
  const { bytes, headers, status } = await here.ask('GET', `/api/samples/${id}`, { as: clerk })
  expect(status).toBe(200)
  const path = join(dir, `${id}.xlsx`)
  writeFileSync(path, bytes)
  const book = new exceljs.Workbook()
  await book.xlsx.load(bytes as unknown as ArrayBuffer)
  return { path, name: decodeURIComponent(String(headers['content-disposition']).split(`UTF-8''`)[1] ?? ''), book }
}

describe.each(fileSources.map((s) => [s.id, s] as const))('the sample of %s', (id, source) => {
  test('has the columns of the declaration, lists to choose from, three examples and a sheet that explains', async () => {
    const { book, name } = await fetch(id)
    const [sheet, guide] = book.worksheets
    const columns = Object.values(source.entity.columns)
    expect([sheet?.name, guide?.name]).toEqual([source.paper.zh, '填写说明'])
    expect(name).toMatch(new RegExp(`^${source.paper.zh}_20\\d\\d-\\d\\d_样表\\.xlsx$`))
    expect((sheet?.getRow(1).values as unknown[] | undefined)?.slice(2)).toEqual(columns.map((c) => c.from[0]))
    expect([2, 3, 4, 5].map((row) => sheet?.getCell(row, 1).value ?? null)).toEqual([exampleMark, exampleMark, exampleMark, null])
    expect(columns.map((c, i) => [c.kind, sheet?.getCell(5, i + 2).dataValidation?.type])).toEqual(columns.map((c) => [c.kind, { word: 'list', flag: 'list', count: 'whole', person: 'textLength' }[c.kind as string]]))
    expect(columns.map((_, i) => guide?.getCell(i + 2, 2).value)).toEqual(columns.map((c) => (c.required === false ? '否' : '是')))
  })

  test.skipIf(!hasValidator)('has no error under the Open XML SDK', async () => {
    expect((await validateFile((await fetch(id)).path)).errors).toEqual([])
  })

  test('is passed over as it comes, and its examples are good rows once they are marked as data', async () => {
    const { path, name, book } = await fetch(id)
    const options = { source, mode: 'good', asOf: new Date().toISOString(), pseudonymKey: { kid: 'k1', secret: Buffer.alloc(32) }, isDemo: false } as const
    await expect(loadFile(here.database, { path, name }, options).then(({ file }) => file.note?.zh)).resolves.toContain('没有数据行')

    const [sheet] = book.worksheets
    for (const row of [2, 3, 4]) if (sheet) sheet.getCell(row, 1).value = null
    const marked = join(dir, `${id}-data.xlsx`)
    writeFileSync(marked, new Uint8Array(await book.xlsx.writeBuffer()))
    const { entities, file } = await loadFile(here.database, { path: marked, name }, options)
    expect([file.note?.zh ?? null, entities.map((e) => [e.read, e.changed, e.rejected])]).toEqual([null, [[3, 3, 0]]])
  })
})

test('there is none of what is no kind of file', async () => {
  expect((await here.ask('GET', '/api/samples/none', { as: clerk })).json.code).toBe('unknown_source')
})
