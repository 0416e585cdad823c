import { expect, test } from 'vitest'
import type { Demo } from '../demo.js'
import { goTo, month, openPage, placesOf } from './looking.js'

/** A22: whoever asked for less motion sees none. */
export function still(demo: () => Demo): void {
  test('nothing moves for whoever wants no motion', { timeout: 120_000 }, async () => {
    const context = await demo().enter('leader', { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    // Counts what begins at any time, not what happens to run when one looks.
    await context.addInitScript(() => {
      Object.assign(globalThis, { moved: [] as string[] })
      const note = (e: Event): unknown => (globalThis as unknown as { moved: string[] }).moved.push(`${e.type} ${(e.target as Element).className}`)
      for (const type of ['animationstart', 'transitionrun']) document.addEventListener(type, note, true)
    })
    const page = await openPage(context)
    for (const { path, area } of (await placesOf(page)).filter((p) => p.role === 'leader')) await goTo(page, path, { period: month, area })
    await page.keyboard.press('Control+k')
    await page.keyboard.press('Escape')
    const { moved, running } = await page.evaluate(() => ({ moved: (globalThis as unknown as { moved: string[] }).moved, running: document.getAnimations().length }))
    await context.close()
    expect({ moved, running }).toEqual({ moved: [], running: 0 })
  })
}
