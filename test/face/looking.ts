import type { BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core'
import type { Role } from '../../server/src/access/viewer.js'
import type { Demo } from '../demo.js'

/** An address of the page, who has it, and a unit for which it has something to show. */
export interface Place {
  readonly path: string
  readonly role: Role | undefined
  readonly area: string
}

export type Query = Readonly<Record<string, string>>

/** A month in which both places of the articles have figures. */
export const month = '2025-10'
/** The places of the two articles. */
export const areas = ['440700', '4408Z1'] as const

// The city has the menus and activities, the zone the workers and their party members; where each begins is looked at for both.
const areasOf = (path: string): readonly string[] => (path === '/overview' ? areas : /^\/(menus|activities|areas|reports|checks)/.test(path) ? [areas[0]] : [areas[1]])

// What stands in an address where the router has a parameter; one that is not named here gets the first of them.
const examples: Readonly<Record<string, string>> = { name: 'overview', code: '440783', key: 'issue_ontime_rate', report: 'key-activities', role: 'leader', rest: 'nowhere' }

interface Router {
  getRoutes(): readonly { readonly path: string; readonly meta: { readonly isOpen?: boolean }; readonly redirect?: unknown; readonly aliasOf?: unknown }[]
  push(to: { readonly path: string; readonly query: Query }): Promise<unknown>
}
type Mounted = Element & { readonly __vue_app__: { readonly config: { readonly globalProperties: { readonly $router: Router } } } }

const awaited = new WeakMap<Page, Set<Request>>()

/** Opens the page at an address that asks for nothing. */
export async function openPage(context: BrowserContext, query: Query = {}): Promise<Page> {
  const page = await context.newPage()
  const requests = new Set<Request>()
  awaited.set(page, requests)
  // Events are listened to for as long as the page is open.
  page.on('request', (r) => r.resourceType() !== 'eventsource' && requests.add(r))
  page.on('requestfinished', (r) => requests.delete(r))
  page.on('requestfailed', (r) => requests.delete(r))
  await page.goto(`/nowhere?${new URLSearchParams(query)}`)
  await page.locator('main h1').waitFor()
  return page
}

/** Every address of the router, with and without what may be left out, so that a new page is tested by being there. Paper has the same pages, and a test of its own. */
export async function placesOf(page: Page): Promise<readonly Place[]> {
  const { routes, run } = await page.evaluate(async () => {
    const router = (document.querySelector('#app') as unknown as Mounted).__vue_app__.config.globalProperties.$router
    // Whoever may not see them is told so in an answer without any.
    const { runs = [] } = (await (await fetch('/api/runs')).json()) as { runs?: readonly { readonly runId: string }[] }
    return {
      routes: router.getRoutes().filter((r) => r.redirect === undefined && r.aliasOf === undefined).map(({ path, meta }) => ({ path, isOpen: meta.isOpen === true })),
      run: runs[0]?.runId,
    }
  })
  return routes.filter(({ path }) => path !== '/').flatMap(({ path, isOpen }) => {
    const filled = path.replace(/:(\w+)(\([^)]*\))?[*+?]?/g, (_, name: string) => (name === 'run' ? run : undefined) ?? examples[name] ?? 'overview')
    const short = path.replace(/\/:\w+(\([^)]*\))?[*?]/g, '')
    // Runs are an operator's; everything else a leader has.
    const role = isOpen ? undefined : path.startsWith('/runs') ? 'operator' : 'leader'
    return [...new Set(short && !short.includes(':') ? [filled, short] : [filled])].flatMap((each) => areasOf(each).map((area) => ({ path: each, role, area })))
  })
}

/** Goes to an address without loading the page again, and waits until it stands still. */
export async function goTo(page: Page, path: string, query: Query = {}): Promise<void> {
  await page.evaluate(({ path: to, query: asked }) => {
    const router = (document.querySelector('#app') as unknown as Mounted).__vue_app__.config.globalProperties.$router
    document.documentElement.dataset['under'] = 'way'
    void router.push({ path: to, query: asked }).finally(() => delete document.documentElement.dataset['under'])
  }, { path, query })
  await page.locator('html:not([data-under])').waitFor()
  await settled(page)
}

/** Judges every page of every role as it stands, several pages at a time: what is wrong, and where. */
export async function everywhere(
  demo: Demo, how: BrowserContextOptions, query: Query, judge: (page: Page) => Promise<readonly string[]>, prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<string[]> {
  const wrong: string[] = []
  const look = async (role: Role | undefined, part = 0, parts = 1): Promise<void> => {
    const context = await demo.enter(role, how)
    const page = await openPage(context, query)
    await prepare(page)
    for (const { path, area } of (await placesOf(page)).filter((p) => p.role === role).filter((_, i) => i % parts === part)) {
      await goTo(page, path, { ...query, area })
      wrong.push(...(await judge(page)).map((what) => `${path} ${area} ${what}`))
    }
    await context.close()
  }
  // Two at a time, for two processors: every second page of the leader's, and then what others have.
  await Promise.all([look('leader', 0, 2).then(() => look('operator')), look('leader', 1, 2).then(() => look(undefined))])
  return wrong.sort()
}

/** Waits until nothing is awaited any more and every chart in view is drawn. */
export async function settled(page: Page): Promise<void> {
  const requests = awaited.get(page)
  const until = Date.now() + 20_000
  for (let quiet = 0; quiet < 2; ) {
    if (Date.now() > until) throw new Error(`${page.url()} does not come to rest.`)
    const isStill = requests?.size === 0 && (await page.evaluate(() => {
      const isDrawn = [...document.querySelectorAll('main [data-chart]')].every((chart) => chart.querySelector('svg') ?? chart.getBoundingClientRect().top > innerHeight)
      return isDrawn && !document.querySelector('main [aria-busy=true]')
    }))
    quiet = isStill ? quiet + 1 : 0
    await page.waitForTimeout(40)
  }
}

/** Lets every question about figures fail, as a server does that has lost its database. */
export async function breakFigures(page: Page): Promise<void> {
  const kept = /\/api\/(me|metrics|units|events|session)$/
  await page.route('**/api/**', (route) =>
    kept.test(new URL(route.request().url()).pathname)
      ? route.continue()
      : route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ status: 500, title: 'internal', detail: '服务器内部出错。', detail_en: 'The server failed.', request_id: 'r-1' }) }))
}
