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

// Held by the role, not by the connection: so they hold for every client, and behind a pooler.
const settings = { timezone: 'Asia/Shanghai', datestyle: 'ISO, YMD', search_path: 'public', jit: 'off' }

/** Creates our roles where they are missing; gives them the passwords of `secrets` when those are new. None is a superuser. */
export async function ensureRoles(client: pg.Client, secrets: Secrets): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [allLogins])
  const known = new Set(rows.map(row => row.rolname))
  for (const login of allLogins) {
    if (known.has(login) && !secrets.isNew) continue
    const verb = known.has(login) ? 'alter' : 'create'
    const password = pg.escapeLiteral(secrets.passwords[login] ?? '')
    const lines = [
      `${verb} role ${login} login nosuperuser nocreatedb nocreaterole nobypassrls noreplication password ${password}`,
      ...Object.entries(settings).map(([name, value]) => `alter role ${login} set ${name} to ${name === 'datestyle' ? value : pg.escapeLiteral(value)}`),
    ]
    await client.query(lines.join(';\n'))
  }
}

/** Lets only `who` connect to a database; PostgreSQL lets everyone by default. Such rights are not copied from a template. */
export async function openTo(client: pg.Client, database: string, who: readonly Login[]): Promise<void> {
  const name = pg.escapeIdentifier(database)
  const writers = who.filter(login => login === 'mingshu_owner' || login === 'mingshu_etl') // what they load goes through temporary tables
  await client.query([
    `revoke all on database ${name} from public`,
    `grant connect on database ${name} to ${who.join(', ')}`,
    ...(writers.length ? [`grant temporary on database ${name} to ${writers.join(', ')}`] : []),
  ].join(';\n'))
}
