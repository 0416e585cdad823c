import type pg from 'pg'
import { grants } from './grants.js'
import { logins } from './roles.js'

/** Something in the catalogue that would let a role see or do more than it should. */
export interface Gap {
  readonly what: string
  readonly object: string
}

/**
 * Looks for gaps in the second wall: in the database itself, whatever our own statements intended. An empty list is the only
 * good answer; it is asked at every start.
 */
export async function findGaps(client: pg.Client): Promise<Gap[]> {
  // Tables without a county hold nothing to narrow; only those the matrix names may be read without row-level security.
  const listed = grants.filter(({ on }) => !on.endsWith('*')).map(({ on }) => on)
  const open = grants.flatMap(({ on, openTo = [] }) => openTo.map(role => `${logins[role]} ${on}`))
  const { rows } = await client.query<Gap>(catalogue, [Object.values(logins), listed, open])
  return rows
}

/** Refuses to go on while there are gaps, and names them. */
export async function refuseGaps(client: pg.Client): Promise<void> {
  const gaps = await findGaps(client)
  if (gaps.length === 0) return
  throw new Error(
    'The rights in the database are not what Mingshu set, so rows could be seen by those who may not. Nothing was served. Undo:\n' +
    gaps.map(({ what, object }) => `  ${object}: ${what}`).join('\n'))
}

// $1 our roles, $2 tables named in the grants, $3 'role table' where all rows are meant to be seen.
const catalogue = `
  with ours as (
    select oid, rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolname <> 'mingshu_owner' as serves,
      rolname not in ('mingshu_owner', 'mingshu_etl') as is_narrowed
    from pg_roles where rolname = any($1)
  ),
  thing as (
    select oid, relname, relkind, relowner, reloptions, relispartition, relrowsecurity and relforcerowsecurity as is_forced,
      exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'county_id' and not attisdropped) as has_county
    from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
  ),
  readable as (
    select t.*, o.oid as reader, o.rolname as reader_name
    from thing t join ours o on o.serves and has_any_column_privilege(o.oid, t.oid, 'select')
  )
  select 'the role may do everything (superuser, bypassrls, createrole, createdb or replication)' as what, rolname::text as object
  from ours where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
  union all
  select 'the role has the rights of ' || m.rolname, o.rolname
  from ours o join pg_roles m on m.oid <> o.oid and pg_has_role(o.oid, m.oid, 'member')
  where not (select rolsuper from pg_roles s where s.oid = o.oid)
  union all
  select 'the role may create objects in schema public', rolname from ours where serves and has_schema_privilege(oid, 'public', 'create')
  union all
  select 'owned by ' || r.rolname || ', whom no policy binds', t.relname
  from thing t join pg_roles r on r.oid = t.relowner where r.rolname <> 'mingshu_owner'
  union all
  select 'everyone may ' || string_agg(distinct lower(a.privilege_type), ', '), t.relname
  from thing t join pg_class c using (oid) cross join aclexplode(c.relacl) a where a.grantee = 0 group by t.relname
  union all
  select 'a view that reads with its owner''s rights; ' || reader_name || ' may read it', relname
  from readable where relkind = 'v'
    and not exists (select from unnest(reloptions) o where o ~* '^security_invoker=(true|on|1|yes)$')
  union all
  select 'row-level security does not reach it, and ' || reader_name || ' may read it', relname
  from readable where relkind in ('m', 'f')
  union all
  select 'a partition, which must be read through its table; ' || reader_name || ' may read it', relname
  from readable where relispartition
  union all
  select 'row-level security is not forced, and ' || reader_name || ' may read it', relname
  from readable
  where relkind in ('r', 'p') and not relispartition and not is_forced and (has_county or relname <> all($2))
  union all
  select 'the policy ' || p.polname || ' shows ' || r.reader_name || ' every row', r.relname
  from readable r join pg_policy p on p.polrelid = r.oid and (p.polroles = '{0}' or r.reader = any(p.polroles))
  join ours o on o.oid = r.reader
  where r.has_county and o.is_narrowed and p.polcmd in ('r', '*')
    and pg_get_expr(p.polqual, p.polrelid) !~ 'app\\.counties' and r.reader_name || ' ' || r.relname <> all($3)
  union all
  select 'a function that runs with its owner''s rights; ' || o.rolname || ' may run it', f.oid::regprocedure::text
  from pg_proc f join ours o on o.is_narrowed and has_function_privilege(o.oid, f.oid, 'execute')
  where f.prosecdef and f.pronamespace = 'public'::regnamespace
  order by object, what`
