import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Measurement } from './measurement.js'

const built = new URL('../../web/dist/', import.meta.url)

/** Weighs what the built page sends: what the entrance needs, and what the first chart adds. Kilobytes of 1,024, gzip level 9, against the budgets. */
export const web: Measurement = async ({ report }) => {
  if (!existsSync(new URL('index.html', built))) throw new Error('The page is not built: run npm run build first.')
  const page = readFileSync(new URL('index.html', built), 'utf8')
  const weigh = (paths: readonly string[]): number => paths.reduce((sum, path) => sum + gzipSync(readFileSync(new URL(`.${path}`, built)), { level: 9 }).length, 0) / 1024
  const linked = (pattern: RegExp): string[] => [...page.matchAll(pattern)].map(([, path]) => path ?? '')
  const scripts = linked(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)
  const styles = linked(/href="(\/assets\/[^"]+\.css)"/g)
  const charts = readdirSync(new URL('assets/', built)).filter((f) => /^(echarts|engine)-.*\.js$/.test(f)).map((f) => `/assets/${f}`)

  // A budget is no peer; as a row of its own it can still be compared with.
  const against = (name: string, kilobytes: number, budget: number): void => {
    report.add({ name: `web: ${name}, budget`, size: 1, value: budget, unit: 'KB gzip' })
    report.add({ name: `web: ${name}`, size: 1, value: kilobytes, unit: 'KB gzip', floor: `web: ${name}, budget`, target: '<= 1' })
  }
  against('scripts before any chart', weigh(scripts), 120)
  against('charts, loaded when the first is drawn', weigh(charts), 210)
  against('everything of a first dashboard', weigh([...scripts, ...styles, ...charts]), 350)
}
