import type pg from 'pg'

/** What a database tells about itself and its server. */
export interface Traits {
  readonly database: string
  readonly version: string
  /** As `server_version_num`: 180004 is 18.4. */
  readonly number: number
  readonly encoding: string
  readonly ctype: string
  readonly fsync: string
  readonly full_page_writes: string
  readonly synchronous_commit: string
  readonly data_checksums: string
}

/** Asks the server for them. */
export async function findTraits(client: pg.Client): Promise<Traits> {
  const { rows } = await client.query<Traits>(`
    select datname as database, current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      pg_encoding_to_char(encoding) as encoding, datctype as ctype,
      current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
      current_setting('synchronous_commit') as synchronous_commit, current_setting('data_checksums') as data_checksums
    from pg_database where datname = current_database()`)
  const [traits] = rows
  if (!traits) throw new Error('The server does not list the database we are connected to.')
  return traits
}

/** Why we must not keep figures there, with the remedy; undefined when we may. */
export function findRefusal({ database, version, number, encoding, ...settings }: Traits): string | undefined {
  if (number < 150000) return `PostgreSQL ${version} is too old: Mingshu needs 15 to 18.`
  if (encoding !== 'UTF8') {
    return `The database ${database} has the encoding ${encoding}, which cannot hold every name. ` +
      `Make another: create database … encoding 'UTF8' template template0;`
  }
  const off = (['fsync', 'full_page_writes', 'synchronous_commit'] as const).filter(name => settings[name] === 'off')
  if (off.length === 0) return undefined
  return `PostgreSQL runs with ${off.join(' and ')} off, so a crash could lose figures that were published. ` +
    `Let an administrator run: ${off.map(name => `alter system set ${name} = on;`).join(' ')} select pg_reload_conf();`
}

/** What is unwise about it, a sentence each. */
export function findDoubts({ database, version, number, ctype, data_checksums }: Traits): string[] {
  const doubts: string[] = []
  if (ctype === 'C' || ctype === 'POSIX') doubts.push(
    `The database ${database} has the character type ${ctype}, which knows no Chinese letters: names will not be found by likeness. ` +
    `Better make one with: create database … template template0 lc_collate 'C' lc_ctype 'C.UTF-8';`)
  if (number >= 190000) doubts.push(`PostgreSQL ${version} is newer than those Mingshu was tested with (15 to 18).`)
  if (data_checksums === 'off') doubts.push('PostgreSQL runs without data checksums: damage on its disk would go unseen. See pg_checksums.')
  return doubts
}
