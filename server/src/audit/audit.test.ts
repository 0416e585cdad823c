import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { beforeAll, afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { openAnchors } from './anchors.js'
import { findBreak, record, type Anchor } from './chain.js'

let database: Awaited<ReturnType<typeof freshDatabase>>
let anchors: Anchor[]
beforeAll(async () => {
  database = await freshDatabase()
  // Writers at once: the chain has one order all the same.
  anchors = await Promise.all(Array.from({ length: 60 }, (_, i) =>
    database.pool('desk').transaction((trx) => record(trx, { actor: `u${i % 3}`, action: i % 2 ? 'sign_in' : 'export_made', detail: { n: i, 单位: '江门市', nested: { b: 1, a: [null, 2.5] } } }))))
})
afterAll(() => database[Symbol.asyncDispose]())

const owner = (): Knex => database.pool('owner')

test('a chain that nobody touched is whole, with its links in one order', async () => {
  expect(await findBreak(database.pool('desk'), anchors)).toBeUndefined()
  const { rows } = await owner().raw<{ rows: { first: string; last: string; count: string }[] }>('select min(seq) as first, max(seq) as last, count(*) as count from audit')
  expect(rows[0]).toEqual({ first: '1', last: '60', count: '60' })
})

test('a deed that fails leaves no line, and one that cannot be written does not happen', async () => {
  await expect(database.pool('desk').transaction(async (trx) => {
    await record(trx, { actor: 'x', action: 'sign_in', detail: {} })
    throw new Error('the deed failed')
  })).rejects.toThrow('the deed failed')
  expect(await findBreak(database.pool('desk'), anchors)).toBeUndefined()
})

test('no role but the owner may change or remove a line', async () => {
  for (const role of ['desk', 'api', 'trace', 'etl'] as const) {
    await expect(database.pool(role).raw(`update audit set actor = 'nobody'`)).rejects.toThrow('permission denied')
    await expect(database.pool(role).raw('delete from audit')).rejects.toThrow('permission denied')
  }
})

const tampered = (seq: number): readonly (readonly [string, string])[] => [
  ['an edit', `update audit set detail = jsonb_set(detail, '{n}', '999') where seq = ${seq}`], ['another actor', `update audit set actor = 'somebody' where seq = ${seq}`],
  ['another time', `update audit set at = at + interval '1 microsecond' where seq = ${seq}`], ['a deletion', `delete from audit where seq = ${seq}`],
  ['a swap', `update audit a set actor = b.actor, action = b.action, detail = b.detail from audit b where (a.seq, b.seq) in ((${seq}, ${seq + 1}), (${seq + 1}, ${seq}))`],
  ['an insertion', `update audit set seq = seq + 1000 where seq > ${seq}; insert into audit select seq + 1, at, actor, action, detail, prev, hash from audit where seq = ${seq}; update audit set seq = seq - 999 where seq > 1000`],
  ['a forged rest', `update audit set actor = 'forged', hash = md5('x') || md5('x') where seq = ${seq}; update audit set prev = md5('x') || md5('x') where seq = ${seq + 1}`],
]

test.each([1, 2, 17, 30, 44, 58].flatMap((seq) => tampered(seq).map(([what, sql]) => [seq, what, sql] as const)))('at %i, %s is found', async (_, __, sql) => {
  await owner().transaction(async (trx) => {
    await trx.raw('set constraints all deferred')
    await trx.raw('alter table audit drop constraint audit_pkey')
    await trx.raw(sql)
    expect(await findBreak(trx, [])).toBeDefined()
    throw new Error('undo')
  }).catch((error: Error) => expect(error.message).toBe('undo'))
})

test.each([1, 5, 59])('a tail cut after %i is found by its anchor, and by nothing else', async (after) => {
  await owner().transaction(async (trx) => {
    await trx.raw('delete from audit where seq > ?', [after])
    expect(await findBreak(trx, [])).toBeUndefined()
    expect(await findBreak(trx, anchors)).toEqual({ seq: String(after + 1), what: 'was anchored and is gone' })
    throw new Error('undo')
  }).catch((error: Error) => expect(error.message).toBe('undo'))
})

test('anchors are kept outside the database, line by line', () => {
  const kept = openAnchors(mkdtempSync(join(tmpdir(), 'mingshu-anchors-')))
  expect(kept.list()).toEqual([])
  for (const anchor of anchors.slice(0, 3)) kept.note(anchor)
  expect(kept.list()).toEqual(anchors.slice(0, 3))
})
