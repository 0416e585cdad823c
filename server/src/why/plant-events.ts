import { createHash } from 'node:crypto'
import type { Database } from '@mingshu/db'
import { playedEvents } from '@mingshu/demo'
import { demoSeed } from '../runs/demo.js'

/** Enters the events of the demo's stories up to a day, each once however often it is called. */
export async function plantEvents(database: Database, to: string): Promise<void> {
  const events = await playedEvents(database, { seed: demoSeed, to })
  const rows = events.map((e) => ({ ...e, id: idOf(`${e.unit} ${e.kind} ${e.from}`) }))
  // Told by the owner: the demo is nobody's account, and its events lie in every county.
  await database.pool('owner').raw(
    `insert into known_event (event_id, county_id, unit_id, kind, from_on, until_on, zh, en, entered_by)
     select e.id, u.county_id, u.unit_id, e.kind, e."from", e.until, e.zh, e.en, '演示'
     from json_to_recordset(:rows::json) as e (id uuid, unit text, kind text, "from" date, until date, zh text, en text)
     join unit u on u.code = e.unit and u.valid_to is null
     on conflict (event_id) do nothing`, { rows: JSON.stringify(rows) })
}

/** The same event has the same id in every copy of the demo. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(`known event ${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
