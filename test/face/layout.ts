import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Demo } from '../demo.js'
import { everywhere, month, settled } from './looking.js'

const phone: BrowserContextOptions = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }

/** By how many pixels a page is wider than its window, and what sticks out. */
const overflow = (page: Page): Promise<string> => page.evaluate(() => {
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth
  if (over <= 0) return ''
  const out = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest('.scroll'))
  return `${over} px: ${out.slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.className}`).join(', ')}`
})

/** Texts that lie on one another. Letters are compared by the boxes of their lines, a little smaller than they are. */
const overlaps = (page: Page): Promise<string[]> => page.evaluate(() => {
  const boxes: { readonly text: string; readonly of: Element; readonly box: DOMRect }[] = []
  const walker = document.createTreeWalker(document.querySelector('main') as Element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const of = node.parentElement
    if (!of || !node.textContent?.trim() || of.closest('.hidden, .scroll, dialog, [aria-hidden=true] svg, option') || !of.checkVisibility({ visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) if (box.width > 1) boxes.push({ text: node.textContent.trim().slice(0, 20), of, box })
  }
  const found: string[] = []
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
    if (a.of === b.of) return
    const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
    const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
    if (wide > 3 && high > Math.min(a.box.height, b.box.height) * 0.4) found.push(`“${a.text}” on “${b.text}”`)
  }))
  return found.slice(0, 5)
})

/** Controls smaller than they may be for a finger. Of links axe judges that nothing else is within their 24 px. */
const tooSmall = (page: Page, least: number, which: string): Promise<string[]> => page.evaluate(({ min, selector }) => {
  return [...document.querySelectorAll(selector)]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.hidden, .skip'))
    .map((e) => ({ e: e instanceof HTMLInputElement && /checkbox|radio/.test(e.type) ? (e.closest('label') ?? e) : e }))
    .map(({ e }) => ({ e, box: e.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.width < min - 0.5 || box.height < min - 0.5))
    .map(({ e, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${e.tagName.toLowerCase()}.${e.className} “${e.textContent?.trim().slice(0, 16)}”`)
}, { min: least, selector: which })

/** The browser's own setting of the reader: letters of 32 px where 16 are usual. */
async function twice(page: Page): Promise<void> {
  await (await page.context().newCDPSession(page)).send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('28px')
}

/** A2 and A21: pages fit narrow windows, large letters and fingers. */
export function layout(demo: () => Demo): void {
  const pages = (how: BrowserContextOptions, judge: (page: Page) => Promise<readonly string[]>, prepare?: (page: Page) => Promise<unknown>): Promise<string[]> => everywhere(demo(), how, { period: month }, judge, prepare)
  const fits = async (page: Page): Promise<string[]> => {
    const over = await overflow(page)
    return over ? [over] : []
  }

  describe('no page scrolls sideways', () => {
    test('on a window of 320 px, which is 1280 px at 400 %', { timeout: 120_000 }, async () => {
      expect(await pages(phone, fits)).toEqual([])
    })

    test('when a window of 1440 px becomes one of 320 px with everything drawn', { timeout: 180_000 }, async () => {
      expect(await pages(desk, async (page) => {
        const before = await fits(page)
        await page.setViewportSize({ width: 320, height: 640 })
        await settled(page)
        const after = await fits(page)
        await page.setViewportSize({ width: 1440, height: 900 })
        return [...before, ...after]
      })).toEqual([])
    })
  })

  test.each([['letters twice as large', twice], ['特大', (page: Page) => page.evaluate(() => localStorage.setItem('mingshu', '{"size":"larger"}')).then(() => page.reload())]] as const)(
    'nothing lies on anything with %s', { timeout: 120_000 }, async (_name, enlarge) => {
      expect(await pages(desk, async (page) => [...(await fits(page)), ...(await overlaps(page))], enlarge)).toEqual([])
    })

  test('every control is 24 px, and on a phone what is pressed is 40 px', { timeout: 120_000 }, async () => {
    const all = 'button, a.button, input, select, textarea, summary, [role=tab]'
    expect(await pages(desk, (page) => tooSmall(page, 24, all))).toEqual([])
    expect(await pages({ ...phone, viewport: { width: 360, height: 780 } }, async (page) => [...(await tooSmall(page, 24, all)), ...(await tooSmall(page, 40, '.button:not(.quiet), nav.phone > *, .filters button, select, input:not([type=checkbox])'))])).toEqual([])
  })
}
