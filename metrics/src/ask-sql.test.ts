import { expect, test } from 'vitest'
import { askSql, narrow, proveSql, traceSql, type Narrowed, type Question, type Sql, type Unit } from './index.js'

const unit = (unitId: string, countyId: number, code: string, level: Unit['level'], kind: string, parent: string | null): Unit =>
  ({ unitId, countyId, code, name: { zh: code, en: code }, level, kind, parent, sortNo: Number(unitId) })
const city = unit('1', 0, '440700', 'city', 'city', null)
const counties = [unit('2', 1, '440703', 'county', 'district', '440700'), unit('3', 2, '440704', 'county', 'district', '440700')]

const narrowed = (question: Question): Narrowed =>
  narrow(question, { v: 7, of: city, children: counties, scope: { counties: [1, 2], units: ['1'], exact: true }, businessOn: '2024-11-24' })

// The binds stand above the text as comments: together they are the whole statement.
const written = ({ sql, binds }: Sql): string =>
  `${Object.entries(binds).map(([name, value]) => `-- :${name} = ${JSON.stringify(value)}`).join('\n')}\n${sql};\n`

test.each([
  ['counties-of-a-year', { metrics: ['activity_key_count', 'activity_satisfaction_rate'], unit: '440700', period: '2023', by: 'unit', compare: ['yoy', 'target'] }],
  ['running-month', { metrics: ['station_visit_person_times'], unit: '440700', period: '2024-11', compare: ['prev', 'yoy', 'ytd'] }],
  ['overdue-day-by-day', { metrics: ['issue_overdue_count'], unit: '440700', period: '2024-11-01..2024-11-07', by: 'day' }],
  ['distinct-to-date', { metrics: ['neg_worker_count', 'care_site_count'], unit: '440700', period: '2024-01..2024-10' }],
] as const)('the question of %s is the SQL that was reviewed', async (name, question) => {
  await expect(written(askSql(narrowed(question)))).toMatchFileSnapshot(`../asks/${name}.sql`)
})

test('the rows behind a figure, and its proof, are the SQL that was reviewed', async () => {
  const question = narrowed({ metrics: ['issue_closure_rate'], unit: '440700', period: '2024-10' })
  await expect(written(traceSql(question, { side: 'to', cursor: '2024-10-03~1~i-7' }))).toMatchFileSnapshot('../asks/trace-of-closure-rate.sql')
  await expect(written(proveSql(question))).toMatchFileSnapshot('../asks/proof-of-closure-rate.sql')
})

test('no value of a question is written into the SQL', () => {
  const { sql } = askSql(narrowed({ metrics: ['activity_count'], unit: '440700', period: '2024-03-17', by: 'kind', compare: ['prev'] }))
  expect(sql).not.toMatch(/\d{4}-\d{2}|4407|sports_meet/)
})
