import { readFileSync } from 'node:fs'
import { subjects } from '@mingshu/metrics'
import { expect, test } from 'vitest'
import { rules, runRule } from '../src/rules.js'
import { useGivenRows } from './given-rows.js'

const given = useGivenRows()

test('every rule runs on what is empty, and finds nothing', given(async ({ trx }) => {
  for (const rule of rules()) expect(await runRule(trx, rule, { since: '2023-01-01', businessOn: '2024-12-31' }), rule.name).toMatchObject({ violations: 0, found: [] })
}))

test('every sentence names columns that its select returns', given(async ({ trx }) => {
  for (const rule of rules()) {
    const { fields } = await trx.raw<{ fields: { name: string }[] }>(`select * from (\n${rule.sql}\n) v limit 0`, { since: '2024-01-01', business_on: '2024-12-31' })
    const columns = fields.map((f) => f.name)
    const named = [...`${rule.sentence.zh} ${rule.sentence.en}`.matchAll(/%(\w+)%/g)].map(([, name]) => name)
    expect([...new Set(['county_id', 'unit_id', 'since_on', ...named])].filter((name) => !columns.includes(name ?? '')), rule.name).toEqual([])
  }
}))

test('every rule is about subjects there are', () => {
  const known = subjects.map((s) => s.id)
  expect(rules().flatMap((rule) => rule.subjects.filter((id) => !known.includes(id)).map((id) => `${rule.name}: ${id}`))).toEqual([])
})

test('the table of the rules tells of every number, every file and its severity', () => {
  const table = readFileSync(new URL('README.md', import.meta.url), 'utf8').split('\n').filter((line) => line.startsWith('|'))
  const numbers = Array.from({ length: 50 }, (_, i) => `X${String(i + 1).padStart(2, '0')}`)
  expect(numbers.filter((number) => !table.some((line) => line.startsWith(`| ${number} `)))).toEqual([])
  const letters = { blocks: 'E', explain: 'W', informs: 'I' }
  const said = (name: string): string => table.find((line) => line.includes(`\`${name}\``) || (name.startsWith('x27-') && line.includes('`x27-*-dates`'))) ?? ''
  expect(rules().filter((rule) => !said(rule.name).includes(`| ${letters[rule.severity]} |`) || !said(rule.name).startsWith(`| ${rule.rule} `)).map((rule) => rule.name)).toEqual([])
})
