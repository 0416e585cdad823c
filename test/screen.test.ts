import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openBrowser } from './browser.js'
import { publishFacts, runAgain, serve, type TestApp } from './app.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const web = join(import.meta.dirname, '..', 'web')
// The facts of three months, looked at the morning after.
const morning = '2024-04-01T10:00:00+08:00'
let here: TestApp
let url: string
let operator: string
let browser: Browser | undefined

beforeAll(async () => {
  if (!existsSync(join(web, 'dist/index.html'))) await build({ root: web, logLevel: 'silent' })
  here = await serve()
  await here.database.pool('etl').raw(`insert into load (source, as_of, is_demo, finished_at) values ('demo', ?, true, now())`, [morning])
  await publishFacts(here.database)
  await here.app.listen(0, '127.0.0.1')
  url = `http://127.0.0.1:${(here.app.getHttpServer().address() as { port: number }).port}`
  operator = await here.viewer('operator', 'operator', '440700', '4408Z1')
  browser = await openBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await here[Symbol.asyncDispose]()
})
afterEach(() => void vi.useRealTimers())

/** A wall as it is set up: its link opened once in its browser. Clocks of page and server stand in the morning and are moved by the tests. */
async function hang({ width = 1920, height = 1080, query = '', isClockHeld = true } = {}): Promise<{ id: string; page: Page; asked: string[] }> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(morning) })
  const { json } = await here.ask('POST', '/api/screens', { as: operator, body: { place: '大厅', shows: ['overview', 'stations'], units: ['440700', '4408Z1'] } })
  const page = await (await browser?.newContext({ viewport: { width, height }, locale: 'zh-CN' }))?.newPage()
  if (!page) throw new Error('no browser')
  if (isClockHeld) await page.clock.install({ time: new Date(morning) })
  const asked: string[] = []
  page.on('request', (r) => r.url().includes('/api/') && asked.push(`${r.method()} ${new URL(r.url()).pathname}`))
  page.on('pageerror', (error) => { throw error })
  await page.goto(String(json.link).replace(/^http:\/\/[^/]+/, url).replace('#', `${query}#`))
  await page.locator('[data-tile]').first().waitFor()
  await page.evaluate(() => Object.assign(window, { isSame: true }))
  return { id: json.id, page, asked }
}
const isSame = (page: Page): Promise<boolean> => page.evaluate(() => 'isSame' in window)
const place = (page: Page): Promise<string> => page.locator('h1').innerText()

/** What is on the wall and how large, at the size it was designed for. */
const look = (page: Page) => page.evaluate(() => {
  const canvas = document.querySelector('.canvas')
  const inside = (outer: DOMRect, inner: DOMRect): boolean => inner.left >= outer.left - 1 && inner.right <= outer.right + 1 && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1
  const texts: { text: string; size: number; fits: boolean }[] = []
  const walker = document.createTreeWalker(canvas ?? document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!node.textContent?.trim() || !element) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const home = element.closest('[data-tile], header, footer') ?? canvas
    texts.push({ text: node.textContent.trim(), size: parseFloat(getComputedStyle(element).fontSize), fits: home !== null && inside(home.getBoundingClientRect(), range.getBoundingClientRect()) })
  }
  const { left, top, width, height } = canvas?.getBoundingClientRect() ?? new DOMRect()
  return {
    overflow: [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight],
    cut: [...document.querySelectorAll('.canvas *')].filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow === 'hidden').map((e) => e.textContent.trim()),
    canvas: [left, top, width, height].map(Math.round), tiles: document.querySelectorAll('[data-tile]').length, texts,
    numbers: [...document.querySelectorAll('dd.value')].map((e) => parseFloat(getComputedStyle(e).fontSize)),
  }
})

/** What axe objects to. The page's policy lets no script in but its own, so it is handed over by the browser's tools. */
async function objections(page: Page): Promise<string[]> {
  const how: RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }
  await page.evaluate(axe)
  const { violations } = await page.evaluate((options) => (globalThis as unknown as { axe: { run(at: Document, options: RunOptions): Promise<AxeResults> } }).axe.run(document, options), how)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join(', ')}`)
}

describe.each([
  [1920, 1080, 6, [0, 0, 1920, 1080]], [3840, 2160, 6, [0, 0, 3840, 2160]], [3840, 1080, 7, [0, 0, 3840, 1080]], [1366, 768, 6, [0, 0, 1365, 768]], [1600, 1200, 6, [0, 150, 1600, 900]],
] as const)('on a wall of %i × %i', (width, height, tiles, canvas) => {
  test.each(['zh', 'en'])('everything is in its place and large enough to read, in %s', async (language) => {
    const { page } = await hang({ width, height, query: `&lang=${language}` })
    for (const turn of [0, 1]) {
      if (turn > 0) await page.keyboard.press('ArrowRight')
      await page.locator('[data-tile] svg text').first().waitFor()
      const seen = await look(page)
      expect(seen.overflow).toEqual([0, 0])
      expect(seen.canvas).toEqual(canvas)
      expect(seen.tiles).toBe(tiles)
      expect(seen.texts.filter((t) => t.size < 24)).toEqual([])
      expect(seen.texts.filter((t) => !t.fits)).toEqual([])
      expect(seen.cut).toEqual([])
      expect(seen.texts.length).toBeGreaterThan(40)
      expect(new Set(seen.numbers)).toEqual(new Set([72]))
      expect(seen.texts.map((t) => t.text)).toEqual(expect.arrayContaining(language === 'en' ? ['Demo data'] : ['演示数据', '演示数据 · 明细为虚构，仅用于演示，不代表当地实际情况']))
    }
    await page.context().close()
  })
})

test.each([
  // Twelve towns: seven have room, a line counts the others. A village has no units below: what is about them gives way.
  ['&area=440785', 1920, 6, 7, '另有5个单位未列出'], ['&area=440785', 3840, 7, 7, '另有5个单位未列出'], ['&area=440703002131', 1920, 5, 0, ''], ['&area=440703002131', 3840, 5, 0, ''],
] as const)('a wall at %s, %i wide, says what it leaves out', async (query, width, tiles, bars, more) => {
  const { page } = await hang({ width, query })
  await page.locator('[data-tile] svg text').first().waitFor()
  const seen = await look(page)
  expect([seen.overflow, seen.tiles, seen.cut, seen.texts.filter((t) => !t.fits)]).toEqual([[0, 0], tiles, [], []])
  expect(await page.locator('.centre li').count()).toBe(bars)
  expect(seen.texts.map((t) => t.text).filter((t) => t.startsWith('另有'))[0] ?? '').toBe(more)
  await page.context().close()
})

test.each(['/screen/overview?cycle=overview,stations', '/screen/nothing'])('axe finds nothing on %s', async (path) => {
  // axe waits by the page's own clock.
  const { page } = await hang({ width: 3840, isClockHeld: false })
  await page.goto(url + path)
  await page.locator('h1').waitFor()
  await page.locator('.notice, [data-tile] svg text').first().waitFor()
  expect(await objections(page)).toEqual([])
  await page.context().close()
}, 20_000)

test('both places are asked in one request, at one version, and say what everybody is told', async () => {
  const { page, asked } = await hang()
  expect(asked.filter((a) => a.includes('ask'))).toEqual(['POST /api/ask'])
  expect(await place(page)).toBe('江门市党群服务运行情况')
  const { json } = await here.ask('GET', '/api/figures?metrics=activity_person_times&unit=440700&period=2024-03&by=unit', { as: operator })
  expect(await page.locator('dl').innerText()).toContain(Number(json.total.activity_person_times.value).toLocaleString('en'))
  const known = (json.rows as { activity_person_times: { value: string | null } }[]).flatMap((r) => r.activity_person_times.value ?? []).map(Number).sort((a, b) => b - a)
  expect(await page.locator('ol .value').evaluateAll((all) => all.map((e) => e.firstChild?.textContent))).toEqual(expect.arrayContaining(known.map((n) => n.toLocaleString('en'))))
  await page.keyboard.press('ArrowRight')
  expect(await place(page)).toBe('湛江经济技术开发区新就业群体服务运行情况')
  expect(asked.filter((a) => a.includes('ask'))).toHaveLength(1)
  await page.context().close()
})

test('pages turn every twenty seconds, by the arrows at once, and rest on the space bar', async () => {
  const { page } = await hang()
  const at = (): Promise<string> => page.locator('.pages').innerText()
  expect(await at()).toBe('1/2')
  await page.clock.runFor(20_000)
  expect(await at()).toBe('2/2')
  await page.keyboard.press('ArrowLeft')
  expect(await at()).toBe('1/2')
  await page.keyboard.press(' ')
  await page.getByRole('button', { name: '继续', pressed: true }).waitFor()
  const fact = await page.locator('.fact').innerText()
  await page.clock.runFor(60_000)
  expect([await at(), await page.locator('.fact').innerText()]).toEqual(['1/2', fact])
  await page.keyboard.press(' ')
  await page.clock.runFor(8000)
  expect(await page.locator('.fact').innerText()).not.toBe(fact)
  await page.clock.runFor(12_000)
  expect(await at()).toBe('2/2')
  await page.context().close()
})

test('figures that are late are said within thirty seconds, and new ones come without a reload', async () => {
  const { page } = await hang()
  const status = page.locator('header [role=status]')
  expect(await status.innerText()).toContain('● 实时')
  // Run at two, promised at six.
  const late = new Date('2024-04-02T06:12:00+08:00')
  vi.setSystemTime(late)
  await page.clock.setSystemTime(late)
  await page.clock.runFor(30_000)
  await status.getByText('◐ 更新迟到12分钟').waitFor()
  const before = await here.services.versions.current()
  const version = await runAgain(here.database, '2024-04-01')
  expect(version).toBeGreaterThan(before?.version ?? 0)
  await status.getByText('● 实时').waitFor()
  expect(await isSame(page)).toBe(true)
  await page.context().close()
})

test('without a server the last figures stay and it is said; both pass by themselves', async () => {
  const { page } = await hang()
  await page.keyboard.press(' ')
  const figures = await page.locator('dl').innerText()
  await page.context().setOffline(true)
  await page.clock.runFor(30_000)
  await page.locator('header').getByText('○ 已断开').waitFor()
  await page.locator('footer').getByText('画面是断开前的数据').waitFor()
  expect(await page.locator('dl').innerText()).toBe(figures)
  await page.context().setOffline(false)
  await page.clock.runFor(30_000)
  await page.locator('header').getByText('● 实时').waitFor()
  expect(await isSame(page)).toBe(true)
  await page.context().close()
})

test('the picture moves a pixel every ten minutes; every hour the token is renewed and the page begins anew, unless it is paused', async () => {
  const { page, asked } = await hang()
  const left = (): Promise<number> => page.locator('.canvas').evaluate((e) => e.getBoundingClientRect().left)
  const renewals = (): number => asked.filter((a) => a === 'POST /api/screens/renewal').length
  await page.keyboard.press(' ')
  const before = await left()
  await page.clock.runFor(600_000)
  expect(await left()).toBe(before + 1)
  const renewed = page.waitForResponse('**/api/screens/renewal')
  await page.clock.runFor(3_000_000)
  await renewed
  expect(renewals()).toBe(1)
  expect(await isSame(page)).toBe(true)
  await page.keyboard.press(' ')
  await page.clock.runFor(3_600_000)
  await expect.poll(renewals, { timeout: 15_000 }).toBe(2)
  await expect.poll(() => isSame(page).catch(() => true), { timeout: 15_000 }).toBe(false)
  await page.locator('[data-tile]').first().waitFor()
  await page.context().close()
})

test('an ended screen goes dark and says whom to ask', async () => {
  const { id, page } = await hang()
  await here.ask('DELETE', `/api/screens/${id}`, { as: operator })
  await page.clock.runFor(30_000)
  await page.getByText('这块大屏没有打开，或已停用').waitFor()
  expect(await page.locator('[data-tile]').count()).toBe(0)
  await page.context().close()
})

test('whatever is typed into it, the browser of a screen shows its own pages; its link works once', async () => {
  const { page } = await hang()
  await page.goto(`${url}/issues?area=440703`)
  await page.locator('[data-tile]').first().waitFor()
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/screen/overview?cycle=overview,stations')
  const other = await (await page.context().browser()?.newContext())?.newPage()
  await other?.goto(`${url}/screen/overview#screen_${'x'.repeat(43)}`)
  await other?.getByText('这个大屏链接已用过').waitFor()
  expect(other?.url()).toBe(`${url}/screen/overview`)
  await page.context().close()
})
