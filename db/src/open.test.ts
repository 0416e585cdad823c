import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'

test('dates, big numbers and instants arrive as text', async () => {
  await using database = await freshDatabase()
  const { rows } = await database.pool('api').raw(`
    select date '2024-01-01' as day, 9007199254740993::int8 as big, 0.10::numeric as share,
      timestamptz '2025-01-01 06:00:00.25+08' as at, array[date '2024-01-01', null] as days`)
  expect(rows).toEqual([{
    day: '2024-01-01', big: '9007199254740993', share: '0.10', at: '2025-01-01T06:00:00.25+08:00', days: ['2024-01-01', null],
  }])
})
