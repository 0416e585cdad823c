import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { copyRows, type CopyValue } from './copy-rows.js'

test('what is copied is what arrives: letters of any plane, long texts, nulls, and numbers up to the last', async () => {
  await using database = await freshDatabase()
  const client = new pg.Client({ connectionString: database.url('etl') })
  await client.connect()
  await client.query('create temp table arrived (n int4, big int8, word text, doc jsonb)')
  const rows: CopyValue[][] = [
    [0, 0, '', '{}'], [-1, -1, 'a', 'null'], [2_147_483_647, 9_007_199_254_740_991, '丰乐社区', '{"a":1}'], [-2_147_483_648, -9_007_199_254_740_991, '𠀀😀', '["𠀀"]'],
    [null, null, null, null], [1, 4_294_967_296, 'x'.repeat(31) + '中', '"中"'], [2, '4294967295', '中'.repeat(33), '0.1'], [3, 1, 'y'.repeat(300_000), `"${'字'.repeat(100_000)}"`],
    ...Array.from({ length: 5000 }, (_, i): CopyValue[] => [i, i * 2 ** 33, `行${i}`, `{"i":${i}}`]),
  ]
  const copy = copyRows(client.query(copyFrom('copy arrived from stdin (format binary)')), ['int4', 'int8', 'text', 'jsonb'])
  for (const row of rows) await copy.write(row)
  await copy.end()
  const { rows: arrived } = await client.query({ text: 'select n, big::text, word, doc::text from arrived', rowMode: 'array' })
  await client.end()
  expect(arrived).toHaveLength(rows.length)
  for (const [i, [n, big, word, doc]] of rows.entries()) {
    expect(arrived[i]).toEqual([n, big === null ? null : String(big), word, doc === null ? null : String(doc).replace('":', '": ')])
  }
})

test('a copy that is given up leaves the connection usable and the table empty', async () => {
  await using database = await freshDatabase()
  const client = new pg.Client({ connectionString: database.url('etl') })
  await client.connect()
  await client.query('create temp table arrived (word text)')
  const copy = copyRows(client.query(copyFrom('copy arrived from stdin (format binary)')), ['text'])
  await copy.write(['half'])
  await copy.abandon()
  expect((await client.query('select count(*)::int from arrived')).rows).toEqual([{ count: 0 }])
  await client.end()
})
