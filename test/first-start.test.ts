import { afterAll, describe, expect, test } from 'vitest'
import { makeSetupToken } from '../server/src/setup/token.js'
import { goTo, openPages } from './page.js'

const pages = await openPages()
afterAll(() => pages?.[Symbol.asyncDispose]())

describe.skipIf(!pages)('the first start of an empty installation', () => {
  test('leads from the link of the console to an operator who is told what comes next, once', { timeout: 60_000 }, async () => {
    if (!pages) return
    const { browser, here, url } = pages
    const link = `${url}/setup#${await here.database.pool('desk').transaction(makeSetupToken)}`
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 360, height: 780 } })
    const page = await context.newPage()
    await page.goto(`${url}/overview`)
    await page.waitForURL(/\/login/)
    await page.goto(link)
    await page.getByText('第1步，共3步').waitFor()
    expect(new URL(page.url()).hash).toBe('')
    const file = { name: '区划.csv', mimeType: 'text/csv', buffer: Buffer.from('代码,名称,层级,上级代码\n440500,汕头市,市,\n440507,龙湖区,县（市、区）,440500\n') }
    await page.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from('名称\n汕头市\n') })
    await page.getByRole('alert').waitFor()
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText('系统自带的行政区划共2个单位').waitFor()
    await page.getByRole('button', { name: '用现在的单位' }).click()
    await page.getByLabel('姓名').fill('郑某')
    await page.getByLabel('登录名').fill('zheng')
    await page.getByLabel('密码，至少 12 位').fill('password-2026')
    await page.getByRole('button', { name: '建立账号' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('密码')
    await page.getByLabel('密码，至少 12 位').fill('four calm Herons 7')
    await page.getByRole('button', { name: '建立账号' }).click()
    await page.getByText('第3步，共3步').waitFor()
    const [sample] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '样表 平台从业人员名册' }).click()])
    expect(sample.suggestedFilename()).toMatch(/样表\.xlsx$/)
    await page.getByRole('button', { name: '开始使用' }).click()
    await page.waitForURL(/\/runs/)

    await page.setViewportSize({ width: 1440, height: 900 })
    await goTo(page, `${url}/overview`)
    expect(await page.locator('main').textContent()).toContain('还没有发布过数据')
    expect(await page.getByRole('link', { name: '接上数据来源' }).first().getAttribute('href')).toBe('/reports')
    await page.getByRole('button', { name: '2/5 步' }).click()
    await page.getByRole('button', { name: '不再显示' }).click()
    await page.reload()
    await page.locator('main h1').first().waitFor()
    expect(await page.getByRole('button', { name: /\/5 步/ }).count()).toBe(0)

    const other = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
    await other.goto(link)
    await other.getByText('这个设置链接不能用').waitFor()
  })
})
