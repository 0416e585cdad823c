import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { build } from 'vite'
import type { Role } from '../server/src/access/viewer.js'
import { findAccount } from '../server/src/people/accounts.js'
import { makeOnceLink } from '../server/src/people/tokens.js'
import { serve, type TestApp } from './app.js'
import { openBrowser } from './browser.js'

/** An application on a port of its own, with the built page and a browser to look at it with. */
export interface TestPages extends AsyncDisposable {
  readonly here: TestApp
  readonly url: string
  readonly browser: Browser
  /** A context in which a new account of a role is signed in; the same login shares one session. */
  enter(login: string, role: Role, units: readonly string[], options?: BrowserContextOptions): Promise<BrowserContext>
}

type SignedIn = Exclude<BrowserContextOptions['storageState'], undefined>

const web = join(import.meta.dirname, '../web')

/** Serves the page of an application; undefined where no browser starts. It is built when it was not. */
export async function openPages(app?: Parameters<typeof serve>[0]): Promise<TestPages | undefined> {
  const browser = await openBrowser()
  if (!browser) return undefined
  if (!existsSync(join(web, 'dist/index.html'))) await build({ root: web, logLevel: 'silent' })
  const here = await serve(app)
  await here.app.listen(0, '127.0.0.1')
  const { port } = here.app.getHttpServer().address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const sessions = new Map<string, SignedIn>()

  async function signIn(login: string, role: Role, units: readonly string[]): Promise<SignedIn> {
    const context = await (browser as Browser).newContext()
    const page = await context.newPage()
    await page.goto(await makeLink({ here, url }, login, role, ...units))
    await page.waitForURL((at) => !at.pathname.startsWith('/demo'))
    const { cookies } = await context.storageState()
    await context.close()
    return { cookies, origins: [] }
  }

  return {
    here, url, browser,
    async enter(login, role, units, options = {}) {
      const state = sessions.get(login) ?? (await signIn(login, role, units))
      sessions.set(login, state)
      return browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, storageState: state, ...options })
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await here[Symbol.asyncDispose]()
    },
  }
}

/** A link that signs in, once, somebody of a role who was not there before. */
export async function makeLink({ here, url }: Pick<TestPages, 'here' | 'url'>, login: string, role: Role, ...units: readonly string[]): Promise<string> {
  await here.viewer(login, role, ...units)
  const token = await here.database.pool('desk').transaction(async (trx) => makeOnceLink(trx, (await findAccount(trx, login))?.userId ?? ''))
  return `${url}/demo/${role}#${token}`
}

/** Opens an address and waits until its figures are there. */
export async function goTo(page: Page, address: string): Promise<Page> {
  await page.goto(address)
  await page.locator('main h1').first().waitFor()
  await page.waitForFunction(() => document.querySelector('main [aria-busy=true]') === null)
  return page
}

/** What a page that was just opened says once nothing of it is on its way: figures come with it, and what panels ask by themselves after them. */
export async function saidAtLast(page: Page): Promise<string> {
  await page.waitForLoadState('networkidle')
  return said(page)
}

/** What a page says, without its clock, which tells pinned figures from the newest, and without what is pressed or drawn: what is drawn stands in tables. */
export const said = (page: Page): Promise<string> => page.evaluate(() => {
  const copy = document.querySelector('main')?.cloneNode(true) as HTMLElement
  for (const part of copy.querySelectorAll('.stamp, .toolbar, .drawing, .undrawn')) part.remove()
  return (copy.textContent ?? '').replace(/\s+/g, ' ')
})
