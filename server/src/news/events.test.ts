import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type TestApp } from '../../../test/app.js'

let here: TestApp
beforeAll(async () => {
  here = await serve()
  await here.app.listen(0, '127.0.0.1')
})
afterAll(() => here[Symbol.asyncDispose]())

test('who left before it was known who they are holds none of the twelve streams', async () => {
  const token = await here.viewer('li', 'leader', '440700')
  const server = here.app.getHttpServer() as { address(): AddressInfo; getConnections(told: (error: unknown, count: number) => void): void }
  const connections = (): Promise<number> => new Promise((done) => server.getConnections((_, count) => done(count)))
  const owner = here.database.pool('owner')
  await using locked = { trx: await owner.transaction(), [Symbol.asyncDispose]: async () => void (await locked.trx.rollback()) }
  await locked.trx.raw('lock table token in access exclusive mode')
  const client = connect(server.address().port, '127.0.0.1')
  client.write(`GET /api/events HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n\r\n`)
  await expect.poll(async () => (await owner.raw(`select 1 from pg_locks where relation = 'token'::regclass and not granted`)).rows.length, { timeout: 10_000 }).toBe(1)
  client.destroy()
  await once(client, 'close')
  await expect.poll(connections, { timeout: 10_000 }).toBe(0)
  await locked.trx.rollback()

  const streams = new AbortController()
  const open = async (): Promise<number> => (await fetch(`${await here.app.getUrl()}/api/events`, { headers: { authorization: `Bearer ${token}` }, signal: streams.signal })).status
  const statuses: number[] = []
  for (let i = 0; i < 13; i++) statuses.push(await open())
  streams.abort()
  expect(statuses).toEqual([...Array(12).fill(200), 429])
})
