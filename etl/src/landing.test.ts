import { text } from '@mingshu/metrics'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { openLanding } from './landing.js'
import type { Parsed } from './parse-row.js'

const bad: Parsed = {
  row: { name: null }, countyId: null, problems: [{ column: text('名称', 'Name'), value: null, sentence: text('第 1 行“名称”是空的。请补填。', 'Row 1: “Name” is empty. Fill it in.'), passing: false }],
}
const count = (trx: { raw(sql: string): PromiseLike<unknown> }) => async (table: string) => ((await trx.raw(`select count(*)::int as n from ${table}`)) as { rows: [{ n: number }] }).rows[0].n

test('rejected cells are written as they come, and a landing that rests lets its connection be asked', async () => {
  await using database = await freshDatabase()
  await database.pool('etl').transaction(async (trx) => {
    const landing = await openLanding(trx)
    const landed = count(trx)
    const take = async (from: number, upto: number): Promise<void> => {
      for (let rowNo = from; rowNo <= upto; rowNo++) await landing.take({ loadId: '1', rowNo, entity: 'e', key: null, page: 'p', parent: null, parsed: bad })
    }
    await take(1, 10_000)
    expect([await landed('landing'), await landed('landing_problem')]).toEqual([10_000, 10_000])
    await take(10_001, 10_002)
    await landing.rest()
    expect([await landed('landing'), await landed('landing_problem')]).toEqual([10_002, 10_002])
    await take(10_003, 10_003)
    await landing.end()
    expect([await landed('landing'), await landed('landing_problem')]).toEqual([10_003, 10_003])
  })
})
