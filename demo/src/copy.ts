import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Row, Table } from './system.js'

const chunk = 256 * 1024

/** Copies rows into a table; answers how many. */
export async function copyInto(client: Client, table: Table, rows: Iterable<Row>): Promise<number> {
  let count = 0
  function* text(): Generator<string> {
    let lines = ''
    for (const row of rows) {
      count++
      lines += `${row.map(field).join('\t')}\n`
      if (lines.length < chunk) continue
      yield lines
      lines = ''
    }
    if (lines !== '') yield lines
  }
  await pipeline(Readable.from(text()), client.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`)))
  return count
}

const field = (value: Row[number]): string => {
  if (value === null) return '\\N'
  return typeof value === 'number' ? String(value) : value.replace(/[\\\t\n\r]/g, character => `\\${character}`)
}
