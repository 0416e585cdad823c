import type { Knex } from 'knex'

interface Asked {
  readonly __knexQueryUid: string
  readonly sql: string
}

/** Notes each statement that a pool runs and takes at least `least` seconds, in order. */
export function listenTo(pool: Knex, least: number, say: (line: string) => void): void {
  const begun = new Map<string, number>()
  pool.on('query', (q: Asked) => begun.set(q.__knexQueryUid, performance.now()))
  pool.on('query-response', (_: unknown, q: Asked) => {
    const seconds = (performance.now() - (begun.get(q.__knexQueryUid) ?? performance.now())) / 1000
    begun.delete(q.__knexQueryUid)
    if (seconds >= least) say(`${seconds.toFixed(2).padStart(8)} s  ${q.sql.replaceAll(/\s+/g, ' ').slice(0, 140)}`)
  })
}
