import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import pg from 'pg'
import { findGrant, type ServiceRole } from './grants.js'
import { logins } from './roles.js'

/** Runs SQL as the owner. */
export type Query = (sql: string) => Promise<{ rows: unknown[] }>

interface Relation {
  readonly name: string
  readonly oid: number
  readonly isTable: boolean
  readonly hasCounty: boolean
  readonly hasUnit: boolean
  /** Of the statements that secured it; null when none did. */
  readonly sha256: string | null
}

const services = ['etl', 'api', 'trace', 'desk'] as const satisfies readonly ServiceRole[]

/** Gives the roles their rights on a table made while we run, and narrows its rows when it has a county. `pool` is the owner's. */
export async function secure(pool: Knex, table: string): Promise<void> {
  await pool.transaction(async trx => {
    const query: Query = sql => trx.raw(sql)
    const found = (await findRelations(query)).find(({ name }) => name === table)
    if (!found) throw new Error(`There is no table or view “${table}” to secure.`)
    await secureOne(query, found)
  })
}

/** Does so for every table and view that was not, or was under other rules. */
export async function secureAll(query: Query): Promise<void> {
  for (const relation of await findRelations(query)) await secureOne(query, relation)
}

async function secureOne(query: Query, relation: Relation): Promise<void> {
  const statements = statementsFor(relation).join(';\n')
  const sha256 = createHash('sha256').update(`${relation.oid}\n${statements}`).digest('hex') // a table made anew has no rights again
  if (relation.sha256 === sha256) return // none of it is touched again: each statement would wait for all readers
  await query(`
    ${statements};
    insert into secured (table_name, sha256) values (${pg.escapeLiteral(relation.name)}, '${sha256}')
    on conflict (table_name) do update set sha256 = excluded.sha256`)
}

function statementsFor({ name, isTable, hasCounty, hasUnit }: Relation): string[] {
  const table = pg.escapeIdentifier(name)
  const grant = findGrant(name)
  const rights = services.flatMap(role => {
    const given = grant?.rights[role]
    return given ? [`grant ${given.split(' ').join(', ')} on ${table} to ${logins[role]}`] : []
  })
  const statements = [`revoke all on ${table} from public, ${services.map(role => logins[role]).join(', ')}`, ...rights]
  if (!isTable || !hasCounty) return statements

  const policy = (role: 'owner' | ServiceRole, clause: string): string[] =>
    [`drop policy if exists ${role} on ${table}`, `create policy ${role} on ${table} ${clause}`]
  // The owner is forced too, so that nothing it runs by mistake walks around the policies of others.
  statements.push(`alter table ${table} enable row level security`, `alter table ${table} force row level security`)
  statements.push(...policy('owner', `to ${logins.owner} using (true) with check (true)`))
  for (const role of services) {
    if (!grant?.rights[role]) continue
    if (role === 'etl') statements.push(...policy(role, `to ${logins.etl} using (true) with check (true)`))
    else if (grant.rights[role].includes('insert')) statements.push(...policy(role, `to ${logins[role]} using (${scope(hasUnit)}) with check (${scope(hasUnit)})`)) // writes no row it may not see
    else statements.push(...policy(role, `for select to ${logins[role]} using (${grant.openTo?.includes(role) ? 'true' : scope(hasUnit)})`))
  }
  return statements
}

// Settings only, no subquery: the one form that holds on Citus as well. Unset reads as null or '', and then nothing is seen.
function scope(hasUnit: boolean): string {
  const list = (setting: string, type: string): string => `any (string_to_array(nullif(current_setting('${setting}', true), ''), ',')::${type}[])`
  const counties = `county_id = ${list('app.counties', 'int')}`
  return hasUnit ? `${counties} or unit_id = ${list('app.units', 'bigint')}` : counties
}

// Partitions are left out: they are reached through their parent, and nobody is given a right on them.
async function findRelations(query: Query): Promise<Relation[]> {
  const { rows } = await query(`
    select c.relname as name, c.oid, c.relkind in ('r', 'p') as "isTable", s.sha256,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'county_id' and not a.attisdropped) as "hasCounty",
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'unit_id' and not a.attisdropped) as "hasUnit"
    from pg_class c
    left join secured s on s.table_name = c.relname
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
    order by c.relname`)
  return rows as Relation[]
}
