import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { refusal } from './refusal.js'
import type { Cell, PostgresSystem, TableEntity } from './source.js'
import { isPassing, unreadable } from './unreadable.js'

/** A page of a source table: the rows whose keys are at least `from` and less than the next page's. */
export interface Page {
  readonly page: string
  /** Null on the first page. */
  readonly from: string | null
  readonly rows: number
  /** Sum over its rows, and what reading them depends on. */
  readonly fingerprint: string
}

/** How one entity was read. */
export interface Reading {
  readonly entity: string
  /** All pages, as they are now. */
  readonly pages: readonly Page[]
  /** Pages that were read, or are no more: what is known of them and was not read is gone. Null means everything. */
  readonly reread: readonly string[] | null
}

/** What a reading needs besides the system. */
export interface ReadSystem {
  readonly url: string
  /** The pages as they were last read. */
  readonly pages: (entity: string) => readonly Page[]
  /** What parsing depends on besides the columns: the unit tree, the key of the pseudonyms. */
  readonly basis: string
  /** Takes the rows of one page, or of a part of it: cells in the order of the columns. */
  readonly take: (entity: TableEntity, page: string, rows: readonly { key: string; cells: readonly Cell[] }[]) => Promise<void>
  /** Rows of a page when it is made. A page is split when it has twice as many. Default 2000. */
  readonly pageRows?: number
  /** Milliseconds for one statement. Default 10 minutes. */
  readonly timeout?: number
}

/**
 * Reads what changed in a system since its pages were last read, all in one snapshot.
 * A page is compared by the fingerprint of its rows, so what changed is found whatever its timestamps say.
 */
export async function readSystem(system: PostgresSystem, how: ReadSystem): Promise<Reading[]> {
  const client = new pg.Client({
    connectionString: how.url, application_name: 'mingshu', connectionTimeoutMillis: 10_000, keepAlive: true,
    statement_timeout: how.timeout ?? 600_000,
  })
  client.on('error', () => {}) // told by the query that fails; unheard it would end the process
  const source: Source = {
    query: async (sql, binds = []) => (await client.query({ text: sql, values: [...binds], rowMode: 'array' })).rows as (string | null)[][],
  }
  let entity: TableEntity | undefined
  const asking = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (cause) {
      throw refusal(unreadable(system, how.url, cause, entity?.table), isPassing(cause))
    }
  }
  try {
    await asking(async () => {
      await client.connect()
      await client.query('begin isolation level repeatable read read only')
      await client.query(`set local timezone = 'Asia/Shanghai'; set local datestyle = 'ISO, YMD'`)
    })
    const readings: Reading[] = []
    for (entity of system.entities) readings.push(await readEntity({ query: (sql, binds) => asking(() => source.query(sql, binds)) }, entity, how))
    return readings
  } finally {
    await client.end().catch(() => {})
  }
}

interface Source {
  query(sql: string, binds?: readonly unknown[]): Promise<(string | null)[][]>
}

async function readEntity(source: Source, entity: TableEntity, how: ReadSystem): Promise<Reading> {
  const pageRows = how.pageRows ?? 2000
  const known = how.pages(entity.id)
  const basis = basisOf(entity, how.basis)
  const isFirst = known.length === 0
  const bounds = isFirst ? [null] : await inOrder(source, entity, known)
  const found = isFirst ? new Map<number, Sum>() : await fingerprints(source, entity, bounds)
  const old = new Map(known.map((p) => [p.from, p]))

  const pages: (Page | Draft)[] = []
  const gone: string[] = []
  for (const [i, from] of bounds.entries()) {
    const page = old.get(from)
    const sum = found.get(i) ?? nothing
    const isSame = page !== undefined && page.fingerprint === `${basis} ${sum.fingerprint}` && page.rows === sum.rows
    if (isSame) {
      pages.push(page)
      continue
    }
    if (page && i > 0 && sum.rows === 0) {
      gone.push(page.page) // the page before now reaches over its keys, of which there are none
      continue
    }
    const cuts = isFirst || sum.rows > 2 * pageRows ? await splits(source, entity, from, bounds[i + 1] ?? null, pageRows) : []
    for (const cut of [from, ...cuts]) pages.push({ page: cut === from && page ? page.page : randomBytes(6).toString('base64url'), from: cut, sum: nothing })
  }
  const drafts = pages.filter(isDraft)
  if (drafts.length > 0) await readPages(source, entity, pages, how)
  return {
    entity: entity.id,
    pages: pages.map((p) => (isDraft(p) ? { page: p.page, from: p.from, rows: p.sum.rows, fingerprint: `${basis} ${p.sum.fingerprint}` } : p)),
    reread: isFirst ? null : [...drafts.map((d) => d.page), ...gone],
  }
}

interface Sum {
  readonly rows: number
  readonly fingerprint: bigint
}
interface Draft {
  readonly page: string
  readonly from: string | null
  sum: Sum
}
const nothing: Sum = { rows: 0, fingerprint: 0n }
const isDraft = (page: Page | Draft): page is Draft => 'sum' in page

const keyType = (entity: TableEntity): string => entity.keyType ?? 'text'
// Text is ordered by its bytes: a server's own order may differ from column to column, and change with its libraries.
const collated = (entity: TableEntity, sql: string): string => (keyType(entity) === 'text' ? `(${sql})::text collate "C"` : sql)
const keyOf = (entity: TableEntity): string => collated(entity, entity.key)
const columnsOf = (entity: TableEntity): string[] => Object.values(entity.columns).map((c) => `(${typeof c.from === 'string' ? c.from : c.from[0]})::text`)

// Sixty bits of each row, added up: the order of rows does not matter, and two equal rows do not cancel out.
const rowSum = (entity: TableEntity): string =>
  `('x' || substr(md5(row(${[`(${entity.key})::text`, ...columnsOf(entity)].join(', ')})::text), 1, 15))::bit(60)::bigint`

const basisOf = ({ table, key, parent, columns, rules = [] }: TableEntity, basis: string): string =>
  createHash('sha256').update(JSON.stringify([basis, table, key, parent, columns, rules], (_, value: unknown) => (typeof value === 'function' ? String(value) : value))).digest('base64url').slice(0, 12)

/** The bounds in the order of the source. */
async function inOrder(source: Source, entity: TableEntity, known: readonly Page[]): Promise<(string | null)[]> {
  const rows = await source.query(
    `select bound::text from unnest($1::${keyType(entity)}[]) as b (bound) order by ${collated(entity, 'b.bound')}`, [known.flatMap((p) => p.from ?? [])])
  return [null, ...rows.map(([from]) => from ?? null)]
}

const bucket = (entity: TableEntity): string => `width_bucket(${keyOf(entity)}, $1::${keyType(entity)}[])`
const thresholds = (bounds: readonly (string | null)[]): string[] => bounds.flatMap((b) => b ?? [])

async function fingerprints(source: Source, entity: TableEntity, bounds: readonly (string | null)[]): Promise<Map<number, Sum>> {
  const rows = await source.query(
    `select ${bucket(entity)}, count(*), sum(${rowSum(entity)})::text from ${entity.table} group by 1`, [thresholds(bounds)])
  return new Map(rows.map(([page, count, sum]) => [Number(page), { rows: Number(count), fingerprint: BigInt(sum ?? 0) }]))
}

/** Where to cut a page: the key of every so many rows. */
async function splits(source: Source, entity: TableEntity, from: string | null, to: string | null, pageRows: number): Promise<string[]> {
  const type = keyType(entity)
  const rows = await source.query(
    `select distinct k, k::text as bound from (
       select ${keyOf(entity)} as k, row_number() over (order by ${keyOf(entity)}) as n from ${entity.table}
       where ($1::${type} is null or ${keyOf(entity)} >= $1::${type}) and ($2::${type} is null or ${keyOf(entity)} < $2::${type})
     ) numbered
     where n > 1 and n % $3::bigint = 1 order by k`, [from, to, pageRows])
  return rows.flatMap(([, k]) => k ?? [])
}

/** Reads all drafts in one pass and adds up the fingerprints of the very rows that were read. */
async function readPages(source: Source, entity: TableEntity, pages: readonly (Page | Draft)[], how: ReadSystem): Promise<void> {
  const at = pages.map((page, i) => ({ page, i })).filter(({ page }) => isDraft(page))
  const type = keyType(entity)
  const first = pages[at[0]?.i ?? 0]?.from ?? null
  const end = pages[(at.at(-1)?.i ?? 0) + 1]?.from ?? null
  await source.query(
    `declare page_rows no scroll cursor for
     select ${bucket(entity)}, (${entity.key})::text, ${rowSum(entity)}, ${columnsOf(entity).join(', ')} from ${entity.table}
     where ($2::${type} is null or ${keyOf(entity)} >= $2::${type}) and ($3::${type} is null or ${keyOf(entity)} < $3::${type})
       and (${at.length === pages.length} or ${bucket(entity)} = any($4::int[]))
     order by ${keyOf(entity)}`,
    [thresholds(pages.map((p) => p.from)), first, end, at.map(({ i }) => i)])
  const more = (): Promise<(string | null)[][]> => source.query('fetch 2000 from page_rows')
  // The server fetches the next rows while we work on these.
  for (let coming = more(); ; ) {
    const rows = await coming
    if (rows.length === 0) break
    coming = more()
    coming.catch(() => {}) // told where it is awaited
    await takeRows(entity, pages, rows, how)
  }
  await source.query('close page_rows')
}

async function takeRows(entity: TableEntity, pages: readonly (Page | Draft)[], rows: readonly (readonly (string | null)[])[], how: ReadSystem): Promise<void> {
  for (let begin = 0; begin < rows.length; ) {
    const index = rows[begin]?.[0]
    let end = begin
    let fingerprint = 0n
    const taken: { key: string; cells: readonly Cell[] }[] = []
    for (; end < rows.length && rows[end]?.[0] === index; end += 1) {
      const [, key, sum, ...cells] = rows[end] ?? []
      fingerprint += BigInt(sum ?? 0)
      taken.push({ key: key ?? '', cells })
    }
    const draft = pages[Number(index)]
    if (!draft || !isDraft(draft)) throw new Error(`${entity.id}: a row of page ${String(index)} was not asked for.`)
    draft.sum = { rows: draft.sum.rows + taken.length, fingerprint: draft.sum.fingerprint + fingerprint }
    await how.take(entity, draft.page, taken)
    begin = end
  }
}
