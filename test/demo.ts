import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { build } from 'vite'
import { inject } from 'vitest'
import { openDatabase, type Database } from '@mingshu/db'
import { isAlive } from '../db/src/cluster.js'
import type { Role } from '../server/src/access/viewer.js'
import { readConfig } from '../server/src/config.js'
import { addAccount, findAccount } from '../server/src/people/accounts.js'
import { makeToken } from '../server/src/people/tokens.js'
import { serve, type Serving } from '../server/src/serve.js'
import { openTerminal } from '../server/src/terminal.js'
import { openBrowser } from './browser.js'

/** The demo as a newcomer starts it, and a browser to look at it with. */
export interface Demo {
  readonly serving: Serving
  readonly dataDir: string
  readonly database: Database
  /** Undefined where none starts. */
  readonly browser: Browser | undefined
  /** A context in which somebody of a role is signed in; without a role, nobody is. */
  enter(role?: Role, options?: BrowserContextOptions): Promise<BrowserContext>
  /** A token of somebody the demo does not have. */
  token(login: string, role: Role, ...unitCodes: string[]): Promise<string>
  close(): Promise<void>
}

const web = join(import.meta.dirname, '../web')

/** One file at a time has the demo: a server of another would read what the first is still filling, and lose its database when the first ends. */
async function take(dir: string): Promise<() => void> {
  const lock = join(dir, 'taken')
  mkdirSync(dir, { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => rmSync(lock, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      // A file that was killed could not give it back. One that is just being written is empty for a moment.
      if (!isAlive(Number(readFileSync(lock, 'utf8')) || process.pid)) rmSync(lock, { force: true })
      await pause(500)
    }
  }
}

/**
 * Serves the page on the demo of this run. The first file that asks fills its source systems, reads, folds and publishes them: about two minutes.
 * DEMO_DATA_DIR names a demo that `npm start` has filled, to spare filling another while one writes a test.
 */
export async function startDemo(): Promise<Demo> {
  if (!existsSync(join(web, 'dist/index.html'))) await build({ root: web, logLevel: 'silent' })
  const dataDir = process.env.DEMO_DATA_DIR ?? inject('demoDir')
  const leave = await take(dataDir)
  const silent = openTerminal({ language: 'zh', isJson: true, out: { write: () => true } })
  const serving = await serve(readConfig({ DATA_DIR: dataDir, PORT: '0', METRICS_PORT: 'off' }), silent)
  const database = await openDatabase({ dataDir })
  // The page opens before earlier years are counted; tests look at all of them, and at one version.
  while (await database.pool('desk')('run').whereIn('state', ['queued', 'running']).first('run_id')) await pause(500)
  const browser = await openBrowser()
  // A link works once; what it opened is shared by all contexts of the role.
  const sessions = new Map<Role, Promise<Exclude<BrowserContextOptions['storageState'], string | undefined>>>()

  async function signIn(role: Role): Promise<Exclude<BrowserContextOptions['storageState'], string | undefined>> {
    const context = await demoBrowser().newContext()
    const page = await context.newPage()
    await page.goto(serving.links?.[role] ?? '')
    await page.waitForURL((url) => !url.pathname.startsWith('/demo'))
    const state = await context.storageState()
    await context.close()
    return { ...state, origins: [] }
  }

  function demoBrowser(): Browser {
    if (!browser) throw new Error('No browser: set CHROMIUM_PATH, or install chromium.')
    return browser
  }

  return {
    serving, dataDir, database, browser,
    async enter(role, options = {}) {
      const usual: BrowserContextOptions = { baseURL: serving.url, locale: 'zh-CN', ...options }
      if (!role) return demoBrowser().newContext(usual)
      const session = sessions.get(role) ?? signIn(role)
      sessions.set(role, session)
      return demoBrowser().newContext({ ...usual, storageState: await session })
    },
    token: (login, role, ...unitCodes) => database.pool('desk').transaction(async (trx) => {
      if (!(await findAccount(trx, login))) await addAccount(trx, { login, name: login, role, unitCodes, passwordHash: null })
      return makeToken(trx, (await findAccount(trx, login))?.userId ?? '', 1)
    }),
    async close() {
      await browser?.close()
      await database.close()
      await serving.close()
      leave()
    },
  }
}
