import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'

const web = join(import.meta.dirname, '../web')
const kilobyte = 1024

/** The files a page names in its head, and those its charts are loaded from. */
function built(): { readonly scripts: readonly string[]; readonly styles: readonly string[]; readonly charts: readonly string[] } {
  const page = readFileSync(join(web, 'dist/index.html'), 'utf8')
  const linked = (pattern: RegExp): string[] => [...page.matchAll(pattern)].map(([, path]) => path ?? '')
  return {
    scripts: linked(/(?:src|href)="(\/assets\/[^"]+\.js)"/g),
    styles: linked(/href="(\/assets\/[^"]+\.css)"/g),
    charts: readdirSync(join(web, 'dist/assets')).filter((f) => /^(echarts|engine)-.*\.js$/.test(f)).map((f) => `/assets/${f}`),
  }
}
const weigh = (paths: readonly string[]): number => paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(web, 'dist', path)), { level: 9 }).length, 0) / kilobyte

// A6. How long it takes is measured by `npm run bench -- web`.
describe('the built page', () => {
  beforeAll(async () => {
    if (!existsSync(join(web, 'dist/index.html'))) await build({ root: web, logLevel: 'silent' })
  }, 120_000)

  test('starts with at most 120 KB of script', () => {
    const { scripts, charts } = built()
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((s) => charts.includes(s))).toEqual([])
    expect(weigh(scripts)).toBeLessThanOrEqual(120)
  })

  test('draws with at most 210 KB more, and 350 KB in all', () => {
    const { scripts, styles, charts } = built()
    expect(charts.length).toBeGreaterThan(0)
    expect(weigh(charts)).toBeLessThanOrEqual(210)
    expect(weigh([...scripts, ...styles, ...charts])).toBeLessThanOrEqual(350)
  })

  test('names no other host', () => {
    const files = readdirSync(join(web, 'dist/assets')).map((f) => `assets/${f}`).concat('index.html')
    const named = files.flatMap((f) => [...readFileSync(join(web, 'dist', f), 'utf8').matchAll(/(?:src|href|url\(|import\()\s*[=(]?\s*["'`]?(https?:\/\/[^"'`)\s]+)/g)].map(([, url]) => url))
    expect(named.filter((url) => !url?.startsWith('http://www.w3.org/'))).toEqual([])
  })
})
