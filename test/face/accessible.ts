import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { BrowserContextOptions, Page, ViewportSize } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Demo } from '../demo.js'
import { areas, breakFigures, everywhere, goTo, month, openPage, settled, type Query } from './looking.js'

const engine = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules: RunOptions = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }
/** The same page in another theme differs in its colours alone. */
const colours: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }, resultTypes: ['violations'] }
const themes = [['light', rules], ['dark', colours]] as const

const phone: BrowserContextOptions = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true }
const [tablet, desk, wide] = [{ width: 768, height: 1024 }, { width: 1440, height: 900 }, { width: 1920, height: 1080 }]

/** What a page is asked, whether it is answered, and how large it is looked at. Nothing was counted in 2020. */
const states: readonly { readonly name: string; readonly query: Query; readonly breaks?: boolean; readonly on: BrowserContextOptions; readonly sizes: readonly ViewportSize[] }[] = [
  { name: 'data, on a phone', query: { period: month }, on: phone, sizes: [] },
  { name: 'data, up to 1920 px', query: { period: month }, on: {}, sizes: [tablet, desk, wide] },
  { name: 'tables and reasons, on a phone', query: { period: month, tab: 'table', why: '1' }, on: phone, sizes: [] },
  { name: 'tables and reasons', query: { period: month, tab: 'table', why: '1' }, on: {}, sizes: [desk] },
  { name: 'nothing to show, on a phone', query: { period: '2020-05' }, on: phone, sizes: [] },
  { name: 'nothing to show', query: { period: '2020-05' }, on: {}, sizes: [desk] },
  { name: 'errors, on a phone', query: { period: month }, breaks: true, on: phone, sizes: [] },
  { name: 'errors, on a tablet', query: { period: month }, breaks: true, on: {}, sizes: [tablet] },
]

async function violations(page: Page, how: RunOptions): Promise<string[]> {
  const { violations: found } = await page.evaluate((asked) => (globalThis as unknown as { axe: { run(at: Document, how: RunOptions): Promise<AxeResults> } }).axe.run(document, asked), how)
  return found.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')}`)
}

/** What axe finds on the page as it stands, in both themes. */
async function inBothThemes(page: Page): Promise<string[]> {
  const wrong: string[] = []
  for (const [theme, how] of themes) {
    await page.emulateMedia({ colorScheme: theme })
    await settled(page)
    wrong.push(...(await violations(page, how)).map((v) => `${theme} ${v}`))
  }
  return wrong
}

/** A1: axe finds nothing to object to, on any page, at any width, in either theme, whatever the page has to show. */
export function accessible(demo: () => Demo): void {
  describe('axe finds nothing', () => {
    test.each(states)('with $name', { timeout: 240_000 }, async ({ query, breaks = false, on, sizes }) => {
      expect(await everywhere(demo(), on, query, async (page) => {
        const wrong: string[] = []
        for (const size of sizes.length > 0 ? sizes : [undefined]) {
          if (size) await page.setViewportSize(size)
          // What was scrolled below the sticky bar would be called too small to touch.
          await page.evaluate(() => scrollTo(0, 0))
          wrong.push(...(await inBothThemes(page)).map((v) => (size ? `${size.width} px ${v}` : v)))
        }
        return wrong
      }, async (page) => {
        await page.evaluate(`${engine};0`)
        if (breaks) await breakFigures(page)
      })).toEqual([])
    })
  })

  const openings: readonly (readonly [what: string, open: (page: Page) => Promise<void>])[] = [
    ['the search', (page) => page.keyboard.press('Control+k')],
    ['the list of shortcuts', (page) => page.keyboard.press('?')],
    ['the choice of a period', (page) => page.locator('.filters button').first().click()],
    ['the menu of a panel', (page) => page.locator('main .card .tools button.more').first().click()],
    ['the settings', (page) => page.locator('header.bar .tools button').last().click()],
  ]
  test.each(openings)('axe finds nothing with %s open', async (_what, open) => {
    const context = await demo().enter('leader', { viewport: { width: 1440, height: 900 } })
    await context.addInitScript(engine)
    const page = await openPage(context)
    await goTo(page, '/overview', { period: month, area: areas[0] })
    const before = await page.locator(':visible').count()
    await open(page)
    await settled(page)
    expect(await page.locator(':visible').count()).toBeGreaterThan(before)
    const wrong = await inBothThemes(page)
    await context.close()
    expect(wrong).toEqual([])
  })
}
