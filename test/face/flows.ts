import { statSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Demo } from '../demo.js'
import { areas, month, openPage, settled } from './looking.js'

/** How often somebody pressed, whatever pages they went through. */
async function countClicks(context: BrowserContext): Promise<() => number> {
  let clicks = 0
  await context.exposeFunction('pressed', () => void (clicks += 1))
  await context.addInitScript(() => document.addEventListener('click', (e) => e.isTrusted && (globalThis as unknown as { pressed(): void }).pressed(), true))
  return () => clicks
}

/** A11 and A12, and what else is counted in clicks. How long they take is measured by `npm run bench -- page`. */
export function flows(demo: () => Demo): void {
  describe.each([
    ['a desk', { viewport: { width: 1440, height: 900 } }],
    ['a phone', { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true }],
  ] as const)('on %s', (_name, how) => {
    const press = (page: Page, selector: string): Promise<void> => page.locator(selector).first().click()

    test('F1: from the overview to the town that explains a change in three clicks', { timeout: 60_000 }, async () => {
      const context = await demo().enter('leader', how)
      const clicks = await countClicks(context)
      const page = await openPage(context)
      await page.goto(`/overview?period=${month}&area=${areas[1]}`)
      await settled(page)
      await press(page, '.tile')
      await page.waitForURL(/\/metrics\//)
      await settled(page)
      await press(page, '.acts button[aria-expanded]')
      await page.locator('.why').waitFor()
      await settled(page)
      const said = await page.locator('.why').textContent()
      expect(said).toMatch(/\d/)
      // The longest bar stands first.
      await page.locator('.why [data-chart]').first().click({ position: { x: 160, y: 24 } })
      await page.waitForURL((url) => url.searchParams.get('area') !== areas[1])
      expect(clicks()).toBe(3)
      await context.close()
    })

    test('F2: a clerk has the workbook of the last month with at most two clicks after signing in', { timeout: 60_000 }, async () => {
      const context = await demo().enter('clerk', how)
      const clicks = await countClicks(context)
      const page = await openPage(context)
      await page.goto('/')
      await page.waitForURL(/\/reports/)
      await settled(page)
      const arriving = page.waitForEvent('download')
      await press(page, 'main button:has-text("生成")')
      expect(statSync(await (await arriving).path()).size).toBeGreaterThan(10_000)
      expect(clicks()).toBeLessThanOrEqual(2)
      await context.close()
    })

    test('the first link of a newcomer shows figures without a click', { timeout: 60_000 }, async () => {
      const page = await (await demo().enter('leader', how)).newPage()
      await page.goto('/')
      await page.locator('.tile .value').first().waitFor()
      expect(await page.locator('.tile .value').allTextContents()).toEqual(expect.arrayContaining([expect.stringMatching(/\d/)]))
      await page.context().close()
    })
  })
}
