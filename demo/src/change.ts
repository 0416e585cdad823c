import type { Client } from 'pg'
import type { Day } from './days.js'
import type { Row, Table } from './system.js'

/** What must be written and removed so that a table that stood as on one day stands as on another. */
export interface Change {
  readonly upserts: readonly Row[]
  readonly deletes: readonly Row[]
}

/** The rows of a table as of a day: every one that ever was and still is. */
export function* rowsOf(table: Table, from: Day, asOf: Day): Generator<Row> {
  if ('at' in table) yield* table.at(asOf)
  else for (let day = from; day <= asOf + table.ahead; day++) yield* table.on(day, asOf)
}

/** Compares the days that may still have changed between two days; what is older has settled. */
export function changeOf(table: Table, from: Day, before: Day, after: Day): Change {
  const was = new Map<string, Row>()
  const is = new Map<string, Row>()
  const keyOf = (row: Row): string => row.slice(0, table.key.length).join('|')
  const note = (rows: readonly Row[], into: Map<string, Row>): void => {
    for (const row of rows) into.set(keyOf(row), row)
  }
  if ('at' in table) {
    note(table.at(before), was)
    note(table.at(after), is)
  } else {
    for (let day = Math.max(from, before - table.settles); day <= after + table.ahead; day++) {
      if (day <= before + table.ahead) note(table.on(day, before), was)
      note(table.on(day, after), is)
    }
  }
  return {
    upserts: [...is].filter(([key, row]) => !same(was.get(key), row)).map(([, row]) => row),
    deletes: [...was].filter(([key]) => !is.has(key)).map(([, row]) => row),
  }
}

const same = (a: Row | undefined, b: Row): boolean => a !== undefined && a.every((value, i) => value === b[i])

/** Applies a change; answers how many rows it touched. */
export async function applyChange(client: Client, table: Table, { upserts, deletes }: Change): Promise<number> {
  const { name, key, columns } = table
  const asJson = (rows: readonly Row[]): string => JSON.stringify(rows.map(row => Object.fromEntries(columns.map((column, i) => [column, row[i]]))))
  if (deletes.length > 0) {
    await client.query(
      `delete from ${name} t using jsonb_populate_recordset(null::${name}, $1) gone
       where ${key.map(k => `t.${k} = gone.${k}`).join(' and ')}`,
      [asJson(deletes)])
  }
  if (upserts.length > 0) {
    const rest = columns.slice(key.length)
    await client.query(
      `insert into ${name} (${columns.join(', ')}) select ${columns.join(', ')} from jsonb_populate_recordset(null::${name}, $1)
       on conflict (${key.join(', ')}) do update set ${rest.map(column => `${column} = excluded.${column}`).join(', ')}`,
      [asJson(upserts)])
  }
  return upserts.length + deletes.length
}
