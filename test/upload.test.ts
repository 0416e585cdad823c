import { readFileSync } from 'node:fs'
import exceljs from 'exceljs'
import { afterAll, describe, expect, test } from 'vitest'
import { goTo, openPages } from './page.js'

const pages = await openPages({ isWorking: true })
afterAll(() => pages?.[Symbol.asyncDispose]())

const head = '姓名,身份证号,手机号,平台,从业群体,镇街代码,入职日期,政治面貌,离职日期'
const line = (number: string): string => `张三,${number},13800000000,骑达,骑手,440803071,2023-01-05,群众,`

describe.skipIf(!pages)('a clerk’s file', () => {
  test('comes back with its bad cells marked, beside what is wrong with them', { timeout: 60_000 }, async () => {
    if (!pages) throw new Error('No browser.')
    const context = await pages.enter('clerk', 'clerk', ['440800'], { acceptDownloads: true })
    const page = await goTo(await context.newPage(), `${pages.url}/reports`)
    await page.locator('input[type=file]').setInputFiles({ name: 'roster-2024-03.csv', mimeType: 'text/csv', buffer: Buffer.from([head, line('11010519491231002X'), line('123')].join('\r\n')) })
    await page.getByRole('button', { name: '上传', exact: true }).click()
    const told = page.getByText('第 3 行“身份证号”')
    await told.waitFor({ timeout: 30_000 })
    expect(await told.textContent()).not.toContain('11010519491231002X')
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载标出问题的原表' }).click()])
    expect(file.suggestedFilename()).toBe('roster-2024-03_问题.xlsx')
    const book = new exceljs.Workbook()
    await book.xlsx.load(readFileSync(await file.path()) as unknown as ArrayBuffer)
    const remarks = [2, 3].map((row) => String(book.worksheets[0]?.getRow(row).getCell(10).value ?? ''))
    expect([remarks[0], remarks[1]?.includes('身份证号')]).toEqual(['', true])
  })
})
