import { createHash } from 'node:crypto'
import type { Knex } from 'knex'

/** Something somebody did, as it is remembered. */
export interface Deed {
  /** Login of who did it, `command` for the command line, `system` for the schedule. */
  readonly actor: string
  readonly action: string
  /** What it was about: units, periods, versions, counts. Never a name or number of a person counted. */
  readonly detail: Readonly<Record<string, unknown>>
}

/** A link of the chain. */
export interface Link {
  readonly seq: string
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly detail: unknown
  readonly prev: string
  readonly hash: string
}

/** The hash before the first link. */
export const genesis = '0'.repeat(64)

/** The last link, as it is noted outside the database: a cut tail is found by it and by nothing else. */
export interface Anchor {
  readonly seq: string
  readonly hash: string
}

/**
 * Adds a deed to the chain, in the transaction of the deed: either both are kept or neither. Writers queue for the head, so
 * this comes last in a transaction.
 */
export async function record(trx: Knex.Transaction, deed: Deed): Promise<Anchor> {
  await trx.raw(`select pg_advisory_xact_lock(hashtext('mingshu audit'))`)
  const { rows: [head] } = await trx.raw<{ rows: { seq: string; hash: string }[] }>('select seq, hash from audit order by seq desc limit 1')
  // The text PostgreSQL stores is the text that is hashed: jsonb orders keys in its own way, and instants keep microseconds.
  const { rows: [fixed] } = await trx.raw<{ rows: { at: string; detail: string }[] }>(
    `select to_json(clock_timestamp())#>>'{}' as at, (:detail::jsonb)::text as detail`, { detail: JSON.stringify(deed.detail) })
  if (!fixed) throw new Error('The database did not tell the time.')
  const link = { seq: String(BigInt(head?.seq ?? 0) + 1n), prev: head?.hash ?? genesis, ...deed, ...fixed }
  const hash = hashOf(link)
  await trx.raw(
    `insert into audit (seq, at, actor, action, detail, prev, hash) values (:seq, :at, :actor, :action, :detail::jsonb, :prev, :hash)`,
    { seq: link.seq, at: link.at, actor: link.actor, action: link.action, detail: link.detail, prev: link.prev, hash },
  )
  return { seq: link.seq, hash }
}

const hashOf = (link: { seq: string; at: string; actor: string; action: string; detail: string; prev: string }): string =>
  createHash('sha256').update(JSON.stringify([link.prev, link.seq, link.at, link.actor, link.action, link.detail])).digest('hex')

/** Where a chain is broken, and how; undefined while it is whole and reaches every anchor. */
export async function findBreak(pool: Knex, anchors: readonly Anchor[] = []): Promise<{ seq: string; what: string } | undefined> {
  const due = new Map(anchors.map((a) => [a.seq, a.hash]))
  let prev = genesis
  let seq = 0n
  for (;;) {
    const { rows } = await pool.raw<{ rows: { seq: string; at: string; actor: string; action: string; detail: string; prev: string; hash: string }[] }>(
      `select seq, to_json(at)#>>'{}' as at, actor, action, detail::text as detail, prev, hash from audit where seq > :seq order by seq limit 2000`, { seq: String(seq) })
    if (rows.length === 0) break
    for (const link of rows) {
      seq += 1n
      if (link.seq !== String(seq)) return { seq: String(seq), what: 'is missing' }
      if (link.prev !== prev) return { seq: link.seq, what: 'does not follow the one before' }
      if (hashOf(link) !== link.hash) return { seq: link.seq, what: 'was changed' }
      if (due.has(link.seq) && due.get(link.seq) !== link.hash) return { seq: link.seq, what: 'is not the one that was anchored' }
      due.delete(link.seq)
      prev = link.hash
    }
  }
  const [lost] = [...due.keys()].sort((a, b) => Number(BigInt(a) - BigInt(b)))
  return lost === undefined ? undefined : { seq: lost, what: 'was anchored and is gone' }
}
