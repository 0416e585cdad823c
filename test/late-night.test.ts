import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../server/src/access/viewer.js'
import { prepareDatabase } from '../server/src/prepare.js'
import { writeDemoNights } from '../server/src/runs/demo-nights.js'
import { publishFacts, runAgain, serve, type TestApp } from './app.js'
import { openBrowser } from './browser.js'
import { freshDatabase } from './database.js'
import { makeLink } from './page.js'

const root = join(import.meta.dirname, '..')
let browser: Browser | undefined
beforeAll(async () => {
  if (!existsSync(join(root, 'web/dist/index.html'))) await build({ root: join(root, 'web'), logLevel: 'silent' })
  browser = await openBrowser()
}, 120_000)
afterAll(() => browser?.close())

const at = (instant: string): number => Date.parse(instant)

/** A server whose clock stands at an instant and goes on from there. */
async function serveAt(instant: string, database: Awaited<ReturnType<typeof freshDatabase>>): Promise<{ app: TestApp; url: string; move(instant: string): void }> {
  let ahead = at(instant) - Date.now()
  const app = await serve({ database, isPrepared: true, isWorking: true, now: () => new Date(Date.now() + ahead) })
  await app.app.listen(0, '127.0.0.1')
  const { port } = app.app.getHttpServer().address() as { port: number }
  return { app, url: `http://127.0.0.1:${port}`, move: (to) => (ahead = at(to) - Date.now()) }
}

/** A page of somebody who has signed in by a link, in a browser of their own. */
async function open({ app, url }: { app: TestApp; url: string }, role: Role, path: string, name: string = role): Promise<Page> {
  if (!browser) throw new Error('No browser: set CHROMIUM_PATH, or install chromium.')
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage()
  await page.goto(await makeLink({ here: app, url }, name, role, '440700', '4408Z1'))
  await page.waitForURL((to) => !to.pathname.startsWith('/demo'))
  await page.goto(`${url}${path}`)
  return page
}

describe('the planted late night', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let here: Awaited<ReturnType<typeof serveAt>>
  beforeAll(async () => {
    database = await freshDatabase()
    await prepareDatabase(database)
    await database.createDatabase('demo_issue_system') // what tells that the demo was filled
    await writeDemoNights(database, '0 2 * * *', new Date('2024-04-01T09:00:00+08:00'))
    await database.pool('etl').raw(`insert into load (source, as_of, is_demo, finished_at) values ('issue-system', '2024-04-01T09:00:00+08:00', true, now())`)
    await publishFacts(database)
    here = await serveAt('2024-04-01T09:00:00+08:00', database)
  }, 120_000)
  afterAll(async () => {
    await here?.app[Symbol.asyncDispose]()
    await database?.[Symbol.asyncDispose]()
  })

  test('is found by keyboard alone: the late step, the pages it touches, and a word to everybody', { timeout: 90_000 }, async () => {
    const page = await open(here, 'operator', '/runs')
    await page.getByRole('heading', { level: 1, name: '昨夜汇总06:42完成，比约定晚42分钟' }).waitFor()
    const press = async (isThere: (name: string) => boolean, most: number): Promise<void> => {
      for (let i = 0; i < most; i++) {
        await page.keyboard.press('Tab')
        const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')
        if (isThere(name)) return
      }
      throw new Error(`Not found within ${most} presses of Tab.`)
    }
    await press((name) => name === '取数 · 驿站闸机系统', 40)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/runs\/[0-9a-f-]{36}/)
    await page.getByRole('heading', { name: '最慢的一步：取数 · 驿站闸机系统，用了3小时' }).waitFor()
    expect(await page.getByRole('heading', { name: '3.1倍，重试2次' }).count()).toBe(1)
    // The keyboard goes on from that very step.
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('重跑此步：取数 · 驿站闸机系统')
    const impact = page.locator('section', { has: page.getByRole('heading', { name: '等这个来源的页面和数字：驿站闸机系统' }) })
    expect(await impact.locator('.pages a').allTextContents()).toEqual(['总览', '驿站', '计划任务'])
    expect(await impact.getByRole('link', { name: '驿站服务人次' }).getAttribute('href')).toContain('/metrics/station_visit_person_times')
    await press((name) => name === '', 60) // the field for a word
    await page.keyboard.type('闸机厂商已重启')
    await page.keyboard.press('Enter')
    await page.getByText('值班 operator').waitFor()
    expect(await page.locator('.duty li').textContent()).toMatch(/^值班 operator .*已知悉：闸机厂商已重启$/)
  })

  test('has thirty nights to compare with, which published nothing and are marked as played', async () => {
    const as = await here.app.viewer('o2', 'operator', '440700')
    const { runs } = (await here.app.ask('GET', '/api/runs?limit=200', { as })).json as { runs: { job: string; demo: boolean; version: number | null; minutesLate: number; runId: string }[] }
    const played = runs.filter((r) => r.demo)
    expect([played.length, played.filter((r) => r.version !== null).length, played.filter((r) => r.minutesLate > 0).map((r) => r.minutesLate)]).toEqual([31, 0, [42]])
    const { steps } = (await here.app.ask('GET', `/api/runs/${played[0]?.runId}`, { as })).json as { steps: { name: string; nights: number; tries: number }[] }
    expect(steps.find((s) => s.name === 'load station-gates')).toMatchObject({ nights: 30, tries: 3 })
  })

  test('cannot be written once anything is published, nor be seen beside real figures', async () => {
    await writeDemoNights(database, '0 2 * * *', new Date('2024-05-01T09:00:00+08:00'))
    const as = await here.app.viewer('o3', 'operator', '440700')
    const played = async (): Promise<number> => (await here.app.ask('GET', '/api/runs?limit=200', { as })).json.runs.filter((r: { demo: boolean }) => r.demo).length
    expect(await played()).toBe(31)
    await database.pool('owner').raw('update load set is_demo = false')
    await runAgain(database)
    expect(await played()).toBe(0)
    expect((await here.app.ask('GET', '/api/runs/nights', { as })).json.nights).toEqual([])
    await database.pool('owner').raw('update load set is_demo = true')
    await runAgain(database)
  })

  test('ends with the step done again: its source alone, in a run of its own', { timeout: 60_000 }, async () => {
    const page = await open(here, 'operator', '/runs', 'again')
    await page.getByRole('link', { name: '取数 · 驿站闸机系统' }).first().click()
    const late = page.url()
    await page.getByRole('button', { name: '重跑此步：取数 · 驿站闸机系统' }).click()
    await page.waitForURL((to) => /\/runs\/[0-9a-f-]{36}/.test(to.pathname) && !late.includes(to.pathname))
    await page.getByText('重跑：取数 · 驿站闸机系统').waitFor()
  })
})

describe('who has reported', () => {
  let here: Awaited<ReturnType<typeof serveAt>>
  let database: Awaited<ReturnType<typeof freshDatabase>>
  beforeAll(async () => {
    database = await freshDatabase()
    await prepareDatabase(database)
    await publishFacts(database)
    here = await serveAt('2024-04-01T09:00:00+08:00', database)
  }, 120_000)
  afterAll(async () => {
    await here?.app[Symbol.asyncDispose]()
    await database?.[Symbol.asyncDispose]()
  })

  // Three of the seven counties of Jiangmen have facts.
  test('stands at each figure of a page, with those that have not', { timeout: 60_000 }, async () => {
    const page = await open(here, 'leader', '/overview?area=440700&period=2024-03')
    const tile = page.locator('.tile', { hasText: '按时办结率' }).first()
    await tile.waitFor()
    expect(await tile.locator('.reach').textContent()).toBe('已报3/7，缺新会区、台山市、开平市等4个')
    await page.getByText('数据不全').first().waitFor()
    await page.goto(`${here.url}/overview?area=440703&period=2024-03`)
    await page.locator('.tile .value').first().waitFor()
    expect(await page.locator('.reach').count()).toBe(0)
  })
})

test('the demo\'s nights are not written where its sources are not', async () => {
  await using database = await freshDatabase()
  await prepareDatabase(database)
  await writeDemoNights(database, '0 2 * * *')
  expect((await database.pool('etl').raw<{ rows: unknown[] }>('select from run')).rows).toEqual([])
})

test('late figures are amber within thirty seconds on every page without a reload, with the word of the one on duty, and recover by themselves', { timeout: 180_000 }, async () => {
  await using database = await freshDatabase()
  await prepareDatabase(database)
  await publishFacts(database)
  // The first of April is promised for six o'clock of the second.
  const here = await serveAt('2024-04-02T05:58:00+08:00', database)
  try {
    const places = ['/overview', '/stations?area=4408Z1', '/metrics/issue_accepted_count', '/runs'] as const
    const pages = await Promise.all(places.map((path, i) => open(here, path === '/runs' ? 'operator' : 'leader', path, `viewer${i}`)))
    const all = async (what: (page: Page) => Promise<unknown>): Promise<void> => void (await Promise.all(pages.map(what)))
    await all(async (page) => {
      await page.locator('.stamp.fresh').first().waitFor()
      await page.evaluate(() => document.documentElement.setAttribute('data-kept', 'yes'))
    })

    here.move('2024-04-02T06:42:00+08:00')
    await all((page) => page.locator('.stamp.late', { hasText: '更新迟到42分钟' }).first().waitFor({ timeout: 30_000 }))

    // From any page the stamp leads the operator to the night.
    const elsewhere = await open(here, 'operator', '/stations?area=4408Z1', 'viewer of stations')
    await elsewhere.locator('.stamp.late a').first().click()
    await elsewhere.waitForURL((to) => to.pathname === '/runs')

    const operator = await here.app.viewer('李工', 'operator', '440700')
    expect((await here.app.ask('POST', '/api/freshness/notes', { as: operator, body: { kind: 'seen' } })).status).toBe(201)
    await all((page) => page.locator('.stamp.late', { hasText: '值班 李工' }).first().waitFor({ timeout: 10_000 }))

    await runAgain(database, '2024-04-01')
    await all((page) => page.locator('.stamp.fresh', { hasText: '第2版' }).first().waitFor({ timeout: 30_000 }))
    await all(async (page) => expect(await page.locator('html').getAttribute('data-kept')).toBe('yes'))
  } finally {
    await here.app[Symbol.asyncDispose]()
  }
})
