import { scoped, type Database } from '@mingshu/db'
import { activities, ask as answer, narrow, type Answer, type Narrowed, type Question, type RunSql, type Unit } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { timed, median, type Took } from './clock.js'
import { historyOf, makeActivities } from './facts.js'
import type { Measurement } from './measurement.js'
import { openPlace } from './place.js'
import { publisher } from './publication.js'

interface Case {
  readonly what: string
  readonly question: Question
  /** The same from the facts: one row for each row of the answer, `key` its unit or month. */
  readonly fromFacts: string
}

const held = `f.status = 'held' and f.held_on >= '2022-01-01' and f.held_on < '2023-01-01'`
const below = (child: string, parent: string): string => `
  select a.code as key, count(*)::text as value
  from fact_activity f
  join unit_closure c on c.unit_id = f.unit_id and c.valid_to is null
  join unit a on a.unit_id = c.ancestor_id and a.level = '${child}' and a.parent_id = (select unit_id from unit where code = '${parent}')
  where ${held} group by a.code`

const cases: readonly Case[] = [
  { what: 'a city\'s counties over a year', question: { metrics: ['activity_count'], unit: '440700', period: '2022', by: 'unit' }, fromFacts: below('county', '440700') },
  { what: 'a county\'s towns over a year', question: { metrics: ['activity_count'], unit: '440783', period: '2022', by: 'unit' }, fromFacts: below('town', '440783') },
  {
    what: 'a city month by month', question: { metrics: ['activity_count'], unit: '440700', period: '2022', by: 'month' },
    fromFacts: `select to_char(f.held_on, 'YYYY-MM') as key, count(*)::text as value from fact_activity f
      join unit_closure c on c.unit_id = f.unit_id and c.valid_to is null and c.ancestor_id = (select unit_id from unit where code = '440700')
      where ${held} group by 1`,
  },
]

/** Asks the roll-up as the server does, in its role and behind row-level security, and the facts as one would without a roll-up. */
export const ask: Measurement = async ({ report, sizes, seed }) => {
  for (const size of sizes) {
    await using place = await openPlace()
    const history = historyOf(size)
    await makeActivities(place.database.pool('etl'), history, seed)
    await publisher(place, activities, history.businessOn)()
    await place.database.pool('owner').raw('vacuum analyze rollup_activity')
    for (const { what, question, fromFacts } of cases) {
      const narrowed = await narrowedFor(place.database, question, history.businessOn)
      const facts = await often(3, () => factsOf(place.database.pool('etl'), fromFacts))
      const asked = await often(51, () => askOf(place.database, narrowed))
      mustBeEqual(what, asked.result, facts.result)
      report.add({ name: `ask: ${what}, from the facts`, size, value: facts.seconds * 1000, unit: 'ms' })
      report.add({ name: `ask: ${what}`, size, value: asked.seconds * 1000, unit: 'ms', floor: `ask: ${what}, from the facts`, target: '<= 0.05' })
    }
  }
}

async function often<T>(times: number, work: () => Promise<T>): Promise<Took & { result: T }> {
  await work() // the first one plans and opens the connection
  const all: (Took & { result: T })[] = []
  for (let i = 0; i < times; i++) all.push(await timed(work))
  const last = all.at(-1)
  if (!last) throw new Error('Nothing was measured.')
  return { ...median(all), result: last.result }
}

async function askOf(database: Database, question: Narrowed): Promise<Answer> {
  return scoped(database.pool('api'), question.scope, (trx) => {
    const run: RunSql = async <Row>({ sql, binds }: { sql: string; binds: Readonly<Record<string, unknown>> }) => (await trx.raw<{ rows: Row[] }>(sql, binds as Knex.RawBinding)).rows
    return answer(question, { dataAsOf: '2022-12-31T00:00:00+08:00', demo: false }, run)
  })
}

type Values = ReadonlyMap<string, string>

async function factsOf(pool: Knex, sql: string): Promise<Values> {
  const { rows } = await pool.raw<{ rows: { key: string; value: string }[] }>(sql)
  return new Map(rows.map((r) => [r.key, r.value]))
}

function mustBeEqual(what: string, { rows, question }: Answer, facts: Values): void {
  // A month that was not reported has no value, and no facts either.
  const asked = new Map(rows.flatMap((r) => {
    const value = r.cells['activity_count']?.value ?? null
    return value === null ? [] : [[question.by === 'unit' ? r.unit : r.period, value] as const]
  }))
  const differing = [...asked].filter(([key, value]) => (facts.get(key) ?? '0') !== value)
  if (differing.length > 0 || asked.size < facts.size) throw new Error(`${what}: the roll-up and the facts differ for ${differing.map(([key]) => key).join(', ') || 'rows that are missing'}.`)
}

async function narrowedFor(database: Database, question: Question, businessOn: string): Promise<Narrowed> {
  const { rows } = await database.pool('etl').raw<{ rows: (Omit<Unit, 'name'> & { zh: string; en: string })[] }>(
    `select u.unit_id as "unitId", u.county_id as "countyId", u.code, u.name_zh as zh, u.name_en as en, u.level, u.kind, p.code as parent, u.sort_no as "sortNo"
     from unit u left join unit p on p.unit_id = u.parent_id order by u.sort_no`)
  const units = rows.map(({ zh, en, ...unit }): Unit => ({ ...unit, name: { zh, en } }))
  const of = units.find((u) => u.code === question.unit)
  if (!of) throw new Error(`There is no unit ${question.unit}.`)
  const counties = [...new Set(units.map((u) => u.countyId))]
  return narrow(question, { v: 1, of, children: units.filter((u) => u.parent === of.code), scope: { counties, units: [], exact: true }, businessOn })
}
