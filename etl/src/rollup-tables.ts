import { secure, type Database } from '@mingshu/db'
import { rollupTable, subjects as declared, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'

/**
 * Creates the roll-up table of each subject and adds a column for each measure that is new.
 * A column that no measure names any more is left alone: old versions still read it.
 */
export async function prepareRollups(database: Database, subjects: readonly Subject[] = declared): Promise<void> {
  const pool = database.pool('owner')
  for (const s of subjects) {
    await createTable(pool, s)
    for (const m of s.measures) await pool.raw(`alter table ${rollupTable(s)} add column if not exists ${m.code} numeric`)
    await secure(pool, rollupTable(s))
  }
}

async function createTable(pool: Knex, s: Subject): Promise<void> {
  const table = rollupTable(s)
  await pool.raw(`create table if not exists ${table} (
    county_id     int    not null,
    unit_id       bigint not null,
    grain         text   not null check (grain in ('d', 'm', 'q', 'y', 't')),
    period_on     date   not null,
    dim           text   not null,
    member        text   not null,
    from_version  int    not null,
    until_version int,
    primary key (county_id, unit_id, grain, period_on, dim, member, from_version)
  )`)
  await pool.raw(`create index if not exists ${table}_current on ${table} (county_id, grain, period_on) where until_version is null`)
}
