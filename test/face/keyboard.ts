import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Demo } from '../demo.js'
import { areas, month, openPage, settled } from './looking.js'

const desk = { viewport: { width: 1440, height: 900 } }
/** The way by keyboard from the top of a page to its first chart may take so many stops. */
const most = 22

interface Stop {
  readonly what: string
  readonly isChart: boolean
  /** Why it cannot be seen that it has the focus; empty when it can. */
  readonly unseen: string
}

/** What has the focus, and whether one sees it: a ring of 3 to 1 against what lies around it, and nothing on top. */
const stop = (page: Page): Promise<Stop> => page.evaluate(() => {
  const e = document.activeElement as HTMLElement
  const channels = (color: string): readonly number[] => (color.match(/[\d.]+/g) ?? []).map(Number)
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = channels(color).slice(0, 3).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const groundOf = (at: Element | null): string => {
    for (let under = at; under; under = under.parentElement) {
      const color = getComputedStyle(under).backgroundColor
      if ((channels(color)[3] ?? 1) === 1) return color
    }
    return 'rgb(255, 255, 255)'
  }
  const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(e)
  const [ring, ground] = [luminance(outlineColor), luminance(groundOf(parseFloat(outlineOffset) < 0 ? e : e.parentElement))]
  const contrast = (Math.max(ring, ground) + 0.05) / (Math.min(ring, ground) + 0.05)
  const box = e.getBoundingClientRect()
  const top = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), Math.min(box.top + Math.min(box.height / 2, 12), innerHeight - 1))
  const unseen = [
    outlineStyle === 'none' || parseFloat(outlineWidth) < 2 ? 'no ring' : contrast < 3 ? `ring of ${contrast.toFixed(2)} to 1` : '',
    box.width === 0 || box.top < -1 || box.top > innerHeight ? 'out of sight' : '',
    top && !e.contains(top) && !top.contains(e) ? `below ${top.tagName.toLowerCase()}.${top.className}` : '',
  ].filter(Boolean).join(', ')
  return { what: `${e.tagName.toLowerCase()} “${(e.getAttribute('aria-label') ?? e.textContent ?? '').trim().slice(0, 20)}”`, isChart: e.hasAttribute('data-chart'), unseen }
})

/** A3: everything without a mouse. */
export function keyboard(demo: () => Demo): void {
  async function at(path: string, query: Record<string, string>, how: object = desk): Promise<Page> {
    const page = await openPage(await demo().enter('leader', how))
    await page.goto(`${path}?${new URLSearchParams(query)}`)
    await settled(page)
    return page
  }
  async function tabs(page: Page, until: (s: Stop) => boolean, limit = 90): Promise<readonly Stop[]> {
    const stops: Stop[] = []
    do {
      await page.keyboard.press('Tab')
      stops.push(await stop(page))
    } while (stops.length < limit && !until(stops.at(-1) as Stop))
    return stops
  }

  describe('by keyboard alone', () => {
    test('the first stop leads past the frame to the page, the second to its first chart', async () => {
      const page = await at('/overview', { period: month, area: areas[0] })
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
      await page.reload()
      await settled(page)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-chart'))).toBe(true)
      await page.context().close()
    })

    test.each([
      ...areas.flatMap((area) => ['/overview', '/activities', '/issues', '/metrics/issue_accepted_count'].map((path) => [path, area] as const)), ['/members', areas[1]] as const,
    ])('the first chart of %s of %s is near', { timeout: 60_000 }, async (path, area) => {
      const page = await at(path, { period: month, area })
      const stops = await tabs(page, (s) => s.isChart)
      const told = stops.map((s) => s.what).join('\n')
      expect(stops.at(-1)?.isChart, told).toBe(true)
      expect(stops.length, told).toBeLessThanOrEqual(most)
      await page.context().close()
    })

    test('arrows go along a group of buttons, which is one stop', async () => {
      const page = await at('/overview', { period: month, area: areas[0] })
      const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
      await page.locator('.acts button').first().focus()
      await page.keyboard.press('ArrowRight')
      expect(await focused()).toBe('复制链接')
      await page.keyboard.press('End')
      await page.keyboard.press('ArrowRight')
      expect(await focused()).toBe('复制简报')
      await page.keyboard.press('Tab')
      expect(await page.evaluate(() => document.activeElement?.closest('.acts'))).toBeNull()
      // Coming back, one is where one was.
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Shift+Tab')
      expect(await focused()).toBe('复制简报')
      await page.context().close()
    })

    test.each(['light', 'dark'] as const)('one sees where one is, all the way through the overview, %s', { timeout: 60_000 }, async (colorScheme) => {
      const page = await at('/overview', { period: month, area: areas[0] }, { ...desk, colorScheme })
      const stops = [...(await tabs(page, (s) => s.what.startsWith('body')))]
      // And back up, where the sticky bar would cover what comes into view.
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Shift+Tab')
        stops.push(await stop(page))
      }
      await page.context().close()
      expect(stops.length).toBeGreaterThan(30)
      expect(stops.filter((s) => s.unseen && !s.what.startsWith('body'))).toEqual([])
    })

    test('a chart is read point by point, in words', async () => {
      const page = await at('/overview', { period: month, area: areas[0] })
      const chart = page.locator('main [data-chart]').first()
      await chart.focus()
      const said = page.locator('main [aria-live=polite]').filter({ hasText: /\d/ })
      await page.keyboard.press('End')
      await said.first().waitFor({ state: 'attached' })
      const last = await said.first().textContent()
      await page.keyboard.press('ArrowLeft')
      await expect.poll(() => said.first().textContent()).not.toBe(last)
      await page.keyboard.press('Home')
      await page.keyboard.press('Escape')
      await expect.poll(() => said.count()).toBe(0)
      // What was said of the last month is what the table beside the chart holds.
      await page.keyboard.press('t')
      const cells = await page.locator('main table tbody tr').filter({ hasText: '2025年10月' }).first().locator('td').first().textContent()
      expect(last).toContain(cells?.trim())
      await page.context().close()
    })

    test('F1: a leader gets the reasons of a figure in three actions', async () => {
      const page = await at('/overview', { period: month, area: areas[1] })
      const tile = page.locator('.tile').first()
      await tile.focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/metrics\//)
      await settled(page)
      await page.keyboard.press('w')
      await page.locator('#why-title, .why h2').first().waitFor()
      expect(page.url()).toContain('why=1')
      expect(await page.locator('.why').textContent()).toMatch(/\d/)
      await page.context().close()
    })

    test('F2: a clerk gets a workbook of the last month in two actions after signing in', { timeout: 60_000 }, async () => {
      const context = await demo().enter('clerk', desk)
      const page = await openPage(context)
      await page.goto('/')
      await page.waitForURL(/\/reports/)
      await settled(page)
      const button = page.locator('main button', { hasText: /^\s*(生成|导出)/ }).first()
      await button.focus()
      const arriving = page.waitForEvent('download')
      await page.keyboard.press('Enter')
      const file = await (await arriving).path()
      expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
      await context.close()
    })
  })
}
