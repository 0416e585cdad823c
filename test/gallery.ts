import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startDemo } from './demo.js'
import { goTo, month, openPage, placesOf, settled, type Place } from './face/looking.js'

const gallery = join(import.meta.dirname, '../docs/gallery')
const themes = ['light', 'dark'] as const
const phone: BrowserContextOptions = { hasTouch: true, isMobile: true }
/** Each width as it is shown on a sheet, and how much of the page from its top. */
const views = [
  { width: 1920, height: 1500, shown: 640, how: {} },
  { width: 1440, height: 1500, shown: 480, how: {} },
  { width: 768, height: 1500, shown: 256, how: {} },
  { width: 360, height: 1000, shown: 180, how: phone },
] as const

/** `npm run gallery`: one sheet for each page of the demo, with all widths side by side, in light above and in dark below. */
test('the gallery of all pages', async () => {
  const demo = await startDemo()
  try {
    rmSync(gallery, { recursive: true, force: true })
    mkdirSync(gallery, { recursive: true })
    const made = new Map<string, Place>()
    for (const role of ['leader', 'operator', undefined] as const) {
      const pages: Page[] = []
      for (const { width, height, how } of views) pages.push(await openPage(await demo.enter(role, { viewport: { width, height }, ...how })))
      const sheet = await (await demo.enter(undefined, { viewport: { width: 1640, height: 1000 } })).newPage()
      const [first] = pages
      for (const place of first ? (await placesOf(first)).filter((p) => p.role === role) : []) {
        // A run is called by a number of its own, which no sheet should be.
        const path = place.path.replace(/[\da-f]{8}-[\da-f-]{27}/, 'one')
        const file = `${path.slice(1).replace(/\//g, '-')}-${place.area}.jpg`
        const shots = await Promise.all(pages.map((page) => shoot(page, place)))
        await paste(sheet, shots, join(gallery, file))
        made.set(file, { ...place, path })
      }
      for (const context of new Set<BrowserContext>([...pages, sheet].map((p) => p.context()))) await context.close()
    }
    writeFileSync(join(gallery, 'README.md'), contents(made))
    expect(readdirSync(gallery).filter((f) => f.endsWith('.jpg')).sort()).toEqual([...made.keys()].sort())
  } finally {
    await demo.close()
  }
})

/** The top of a page, in each theme. */
async function shoot(page: Page, { path, area }: Place): Promise<readonly string[]> {
  await goTo(page, path, { period: month, area })
  const shots: string[] = []
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme })
    await settled(page)
    shots.push(`data:image/jpeg;base64,${(await page.screenshot({ type: 'jpeg', quality: 85 })).toString('base64')}`)
  }
  return shots
}

async function paste(sheet: Page, shots: readonly (readonly string[])[], path: string): Promise<void> {
  const row = (i: number): string => `<div>${shots.map((of, at) => `<img src="${of[i]}" width="${views[at]?.shown}">`).join('')}</div>`
  await sheet.setContent(`<style>body{margin:0;padding:16px;background:#8a8580;inline-size:fit-content}div{display:flex;gap:16px;align-items:start}div+div{margin-top:16px}</style>${themes.map((_, i) => row(i)).join('')}`)
  await sheet.locator('body').screenshot({ path, type: 'jpeg', quality: 68 })
}

const contents = (made: ReadonlyMap<string, Place>): string => `# All pages

Made by \`npm run gallery\` from the demo, ${month}: 1920, 1440, 768 and 360 px wide, in light and in dark. What is on the pictures is invented.

${[...made].map(([file, { path, area }]) => `## ${path}, ${area}\n\n![${path} of ${area}](${file})\n`).join('\n')}`
