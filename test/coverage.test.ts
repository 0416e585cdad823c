import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { facts } from '../etl/src/fact.js'
import { entities, fileSources, systems } from '../etl/src/sources/index.js'
import { isPublic, metricsOf, subjects, systemName, type Metric } from '../metrics/src/index.js'
import { sentences, type Sentence } from './sentences.js'

const root = join(import.meta.dirname, '..')
const known = metricsOf(subjects)

/** Texts of the files of a folder that name metrics. */
const texts = (folder: string, ending: string): { readonly name: string; readonly text: string }[] =>
  readdirSync(join(root, folder)).filter((f) => f.endsWith(ending)).map((f) => ({ name: f.slice(0, -ending.length), text: readFileSync(join(root, folder, f), 'utf8') }))
const pages = texts('web/src/pages', '.vue')
const reports = texts('reports/src/catalogue', '.ts').map(({ name, text }) => ({ name, text, number: /number: '(\w+)'/.exec(text)?.[1] ?? name }))
const golden = readFileSync(join(root, 'test/demo-year.test.ts'), 'utf8')

const partsOf = (m: Metric): readonly Metric[] => (m.kind === 'ratio' ? [m, m.of, m.to] : [m])
const subjectOf = (m: Metric) => subjects.find((s) => s.id === m.subject)
const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]
const names = (text: string, code: string): boolean => new RegExp(`\\b${code}\\b`).test(text)

interface Row {
  readonly sentence: Sentence
  readonly tables: readonly string[]
  readonly facts: readonly string[]
  readonly pages: readonly string[]
  readonly reports: readonly string[]
}

function rowOf(sentence: Sentence): Row {
  const metrics = sentence.metrics.map((code) => {
    const m = known.get(code)
    if (!m) throw new Error(`${sentence.id} names ${code}, which nobody declares.`)
    return m
  })
  const read = unique(metrics.flatMap(partsOf).flatMap((m) => subjectOf(m)?.marks.map((mark) => mark.fact) ?? []))
  const tables = unique(read.flatMap((table) => {
    const fact = facts.find((f) => f.table === table)
    return Object.keys(fact?.touchedBy ?? {}).map((id) => {
      const system = systems.find((s) => s.entities.some((e) => e.id === id)) ?? fileSources.find((s) => s.entity.id === id)
      const entity = entities.find((e) => e.id === id)
      return `${systemName(system?.id ?? '').zh}·${entity?.name.zh ?? id}`
    })
  }))
  // R01 prints every public figure (reports/src/catalogue.test.ts); the dictionary shows each too, but a sentence wants a page of its own.
  return {
    sentence, tables, facts: read,
    pages: pages.filter(({ text }) => sentence.metrics.some((code) => names(text, code))).map((p) => p.name),
    reports: unique([...(metrics.some(isPublic) ? ['R01'] : []), ...reports.filter(({ text }) => metrics.some((m) => partsOf(m).some((part) => names(text, part.code)))).map((r) => r.number).sort()]),
  }
}

const rows = sentences.map(rowOf)

test.each(rows.map((r) => [r.sentence.id, r] as const))('%s goes from a source table to facts, figures, a page and a report', (_id, { sentence, tables, facts: read, pages: shown, reports: printed }) => {
  expect(tables).not.toEqual([])
  expect(read).not.toEqual([])
  expect(shown, 'pages').not.toEqual([])
  expect(printed, 'reports').not.toEqual([])
  for (const id of sentence.golden ?? []) expect(golden, `${id} in test/demo-year.test.ts`).toMatch(new RegExp(`\\b${id}\\b`))
})

test('no sentence and no golden figure is left out', () => {
  expect(sentences.map((s) => s.id)).toEqual([...Array.from({ length: 10 }, (_, i) => `J${i}`), ...Array.from({ length: 27 }, (_, i) => `Z${i + 1}`)])
  const named = unique(sentences.flatMap((s) => s.golden ?? [])).sort()
  expect(named).toEqual(Array.from({ length: 31 }, (_, i) => `G${String(i + 1).padStart(2, '0')}`))
})

test('every public figure belongs to a sentence, or to the quality of what is reported', () => {
  const used = new Set(sentences.flatMap((s) => s.metrics))
  const rest = [...known.values()].filter(isPublic).map((m) => m.code).filter((code) => !used.has(code))
  expect(rest.sort()).toEqual(['crossfoot_fail_count', 'submit_ontime_rate'])
})

test('docs/coverage.md says so', async () => {
  const line = ({ sentence, tables, facts: read, pages: shown, reports: printed }: Row): string =>
    `| ${[sentence.id, sentence.about, tables.join('、'), read.map((f) => `\`${f}\``).join(' '), sentence.metrics.map((m) => `\`${m}\``).join(' '), shown.join('、'), printed.join('、'), sentence.golden?.join('、') ?? '—'].join(' | ')} |`
  await expect([
    '# From each sentence to its figure',
    'Made from the declarations by `test/coverage.test.ts`; renew it with `npx vitest run test/coverage.test.ts -u`. Sentences are numbered in the order of the two articles (J, Z); golden figures G01 to G31 are shown in `test/demo-year.test.ts`.',
    '| 句 | 内容 | 来源表 | 事实表 | 指标 | 页面 | 报表 | 核对数 |\n|---|---|---|---|---|---|---|---|\n' + rows.map(line).join('\n'),
  ].join('\n\n') + '\n').toMatchFileSnapshot('../docs/coverage.md')
})
