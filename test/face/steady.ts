import { describe, expect, test } from 'vitest'
import type { Demo } from '../demo.js'
import { month, openPage, placesOf, settled } from './looking.js'

interface Shift extends PerformanceEntry {
  readonly value: number
  readonly hadRecentInput: boolean
}

/** A5 and A6, as far as they are no matter of time: nothing moves while a page comes, and nothing comes from elsewhere. */
export function steady(demo: () => Demo): void {
  describe.each([360, 1440])('a page of %s px that is opened', (width) => {
    test('does not move under the eyes, and asks nobody but its server', { timeout: 240_000 }, async () => {
      const origin = new URL(demo().serving.url).origin
      const elsewhere: string[] = []
      const refused: string[] = []
      const moved: string[] = []
      for (const role of ['leader', 'operator', undefined] as const) {
        const context = await demo().enter(role, { viewport: { width, height: 900 }, ...(width < 768 ? { hasTouch: true, isMobile: true } : {}) })
        await context.addInitScript(() => {
          const kept = Object.assign(globalThis, { shifts: 0 })
          new PerformanceObserver((list) => {
            for (const e of list.getEntries() as Shift[]) if (!e.hadRecentInput) kept.shifts += e.value
          }).observe({ type: 'layout-shift', buffered: true })
        })
        context.on('request', (r) => new URL(r.url()).origin !== origin && !/^(data|blob):/.test(r.url()) && elsewhere.push(r.url()))
        context.on('console', (m) => /Content Security Policy/.test(m.text()) && refused.push(m.text()))
        const page = await openPage(context)
        for (const { path, area } of (await placesOf(page)).filter((p) => p.role === role)) {
          const answer = await page.goto(`${path}?period=${month}&area=${area}`)
          expect(answer?.headers()['content-security-policy'], path).toMatch(/default-src 'self'/)
          expect(answer?.headers()['content-security-policy'], path).not.toMatch(/https?:|\*|unsafe-eval/)
          await settled(page)
          const shift = await page.evaluate(() => (globalThis as unknown as { shifts: number }).shifts)
          if (shift > 0.02) moved.push(`${path} ${shift.toFixed(3)}`)
        }
        await context.close()
      }
      expect({ moved, elsewhere, refused }).toEqual({ moved: [], elsewhere: [], refused: [] })
    })
  })
}
