import { inject, test } from 'vitest'
import { publishFacts, runAgain, serve } from '../test/app.js'
import { openBrowser } from '../test/browser.js'

declare module 'vitest' {
  interface ProvidedContext {
    screen: { readonly minutes: number }
  }
  interface TaskMeta {
    soak?: Soak
  }
}

/** What is held at a time, after a garbage collection. */
export interface Held {
  readonly turns: number
  readonly heap: number
  readonly nodes: number
  readonly listeners: number
}

/** What a wall held while its pages turned: once warm, and every minute from then on. */
export type Soak = readonly Held[]

const { minutes } = inject('screen')
const warm = 60

test(`a wall turns its pages for ${minutes} minutes`, { timeout: (minutes + 10) * 60_000 }, async ({ task }) => {
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

    let turns = 0
    const turn = async (): Promise<void> => {
      await page.locator('[data-tile] svg text').first().waitFor()
      await page.keyboard.press('ArrowRight')
      turns += 1
    }
    const held = async (): Promise<Held> => {
      await tools.send('HeapProfiler.collectGarbage')
      const { metrics } = await tools.send('Performance.getMetrics')
      const of = (name: string): number => metrics.find((m) => m.name === name)?.value ?? NaN
      return { turns, heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') }
    }

    while (turns < warm) await turn()
    const soak = [await held()]
    for (let minute = 0; minute < minutes; minute++) {
      const until = performance.now() + 60_000
      while (performance.now() < until) await turn()
      // A new version comes by itself, as it does every night.
      await runAgain(here.database)
      soak.push(await held())
    }
    task.meta.soak = soak
  } finally {
    await browser.close()
  }
})
