import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { metricsOf, subjects } from '@mingshu/metrics'
import { expect, test } from 'vitest'
import { pages } from './pages.js'

const root = resolve(import.meta.dirname, '..')
const systemOf = new Map(subjects.map((s) => [s.id, s.system]))
const metrics = metricsOf(subjects)
const systemsOf = (code: string): string[] => {
  const metric = metrics.get(code)
  const parts = metric?.kind === 'ratio' ? [metric.of, metric.to] : metric ? [metric] : []
  return parts.map((m) => systemOf.get(m.subject) ?? '')
}

/** The files a page is made of: itself, and the panels it imports. */
function filesOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const source = readFileSync(file, 'utf8')
  for (const [, path = ''] of source.matchAll(/from '(\.[^']+)'/g)) {
    const target = join(dirname(file), path).replace(/\.js$/, '.ts')
    if (target.includes('/panels/')) filesOf(target, seen)
  }
  return seen
}

// After a page was changed: npx vitest run web/src/state/feeds.test.ts -u
test('what a source feeds is told by the metrics that the pages name', async () => {
  const found: Record<string, Set<string>> = Object.fromEntries([...new Set(systemOf.values())].map((s) => [s, new Set<string>()]))
  for (const file of readdirSync(join(root, 'pages'))) {
    const page = file.replace('.vue', '').replace(/[A-Z]/g, (c, at) => (at === 0 ? '' : '-') + c.toLowerCase())
    if (!(pages as readonly string[]).includes(page)) continue
    const text = [...filesOf(join(root, 'pages', file))].map((f) => readFileSync(f, 'utf8')).join('\n')
    for (const [, code = ''] of text.matchAll(/'([a-z][a-z0-9_]+)'/g)) for (const system of systemsOf(code)) found[system]?.add(page)
  }
  const lines = Object.entries(found).map(([system, names]) => `  '${system}': [${pages.filter((p) => names.has(p)).map((p) => `'${p}'`).join(', ')}],\n`)
  await expect(`import type { PageName } from './pages.js'

/** The pages whose figures come from a source, as the metrics they name tell: \`feeds.test.ts\` writes and compares it. */
export const feeds: Readonly<Record<string, readonly PageName[]>> = {
${lines.join('')}}
`).toMatchFileSnapshot('./feeds.ts')
})
