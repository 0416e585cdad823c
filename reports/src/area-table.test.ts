import { activities, foundMembers, issues, text } from '@mingshu/metrics'
import { expect, test } from 'vitest'
import { answering, contextOf, jiangmen, streets, unit, zone, type Given } from '../test/given.js'
import { areaTable } from './area-table.js'
import { openAsking } from './asking.js'
import { derived, figure } from './columns.js'
import type { FormalTable, TableCell } from './layout.js'

const { activity_count } = activities.metrics
const { issue_closure_rate } = issues.metrics

const lehua = unit('4408Z1001', '乐华街道', 'Lehua', 'town')
const north = unit('440703', '蓬江区', 'Pengjiang', 'county', '440700', 1)
const south = unit('440704', '江海区', 'Jianghai', 'county', '440700', 2)

async function table(given: Given, columns = [figure(activity_count)], of = jiangmen, children = [north, south]): Promise<FormalTable> {
  const { ask } = answering({ units: new Map([[of.code, children]]), ...given })
  const { asking } = openAsking(ask, contextOf(of, '2024', { children }))
  const made = await areaTable({ sheet: text('表', 'Table'), columns })(asking, { number: 'R99', title: text('试表', 'Trial'), paper: 'landscape' })
  if (!made) throw new Error('No table.')
  return made
}

const values = (cells: readonly TableCell[] = []): string[] => cells.map((c) => (c.kind === 'number' ? c.value : c.kind === 'text' ? c.text : c.kind === 'gap' ? c.why : c.on))
const only = (numbers: Record<string, string>): Given => ({ instead: (_code, of) => (numbers[of] === undefined ? undefined : { value: numbers[of] }) })

test('the total comes first, then the children in administrative order', async () => {
  const { rows } = await table(only({ 440700: '30', 440703: '10', 440704: '20' }))
  expect(rows.map((r) => values(r.cells))).toEqual([['合　计', '30'], ['蓬江区', '10'], ['江海区', '20']])
  expect(rows.map((r) => r.indent)).toEqual([0, 1, 1])
})

test('the total is a formula where its rows add up to it', async () => {
  const [total] = (await table(only({ 440700: '30', 440703: '10', 440704: '20' }))).rows
  expect(total?.cells[1]).toMatchObject({ value: '30', sumOf: [1, 2] })
})

test('what the unit did itself has its own row, so that the rows add up', async () => {
  const { rows, figures } = await table(only({ 440700: '35', 440703: '10', 440704: '20' }))
  expect(rows.map((r) => values(r.cells))).toEqual([['合　计', '35'], ['江门市本级', '5'], ['蓬江区', '10'], ['江海区', '20']])
  expect(rows[0]?.cells[1]).toMatchObject({ sumOf: [1, 3] })
  expect(figures.map((f) => [f.unitName, f.remark])).toContainEqual(['江门市本级', '本级数，由合计减下级各数得出'])
})

test('an area that reported nothing is no zero, and its total stays a sum of the others', async () => {
  const given: Given = { instead: (_code, of) => ({ 440700: { value: '10', status: 'partial' as const }, 440703: { value: '10' }, 440704: { value: null, status: 'not_reported' as const } })[of] }
  const { rows, figures } = await table(given)
  expect(rows.map((r) => values(r.cells))).toEqual([['合　计', '10'], ['蓬江区', '10'], ['江海区', 'not_reported']])
  expect(figures.map((f) => f.remark)).toEqual(['部分单位未报', '', '未上报'])
})

test('a hidden child leaves no row that would tell it', async () => {
  const given: Given = { instead: (_code, of) => ({ 440700: { value: '13' }, 440703: { value: '10' }, 440704: { value: null, status: 'suppressed' as const } })[of] }
  const { rows } = await table(given)
  expect(rows.map((r) => values(r.cells))).toEqual([['合　计', '13'], ['蓬江区', '10'], ['江海区', 'suppressed']])
  expect(rows[0]?.cells[1]).not.toHaveProperty('sumOf')
})

test('a distinct total is no sum, and a note says by how much the rows exceed it', async () => {
  const { rows, notes } = await table(only({ 440700: '28', 440703: '10', 440704: '20' }), [figure(foundMembers.metrics.neg_party_member_count)])
  expect(rows[0]?.cells[1]).not.toHaveProperty('sumOf')
  expect(notes).toEqual(['下列各栏的合计按去重后计，各地区之和多出的部分为跨地区重复：1栏2名。'])
})

test('a rate is never added, and its change is in percentage points', async () => {
  const given: Given = { instead: (_code, of) => ({ 440700: { value: '0.931', yoy_value: '0.926', yoy: '0.005' } })[of] }
  const { rows } = await table(given, [figure(issue_closure_rate), derived(issue_closure_rate, 'change', text('比上年', 'Change')), derived(issue_closure_rate, 'difference', text('增减', 'Difference'))])
  expect(rows[0]?.cells.slice(1)).toEqual([
    { kind: 'number', value: '0.931', format: { style: 'percent', decimals: 1 } },
    { kind: 'number', value: '0.5', format: { style: 'points', decimals: 1, signed: true } },
    { kind: 'gap', why: 'not_applicable' },
  ])
})

test('a count that grew from zero has a difference and no rate', async () => {
  const given: Given = { instead: (_code, of) => ({ 440700: { value: '7', yoy_value: '0', yoy: null } })[of] }
  const { rows } = await table(given, [figure(activity_count), derived(activity_count, 'difference', text('增减', 'Difference')), derived(activity_count, 'change', text('%', '%'))])
  expect(values(rows[0]?.cells.slice(2))).toEqual(['7', 'not_applicable'])
})

test('a unit in the answer that is none of the report is refused', async () => {
  await expect(table({ units: new Map([[zone.code, streets]]) }, undefined, zone, streets.slice(1))).rejects.toThrow('The answer by unit has 4408Z1001, which is no unit of the report')
})

test('a unit with nothing below it stands alone, under its own name', async () => {
  const { rows } = await table(only({ '4408Z1001': '12' }), undefined, lehua, [])
  expect(rows.map((r) => [r.kind, ...values(r.cells)])).toEqual([['total', '乐华街道', '12']])
})

test('what several answers say is said once, by the longest of them', async () => {
  const say = (zh: string) => ({ code: 'running_period' as const, zh, en: zh })
  const { ask } = answering()
  const { asking, learnt } = openAsking(ask, contextOf(jiangmen, '2024'))
  const answer = await asking.ask({ metrics: ['activity_count'], unit: '440700' })
  for (const zh of ['未结束。', '未结束。同比为界。', '另一件事。', '未结束。同比为界。去重不比。', '未结束。去重不比。']) asking.note({ ...answer, notes: [say(zh)] })
  expect(learnt().notes.map((n) => n.zh)).toEqual(['另一件事。', '未结束。同比为界。去重不比。'])
})
