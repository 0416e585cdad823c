import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Demo } from '../demo.js'
import { everywhere, month } from './looking.js'

/** Words on the page that are no words, or are of another language than they are marked as. */
const wrongWords = (page: Page, language: 'zh' | 'en'): Promise<string[]> => page.evaluate((lang) => {
  const wrong: string[] = []
  const judge = (said: string, of: Element): void => {
    if (/undefined|\bNaN\b|\[object|\bnull\b|\$\{/.test(said)) wrong.push(`no word: ${said.trim().slice(0, 60)}`)
    const marked = of.closest('[lang]')?.getAttribute('lang') ?? ''
    if (lang === 'en' && /\p{Script=Han}/u.test(said) && !marked.startsWith('zh')) wrong.push(`Chinese: ${said.trim().slice(0, 60)}`)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement && !node.parentElement.closest('script, style')) judge(node.textContent ?? '', node.parentElement)
  }
  for (const e of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) judge(e.getAttribute(name) ?? '', e)
  }
  judge(document.title, document.documentElement)
  return [...new Set(wrong)]
}, language)

/** Makes every text two fifths longer, as another language might be, and tells which controls cut theirs off. */
const cutControls = (page: Page): Promise<string[]> => page.evaluate(() => {
  const controls = 'button, a.button, [role=tab], select, label, nav a, .chip, th'
  for (const control of document.querySelectorAll(controls)) {
    const walker = document.createTreeWalker(control, NodeFilter.SHOW_TEXT)
    const texts: Node[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node)
    for (const node of texts) {
      const said = (node.textContent ?? '').trim()
      // What stands on every page was made longer on the page before.
      if (said && !said.endsWith(' ex')) node.textContent = `${said} ${'ex '.repeat(Math.ceil((said.length * 0.4) / 3))}`.trim()
    }
  }
  const cut: string[] = []
  for (const e of document.querySelectorAll<HTMLElement>(controls)) {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.closest('.hidden, .skip')) continue
    const { overflowX } = getComputedStyle(e)
    const isCut = overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1
    const outer = e.getBoundingClientRect()
    const walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT, (node) => (node.parentElement && getComputedStyle(node.parentElement).clipPath === 'none' ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT))
    let sticksOut = false
    for (let node = walker.nextNode(); node && e.tagName !== 'SELECT'; node = walker.nextNode()) {
      const range = document.createRange()
      range.selectNodeContents(node)
      const inner = range.getBoundingClientRect()
      if (inner.width > 0 && (inner.right > outer.right + 2 || inner.left < outer.left - 2)) sticksOut = true
    }
    // A box around it that hides what sticks out cuts as well; one that scrolls does not.
    let hides = false
    for (let box = e.parentElement; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box)
      if (['auto', 'scroll'].includes(style.overflowX)) break
      if (['hidden', 'clip'].includes(style.overflowX) && outer.right > box.getBoundingClientRect().right + 1) hides = true
    }
    if (isCut || sticksOut || hides) cut.push(`${e.tagName.toLowerCase()}.${e.className} “${e.textContent?.trim().slice(0, 40)}”`)
  }
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth
  const widest = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest('.scroll')).at(-1)
  if (over > 0) cut.push(`the page is ${over} px too wide: ${widest?.tagName.toLowerCase()}.${widest?.className} “${widest?.textContent?.trim().slice(0, 40)}”`)
  return [...new Set(cut)]
})

/** A16: Chinese and English, whole. */
export function languages(demo: () => Demo): void {
  const pages = (lang: 'zh' | 'en', width: number, judge: (page: Page) => Promise<readonly string[]>): Promise<string[]> =>
    everywhere(demo(), { viewport: { width, height: 900 }, ...(width < 768 ? { hasTouch: true, isMobile: true } : {}) }, { period: month, lang }, judge)

  const marked = async (page: Page, lang: 'zh' | 'en'): Promise<string[]> => {
    const found = await page.evaluate(() => document.documentElement.lang)
    return [...(found === (lang === 'en' ? 'en' : 'zh-CN') ? [] : [`lang is ${found}`]), ...(await wrongWords(page, lang))]
  }

  describe('every word is one, and of the language it is marked as', () => {
    test('in Chinese', { timeout: 120_000 }, async () => {
      expect(await pages('zh', 1440, (page) => marked(page, 'zh'))).toEqual([])
    })

    test('in English, which still fits its controls when it is two fifths longer', { timeout: 120_000 }, async () => {
      expect(await pages('en', 1440, async (page) => [...(await marked(page, 'en')), ...(await cutControls(page))])).toEqual([])
    })

    test('and on a phone', { timeout: 120_000 }, async () => {
      expect(await pages('en', 360, cutControls)).toEqual([])
    })
  })
}
