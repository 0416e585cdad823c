import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

// The arrows of docs/architecture.md.
const arrows: Record<string, readonly string[]> = {
  metrics: [],
  db: [],
  etl: ['metrics', 'db'],
  demo: ['db'],
  reports: ['metrics'],
  server: ['metrics', 'db', 'etl', 'demo', 'reports'],
  web: ['metrics', 'reports'],
}

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && /\.(ts|vue)$/.test(f.name) && !/node_modules|dist/.test(f.parentPath))
    .map((f) => join(f.parentPath, f.name))

interface Import {
  readonly file: string
  readonly from: string
  readonly typeOnly: boolean
}

/** Static, dynamic and side-effect imports, and re-exports. */
function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8')
  const found = [
    ...source.matchAll(/^\s*(import|export)\s+(type\s+)?[^'"`;]*?from\s+['"]([^'"]+)['"]/gm),
    ...source.matchAll(/^\s*(import)\s+()['"]([^'"]+)['"]/gm),
    ...source.matchAll(/\b(import)\(()\s*['"]([^'"]+)['"]/g),
  ]
  return found.map(([, , type, from]) => ({ file, from: from ?? '', typeOnly: Boolean(type) }))
}

const isTest = (file: string): boolean => file.endsWith('.test.ts')

describe.each(Object.entries(arrows))('%s', (name, allowed) => {
  const files = filesIn(join(root, name, 'src')).filter((f) => !isTest(f))
  const imports = files.flatMap(importsOf)

  test(`imports only ${allowed.join(', ') || 'nothing'} of ours`, () => {
    const wrong = imports.filter(({ from }) => from.startsWith('@mingshu/') && !allowed.includes(from.split('/')[1] ?? ''))
    expect(wrong.map((w) => `${relative(root, w.file)} → ${w.from}`)).toEqual([])
  })

  test('stays inside its own folder', () => {
    const outside = imports.filter(({ file, from }) => from.startsWith('.') && relative(join(root, name), join(file, '..', from)).startsWith('..'))
    expect(outside.map((w) => `${relative(root, w.file)} → ${w.from}`)).toEqual([])
  })

  test('has no circle of imports', () => {
    const graph = new Map(files.map((f) => [f, importsOf(f).filter((i) => i.from.startsWith('.')).map((i) => join(f, '..', i.from).replace(/\.js$/, '.ts'))]))
    const circles: string[] = []
    const done = new Set<string>()
    const walk = (file: string, path: readonly string[]): void => {
      const at = path.indexOf(file)
      if (at >= 0) circles.push([...path.slice(at), file].map((f) => relative(root, f)).join(' → '))
      if (at >= 0 || done.has(file)) return
      for (const next of graph.get(file) ?? []) walk(next, [...path, file])
      done.add(file)
    }
    for (const file of files) walk(file, [])
    expect(circles).toEqual([])
  })
})

test('the browser takes only types from the other packages', () => {
  const values = filesIn(join(root, 'web/src')).filter((f) => !isTest(f)).flatMap(importsOf).filter((i) => i.from.startsWith('@mingshu/') && !i.typeOnly)
  expect(values.map((w) => `${relative(root, w.file)} → ${w.from}`)).toEqual([])
})

test('nothing that ships imports tests or measurements', () => {
  const wrong = Object.keys(arrows).flatMap((name) => filesIn(join(root, name, 'src'))).filter((f) => !isTest(f)).flatMap(importsOf)
    .filter(({ from }) => /(^|\/)(test|bench)\//.test(from))
  expect(wrong.map((w) => `${relative(root, w.file)} → ${w.from}`)).toEqual([])
})

test('one file reads the environment; the launcher only hands it on to the PostgreSQL it starts', () => {
  const readers = Object.keys(arrows).flatMap((name) => filesIn(join(root, name, 'src'))).filter((f) => !isTest(f) && /process\.env/.test(readFileSync(f, 'utf8')))
  expect(readers.map((f) => relative(root, f))).toEqual(['db/src/embedded.ts', 'server/src/config.ts'])
})

test('only access (for a viewer) and etl (for its checks) make a narrowed question', () => {
  const makers = Object.keys(arrows).flatMap((name) => filesIn(join(root, name, 'src')))
    .filter((f) => !isTest(f) && /import \{[^}]*\bnarrow\b[^}]*\} from '(@mingshu\/metrics|.*\/question\.js)'|as Narrowed\b|as unknown as Narrowed/.test(readFileSync(f, 'utf8')))
    .map((f) => relative(root, f))
    .filter((f) => !f.startsWith('server/src/access/') && !f.startsWith('etl/src/') && f !== 'metrics/src/question.ts')
  expect(makers).toEqual([])
})

describe('a page is small', () => {
  const web = join(root, 'web/src')
  const components = filesIn(web).filter((f) => f.endsWith('.vue'))
  const told = (files: readonly string[]): string[] => files.map((f) => relative(web, f))
  const source = (file: string): string => readFileSync(file, 'utf8')
  const inFolder = (file: string, ...folders: readonly string[]): boolean => folders.some((folder) => file.startsWith(join(web, folder, '/')))

  /** What a file takes from api.ts besides `import type`, name by name. */
  const takenFromApi = (file: string): string[] =>
    [...source(file).matchAll(/^\s*(?:import|export)\s+(?!type\b)([^'"]*?)\s+from\s+['"](?:\.\.\/)+api\.js['"]|\bimport\(\s*['"](?:\.\.\/)+(api)\.js['"]/gm)]
      .flatMap(([, names, whole]) => (names ?? whole ?? '').replace(/[{}]/g, '').split(',').map((n) => n.trim()).filter(Boolean))

  test('no component is longer than a few screens', () => {
    expect(components.map((f) => [relative(web, f), source(f).split('\n').length] as const).filter(([, lines]) => lines > 250)).toEqual([])
  })

  test('one file talks to the server; a panel says what it needs to a module of state', () => {
    expect(told(filesIn(web).filter((f) => !isTest(f) && /(?<![\w.])fetch\(['"`/]/.test(source(f))))).toEqual(['api.ts'])
    // A type asks nothing, nor does what reads a problem or builds an address.
    const asking = filesIn(web).filter((f) => !isTest(f) && inFolder(f, 'panels', 'tiles', 'frame')).flatMap((f) =>
      takenFromApi(f).filter((name) => !/^(type \w+|problemOf|\w+Url)$/.test(name)).map((name) => `${relative(web, f)} → ${name}`))
    expect(asking).toEqual([])
  })

  test('what a chart looks like is written in charts/ alone', () => {
    const elsewhere = filesIn(web).filter((f) => !isTest(f) && !inFolder(f, 'charts'))
    expect(told(elsewhere.filter((f) => importsOf(f).some((i) => i.from.startsWith('echarts') && !i.typeOnly)))).toEqual([])
    expect(told(elsewhere.filter((f) => /\b(xAxis|yAxis|markLine|markArea|itemStyle|lineStyle)\b/.test(source(f))))).toEqual([])
  })

  test('a page names metrics, breakdowns and panels: it draws nothing itself', () => {
    expect(told(components.filter((f) => inFolder(f, 'pages') && importsOf(f).some((i) => /\/(charts|tiles)\//.test(i.from) && !i.typeOnly)))).toEqual([])
  })
})
