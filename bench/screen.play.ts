import { inject, test } from 'vitest'
import { runAgain } from '../test/app.js'
import { hangWall } from './hang-wall.play.js'
import type { Soak } from './screen.js'

declare module 'vitest' {
  interface ProvidedContext {
    screen: { readonly minutes: number }
  }
  interface TaskMeta {
    played?: unknown
  }
}

const { minutes } = inject('screen')
const warm = 60

test(`a wall turns its pages for ${minutes} minutes`, { timeout: (minutes + 10) * 60_000 }, async ({ task }) => {
  task.meta.played = await hangWall<Soak>(async ({ page, database, held }) => {
    let turns = 0
    const turn = async (): Promise<void> => {
      await page.locator('[data-tile] svg text').first().waitFor()
      await page.keyboard.press('ArrowRight')
      turns += 1
    }
    while (turns < warm) await turn()
    const soak = [{ turns, ...(await held()) }]
    for (let minute = 0; minute < minutes; minute++) {
      const until = performance.now() + 60_000
      while (performance.now() < until) await turn()
      // A new version comes by itself, as it does every night.
      await runAgain(database)
      soak.push({ turns, ...(await held()) })
    }
    return soak
  })
})
