import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { scoped, secure } from './index.js'

test('a roll-up made while we run shows a viewer its counties and units, and nothing without a scope', async () => {
  await using database = await freshDatabase()
  await database.pool('owner').raw('create table rollup_things (county_id int not null, unit_id bigint not null, held numeric)')
  await secure(database.pool('owner'), 'rollup_things')
  await database.pool('etl').raw('insert into rollup_things values (1, 11, 1), (1, 12, 2), (2, 21, 3)')
  const seen = (counties: number[], units: string[]) => scoped(database.pool('api'), { counties, units }, async trx => {
    const { rows } = await trx.raw('select held from rollup_things order by held')
    return rows.map((row: { held: string }) => row.held)
  })
  expect(await seen([1], [])).toEqual(['1', '2'])
  expect(await seen([], ['12', '21'])).toEqual(['2', '3'])
  expect(await seen([1], ['21'])).toEqual(['1', '2', '3'])
  expect(await seen([], [])).toEqual([])
  expect((await database.pool('api').raw('select held from rollup_things')).rows).toEqual([])
  await expect(database.pool('trace').raw('select held from rollup_things')).rejects.toThrow('permission denied')
  await expect(database.pool('api').raw('insert into rollup_things values (1, 11, 1)')).rejects.toThrow('permission denied')
})
