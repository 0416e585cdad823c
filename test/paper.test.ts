import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishFacts } from './app.js'
import { goTo, openPages } from './page.js'

const hasPoppler = ((): boolean => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()
const pages = hasPoppler ? await openPages() : undefined
const dir = mkdtempSync(join(tmpdir(), 'mingshu-paper-'))
let context: BrowserContext
beforeAll(async () => {
  if (!pages) return
  await publishFacts(pages.here.database)
  context = await pages.enter('leader', 'leader', ['440700'], { colorScheme: 'dark' })
})
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true })
  await pages?.[Symbol.asyncDispose]()
})

interface Sheet {
  readonly count: number
  readonly size: string
  /** What each sheet says, with its white space taken out. */
  readonly sheets: readonly string[]
  /** Widest mark on any chart beyond the page, in pixels. */
  readonly beyond: number
  readonly ground: string
}

async function print(path: string): Promise<Sheet> {
  const page = await goTo(await context.newPage(), `${pages?.url ?? ''}${path}`)
  await page.waitForLoadState('networkidle')
  const { beyond, ground } = await page.evaluate(() => ({
    beyond: Math.max(0, ...[...document.querySelectorAll('main svg, main table, main .card')].map((e) => e.getBoundingClientRect().right - document.body.getBoundingClientRect().right)),
    ground: getComputedStyle(document.body).backgroundColor,
  }))
  const file = join(dir, 'page.pdf')
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true })
  await page.close()
  const facts = execFileSync('pdfinfo', [file], { encoding: 'utf8' })
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  return {
    count: Number(/Pages:\s+(\d+)/.exec(facts)?.[1]), size: /Page size:\s+(.+?)\n/.exec(facts)?.[1] ?? '', beyond, ground,
    sheets: text.split('\f').slice(0, -1).map((sheet) => sheet.replace(/\s+/g, '')),
  }
}

const counties = ['蓬江区', '江海区', '新会区', '台山市', '开平市', '鹤山市', '恩平市']
const towns = ['白沙街道', '潮连街道', '环市街道', '棠下镇', '荷塘镇', '杜阮镇']

describe.skipIf(!pages)(`on paper${hasPoppler ? '' : ' (install poppler-utils to run these)'}`, () => {
  test.each([
    ['/print/overview?period=2024-03&area=440700', 2, counties, '江门市总览'],
    ['/print/activities?period=2024-03&area=440700', 3, counties, '江门市活动'],
    ['/print/areas/440703?period=2024-03', 4, towns, '蓬江区一地一页'],
    ['/print/metrics/activity_count?period=2024-03&area=440703', 4, [...towns, '统计期内实际开展的党群活动场次'], '蓬江区党群活动场次'],
  ] as const)('%s is A4 landscape, light, whole, with its footer on every sheet', async (path, most, names, title) => {
    const { count, size, sheets, beyond, ground } = await print(path)
    if (path.startsWith('/print/overview')) expect(count).toBe(2)
    expect([count <= most, sheets.length]).toEqual([true, count])
    expect(size).toMatch(/^84[12](\.\d+)? x 59[45](\.\d+)? pts/)
    expect([beyond <= 1, ground]).toEqual([true, 'rgb(255, 255, 255)'])
    const all = sheets.join('')
    expect(names.filter((name) => !all.includes(name))).toEqual([])
    for (const [i, sheet] of sheets.entries()) {
      expect(sheet).toContain(`${title}·数据截至`)
      expect(sheet).toContain('第1版·口径第')
      expect(sheet).toContain('period=2024-03')
      expect(sheet).toContain(`${i + 1}/${count}`)
    }
    // Neither the bar of the application nor a filter is printed.
    expect(all).not.toMatch(/搜索|CtrlK|复制链接|打印或存为/)
  })

  test('a page that is printed as it stands looks as its own sheet does', async () => {
    const page = await goTo(await context.newPage(), `${pages?.url ?? ''}/overview?period=2024-03&area=440700`)
    await page.waitForLoadState('networkidle')
    const file = join(dir, 'plain.pdf')
    await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true })
    await page.close()
    expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/Pages:\s+2\n/)
  })
})
