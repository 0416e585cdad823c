import { spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { copyRows, keepRows, openLanding, type CopyType } from '@mingshu/etl'
import type { Knex } from 'knex'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { inTurn, timed, type Took } from './clock.js'
import type { Measurement } from './measurement.js'
import { watchMemory } from './memory.js'
import { listenTo } from './statements.js'
import { numberOf, openPlace, type Place } from './place.js'

type Line = readonly [county: number, unit: number, load: number, no: number, entity: string, key: string, page: string, state: string, hash: string, attendance: number]
const columns = ['county_id', 'unit_id', 'load_id', 'row_no', 'entity', 'src_id', 'page', 'state', 'hash', 'attendance']
const types: readonly CopyType[] = ['int4', 'int8', 'int8', 'int8', 'text', 'text', 'text', 'text', 'text', 'int4']
const table = `(county_id int, unit_id bigint, load_id bigint, row_no bigint, entity text, src_id text, page text, state text, hash text, attendance int)`

const lineOf = (i: number, seed: number): Line =>
  [i % 17, 1 + ((i * 31 + seed) % 3566), 1, i, 'activity', `活动${i}`, `p${i >> 13}`, 'good', ((i * 2654435761 + seed) >>> 0).toString(16).padStart(16, 'a'), i % 80]

// psql reads lines that are there already, so the other ways are given theirs ready made too; over and over the same, to save memory.
const prepared: Line[] = []
const line = (i: number, seed: number): Line => (prepared[i % 50_000] ??= lineOf(i % 50_000, seed))

/** Loads rows with the encoder of `etl`, with psql, and with knex; then loads them again with one in ten changed. */
export const load: Measurement = async ({ report, sizes, seed, statements, say }) => {
  for (const size of sizes) {
    await using place = await openPlace()
    await place.database.pool('owner').raw(`create unlogged table arrived ${table}; grant select, insert, truncate on arrived to mingshu_etl`)
    const file = join(place.dataDir, 'lines.txt')
    await writeLines(file, size, seed)
    const hasPsql = spawnSync('psql', ['--version']).status === 0
    const text = hasPsql ? 'load: psql \\copy of a text file' : 'load: text copy by pg-copy-streams'
    const peak = watchMemory()
    const first = await binary(place, size, seed)
    report.add({ name: 'load: peak memory of this process', size, value: peak().own, unit: 'MB' })
    const sum = await checksum(place)

    const rounds = size > 1_000_000 ? 1 : 3
    const took = await inTurn(rounds, {
      text: () => (hasPsql ? psql(place, file) : textCopy(place, size, seed)),
      binary: () => (rounds === 1 ? Promise.resolve(first) : binary(place, size, seed)),
    })
    if (await checksum(place) !== sum) throw new Error('Not the same rows arrived.')
    const rate = ({ seconds, cpu }: Took): { value: number; unit: string; cpu?: number } => ({ value: size / seconds, unit: 'rows/s', ...(cpu !== undefined && { cpu }) })
    report.add({ name: text, size, ...rate(took.text) })
    if (size <= 1_000_000) report.add({ name: 'load: knex batchInsert', size, ...rate(await batchInsert(place, size, seed)) })
    report.add({ name: 'load: binary copy', size, ...rate(took.binary), floor: text, target: '>= 1.2' })
    report.add({ name: 'load: binary copy, beside knex', size, ...rate(took.binary), floor: 'load: knex batchInsert', target: '>= 12' })
    if (statements !== undefined) listenTo(place.database.pool('etl'), statements, say)
    await reload(place, report.add, size, seed)
  }
}

async function binary({ database, dataDir }: Place, size: number, seed: number): Promise<Took> {
  return onClient(database.url('etl'), async (client) => timed(async () => {
    const rows = copyRows(client.query(copyFrom('copy arrived from stdin (format binary)')), types)
    for (let i = 0; i < size; i++) {
      const full = rows.write(line(i, seed))
      if (full) await full
    }
    await rows.end()
  }, dataDir))
}

async function textCopy({ database, dataDir }: Place, size: number, seed: number): Promise<Took> {
  return onClient(database.url('etl'), async (client) => timed(() => pipeline(Readable.from(texts(size, seed)), client.query(copyFrom('copy arrived from stdin'))), dataDir))
}

async function psql({ database, dataDir }: Place, file: string): Promise<Took> {
  return onClient(database.url('etl'), async () => timed(() => {
    const { status, stderr } = spawnSync('psql', [database.url('etl'), '-qc', `\\copy arrived from '${file}'`], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`psql: ${stderr}`)
  }, dataDir))
}

async function batchInsert({ database, dataDir }: Place, size: number, seed: number): Promise<Took> {
  const pool = database.pool('etl')
  await pool.raw('truncate arrived')
  return timed(() => pool.transaction(async (trx) => {
    for (let at = 0; at < size; at += 100_000) {
      const rows = Array.from({ length: Math.min(100_000, size - at) }, (_, i) => Object.fromEntries(line(at + i, seed).map((value, c) => [columns[c], value])))
      await trx.batchInsert('arrived', rows, 1000)
    }
  }), dataDir)
}

/** Rows that are known already arrive again, one in ten of them changed: compared as a set, as `etl` does, and written over blindly. */
async function reload({ database, dataDir }: Place, add: (row: Parameters<Parameters<Measurement>[0]['report']['add']>[0]) => void, size: number, seed: number): Promise<void> {
  const pool = database.pool('etl')
  const land = (trx: Knex.Transaction, loadId: string, rows: number, isChanged: (i: number) => boolean): Promise<void> => landRows(trx, loadId, rows, seed, isChanged)
  await pool.transaction(async (trx) => {
    await land(trx, '1', size, () => false)
    await keepRows(trx, 'bench', {})
  })
  for (const known of ['raw_latest', 'raw_row']) await database.pool('owner').raw(`vacuum analyze ${known}`)
  const arriving = Math.min(size, 1_000_000)
  const again = async (merge: (trx: Knex.Transaction) => Promise<unknown>): Promise<Took> => {
    let took: Took | undefined
    await pool.transaction(async (trx) => {
      await trx.raw(`set local work_mem = '64MB'`)
      await land(trx, '2', arriving, (i) => i % 10 === seed % 10)
      took = await timed(() => merge(trx), dataDir)
      await trx.rollback()
    }).catch((cause: unknown) => {
      if (!took) throw cause // else only the rollback that was asked for
    })
    if (!took) throw new Error('Nothing was measured.')
    return took
  }
  // Who does not compare cannot tell what changed: all that arrived is appended, and all that is known is written over.
  const blind = async (trx: Knex.Transaction): Promise<unknown> => {
    await trx.raw(
      `insert into raw_row (county_id, load_id, row_no, source, entity, src_id, state, payload, hash)
       select county_id, load_id, row_no, 'bench', entity, src_id, state, payload, hash from landing`)
    return trx.raw(
      `insert into raw_latest (county_id, source, entity, src_id, load_id, row_no, page, parent_id, hash, payload)
       select county_id, 'bench', entity, src_id, load_id, row_no, page, parent_id, hash, payload from landing
       on conflict (source, entity, src_id) do update set county_id = excluded.county_id, load_id = excluded.load_id, row_no = excluded.row_no,
         page = excluded.page, parent_id = excluded.parent_id, hash = excluded.hash, payload = excluded.payload`)
  }
  const took = await inTurn(2, { blind: () => again(blind), diff: () => again((trx) => keepRows(trx, 'bench', {})) })
  const name = `load: ${arriving.toLocaleString('en')} known rows again, a tenth changed`
  add({ name: `${name}, appended and written over blindly`, size, unit: 's', took: took.blind })
  add({ name: `${name}, compared first`, size, unit: 's', took: took.diff, floor: `${name}, appended and written over blindly`, target: '<= 0.333' })
}

async function landRows(trx: Knex.Transaction, loadId: string, rows: number, seed: number, isChanged: (i: number) => boolean): Promise<void> {
  const landing = await openLanding(trx)
  for (let i = 0; i < rows; i++) {
    const [county, , , no, entity, key, page, , , attendance] = lineOf(i, seed)
    const parsed = { row: { title: key, held_on: '2024-03-05', status: 'held', attendance: attendance + (isChanged(i) ? 1 : 0) }, countyId: county, problems: [] }
    const full = landing.take({ loadId, rowNo: no, entity, key, page, parent: null, parsed })
    if (full) await full
  }
  await landing.end()
}

async function onClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('truncate arrived')
    return await work(client)
  } finally {
    await client.end()
  }
}

const checksum = ({ database }: Place): Promise<number> => numberOf(database, 'select sum(hashtextextended(t::text, 0) % 1000000007) + count(*) from arrived t')

function* texts(size: number, seed: number): Generator<string> {
  for (let i = 0; i < size; i += 1000) {
    let piece = ''
    for (let n = i; n < Math.min(size, i + 1000); n++) piece += `${line(n, seed).join('\t')}\n`
    yield piece
  }
}

async function writeLines(file: string, size: number, seed: number): Promise<void> {
  const out = createWriteStream(file)
  for (const piece of texts(size, seed)) if (!out.write(piece)) await once(out, 'drain')
  out.end()
  await once(out, 'finish')
}
