import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../server/src/access/viewer.js'
import { publishFacts } from './app.js'
import { makeLink, openPages, type TestPages } from './page.js'

const pages = await openPages()
const get = (): TestPages => {
  if (!pages) throw new Error('No browser.')
  return pages
}
beforeAll(async () => {
  if (pages) await publishFacts(pages.here.database)
})
afterAll(() => pages?.[Symbol.asyncDispose]())

const linkOf = (login: string, role: Role, ...units: string[]): Promise<string> => makeLink(get(), login, role, ...units)
async function enter(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.waitForURL((at) => !at.pathname.startsWith('/demo'))
  await page.locator('main h1').first().waitFor()
}

describe.skipIf(!pages)('who signs in', () => {
  test('after somebody else in the same window sees what is their own, from the first moment', { timeout: 60_000 }, async () => {
    const page = await (await get().browser.newContext({ locale: 'zh-CN' })).newPage()
    await enter(page, await linkOf('first-leader', 'leader', '440700'))
    expect(await page.locator('header.bar').textContent()).toContain('first-leader')
    await enter(page, await linkOf('second-clerk', 'clerk', '440785'))
    expect(await page.locator('header.bar').textContent()).toContain('second-clerk')
    expect(await page.locator('main').textContent()).not.toContain('蓬江区')
  })

  test('and signs out is told nothing of a session that ran out, and led nowhere that was another’s', { timeout: 60_000 }, async () => {
    const page = await (await get().browser.newContext({ locale: 'zh-CN' })).newPage()
    await enter(page, await linkOf('third-leader', 'leader', '440700'))
    await page.getByRole('button', { name: /账户|third-leader/ }).first().click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL((at) => at.pathname === '/login')
    await page.locator('form').waitFor()
    expect(new URL(page.url()).search).toBe('')
    expect(await page.locator('main, body').first().textContent()).not.toContain('过期')
  })
})

describe.skipIf(!pages)('while the figures of another place are awaited', () => {
  test('no sentence puts the old number to the new name', { timeout: 60_000 }, async () => {
    const page = await (await get().browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })).newPage()
    await enter(page, await linkOf('fourth-leader', 'leader', '440700'))
    await page.goto(`${get().url}/areas/440703?period=2024-02`)
    const heading = page.locator('main h1').first()
    await expect.poll(() => heading.textContent()).toMatch(/^蓬江区.*2月/)
    const before = await heading.textContent()
    let release = (): void => {}
    const held = new Promise<void>((go) => (release = go))
    await page.route('**/api/ask', async (route) => {
      await held
      await route.continue()
    })
    await page.keyboard.press(']')
    await page.waitForURL((at) => at.searchParams.get('period') === '2024-03' || !at.searchParams.has('period'))
    expect(await heading.textContent()).toBe(before)
    release()
    await expect.poll(() => heading.textContent()).toMatch(/^蓬江区.*3月/)
  })
})
