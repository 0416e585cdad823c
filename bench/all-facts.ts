import { timed, type Took } from './clock.js'
import { numberOf, type Place } from './place.js'

interface Fact {
  readonly name: string
  /** Its first column of days. */
  readonly on: string
}

/** What is to know of all fact tables together. */
export interface AllFacts {
  readonly rows: number
  /** Megabytes with their indexes. */
  readonly size: number
  /** One group by over each table, by unit and day: who counts every fact once does no less. */
  readonly scan: Took
}

/** Analyses the fact tables and reads each of them once. */
export async function readAllFacts({ database, dataDir }: Place): Promise<AllFacts> {
  const { rows: facts } = await database.pool('etl').raw<{ rows: Fact[] }>(
    `select c.relname as name, (array_agg(a.attname order by a.attnum))[1] as on
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.atttypid = 'date'::regtype
     where c.relname like 'fact\\_%' and c.relkind in ('r', 'p') and not c.relispartition group by c.relname`)
  for (const { name } of facts) await database.pool('owner').raw(`vacuum analyze ${name}`)
  const sum = async (of: (f: Fact) => string): Promise<number> => {
    let total = 0
    for (const fact of facts) total += await numberOf(database, of(fact))
    return total
  }
  const rows = await sum(({ name }) => `select count(*) from ${name}`)
  const size = await sum(({ name }) => `select (pg_total_relation_size('${name}') + coalesce((select sum(pg_total_relation_size(relid)) from pg_partition_tree('${name}') where parentrelid is not null), 0)) / 1e6`)
  const scan = await timed(() => sum(({ name, on }) => `select count(*) from (select county_id, unit_id, ${on}, count(*) from ${name} group by 1, 2, 3) g`), dataDir)
  return { rows, size, scan }
}
