import { setTimeout as pause } from 'node:timers/promises'
import { inject, test } from 'vitest'
import { runAgain } from '../test/app.js'
import { hangWall } from './hang-wall.play.js'
import type { Held } from './held.js'
import type { Hung } from './wall.js'

declare module 'vitest' {
  interface ProvidedContext {
    wall: { readonly minutes: number }
  }
  interface TaskMeta {
    played?: unknown
  }
}

const { minutes } = inject('wall')

test(`a wall hangs for ${minutes} minutes`, { timeout: (minutes + 10) * 60_000 }, async ({ task }) => {
  task.meta.played = await hangWall<Hung>(async ({ page, database, held }) => {
    let begun = 0
    const told = new Set<string | null>()
    const pages = new Set<string | null>()
    const isLit = async (): Promise<boolean> => {
      await page.locator('[data-tile] svg text').first().waitFor({ timeout: 5000 })
      told.add(await page.locator('header .asof').textContent())
      pages.add(await page.locator('footer .pages').textContent())
      const time = await page.locator('header .clock strong').textContent()
      const now = new Date().toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' })
      return Math.abs(minutesOf(time ?? '') - minutesOf(now)) % 1439 <= 1
    }
    await pause(60_000)
    page.on('load', () => (begun += 1))
    const seen: Held[] = [await held()]
    let dark = 0
    for (let minute = 1; minute <= minutes; minute++) {
      await pause(60_000)
      if (minute % 60 === 30) await runAgain(database)
      if (!(await isLit().catch(() => false))) dark += 1
      seen.push(await held())
    }
    return { held: seen, begun, told: told.size, pages: pages.size, dark }
  })
})

/** Minutes since midnight. */
function minutesOf(time: string): number {
  const [, hour, minute] = /(\d{1,2}):(\d{2})/.exec(time) ?? []
  return hour === undefined ? NaN : Number(hour) * 60 + Number(minute)
}
