import type { Page } from 'playwright-core'
import type { Database } from '@mingshu/db'
import { publishFacts, serve } from '../test/app.js'
import { openBrowser } from '../test/browser.js'
import type { Held } from './held.js'

/** A wall in a browser, turning the pages of a city and a zone. */
export interface Wall {
  readonly page: Page
  readonly database: Database
  held(): Promise<Held>
}

/** Hangs a wall of 1920 × 1080 on the facts of the tests, as docs/screen.md tells an operator to, for as long as `watch` takes. */
export async function hangWall<T>(watch: (wall: Wall) => Promise<T>): Promise<T> {
  await using here = await serve()
  await publishFacts(here.database)
  await here.app.listen(0, '127.0.0.1')
  const url = `http://127.0.0.1:${(here.app.getHttpServer().address() as { port: number }).port}`
  const operator = await here.viewer('operator', 'operator', '440700', '4408Z1')
  const { json } = await here.ask('POST', '/api/screens', { as: operator, body: { place: '大厅', shows: ['overview', 'stations'], units: ['440700', '4408Z1'] } })
  const browser = await openBrowser()
  if (!browser) throw new Error('No browser starts here; name one with CHROMIUM_PATH.')
  try {
    const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage()
    const tools = await page.context().newCDPSession(page)
    await tools.send('Performance.enable')
    await page.goto(String(json.link).replace(/^http:\/\/[^/]+/, url))
    const held = async (): Promise<Held> => {
      await tools.send('HeapProfiler.collectGarbage')
      const { metrics } = await tools.send('Performance.getMetrics')
      const of = (name: string): number => metrics.find((m) => m.name === name)?.value ?? NaN
      return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') }
    }
    return await watch({ page, database: here.database, held })
  } finally {
    await browser.close()
  }
}
