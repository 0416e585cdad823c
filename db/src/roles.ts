import pg from 'pg'
import type { Secrets } from './secrets.js'

/** A part a connection plays; docs/architecture.md says what each may do. */
export type Role = 'owner' | 'etl' | 'api' | 'trace' | 'desk'

/** The role of PostgreSQL behind each part. */
export const logins = {
  owner: 'mingshu_owner',
  etl: 'mingshu_etl',
  api: 'mingshu_api',
  trace: 'mingshu_trace',
  desk: 'mingshu_desk',
} as const satisfies Record<Role, string>

/** A role of PostgreSQL that is ours. `mingshu_source` owns the databases in which the demo plays source systems, and nothing else. */
export type Login = (typeof logins)[Role] | 'mingshu_source'

/** All of our roles. */
export const allLogins: readonly Login[] = [...Object.values(logins), 'mingshu_source']

/** Creates our roles where they are missing; gives them the passwords of `secrets` when those are new. None is a superuser. */
export async function ensureRoles(client: pg.Client, secrets: Secrets): Promise<void> {
  const { rows: known } = await client.query<{ rolname: Login }>('select rolname from pg_roles where rolname = any($1)', [allLogins])
  const isKnown = (login: Login): boolean => known.some(({ rolname }) => rolname === login)
  const wanting = allLogins.filter(login => secrets.isNew || !isKnown(login))
  if (wanting.length === 0) return

  await refuseWithoutRight(client, secrets, wanting.every(isKnown))
  const settings = await roleSettings(client)
  for (const login of wanting) {
    const password = pg.escapeLiteral(secrets.passwords[login] ?? '')
    await client.query([
      isKnown(login) ? `alter role ${login} login password ${password}` : `create role ${login} login password ${password}`,
      ...settings.map(setting => `alter role ${login} set ${setting}`),
    ].join(';\n'))
  }
  // An ordinary role must be a member to make databases and schemas theirs.
  await client.query(`
    do $$ begin
      if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant mingshu_owner, mingshu_source to %I', current_user);
      end if;
    end $$`)
}

// Held by the roles, not by the connections: so they hold for every client, and behind a pooler.
async function roleSettings(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ canWatch: boolean }>(`select version() ~* 'linux|darwin|bsd' as "canWatch"`)
  return [
    `timezone to 'Asia/Shanghai'`,
    `datestyle to 'ISO, YMD'`,
    'search_path to public',
    'jit to off', // compiling costs more than our queries
    ...(rows[0]?.canWatch ? [`client_connection_check_interval to '2s'`] : []), // a killed client gives back its locks
  ]
}

async function refuseWithoutRight(client: pg.Client, secrets: Secrets, haveAll: boolean): Promise<void> {
  const { rows } = await client.query<{ me: string; mayCreate: boolean; isInUse: boolean }>(`
    select current_user as me, r.rolsuper or r.rolcreaterole as "mayCreate",
      exists (select from pg_stat_activity where usename = any($1)) as "isInUse"
    from pg_roles r where r.rolname = current_user`, [allLogins])
  const { me, mayCreate, isInUse } = rows[0] ?? { me: '', mayCreate: false, isInUse: false }
  if (haveAll && isInUse) throw new Error(
    `The roles ${allLogins.join(', ')} exist and another Mingshu uses them, but ${secrets.file} is missing here. ` +
    'Copy that file from there (one PostgreSQL server serves one Mingshu), or stop the other one to have new passwords set.')
  if (!mayCreate) throw new Error(
    `The role “${me}” of DATABASE_URL may not create roles, and Mingshu needs its own (${allLogins.join(', ')}). ` +
    `Let an administrator run: alter role ${pg.escapeIdentifier(me)} createrole; it is needed at the first start only.`)
}

/** Lets only `who` connect to a database; PostgreSQL lets everyone by default. Such rights are not copied from a template. */
export async function openTo(client: pg.Client, database: string, who: readonly Login[]): Promise<void> {
  const name = pg.escapeIdentifier(database)
  const writers = who.filter(login => login === 'mingshu_owner' || login === 'mingshu_etl') // what they load goes through temporary tables
  await client.query([
    `revoke all on database ${name} from public`,
    `grant connect on database ${name} to ${who.join(', ')}`,
    ...(writers.length ? [`grant temporary on database ${name} to ${writers.join(', ')}`] : []),
    ...(who.includes('mingshu_owner') ? [`grant create on database ${name} to mingshu_owner`] : []), // the queue of jobs has a schema of its own
  ].join(';\n'))
}
