import { scoped, scopedWrite, type Database } from '@mingshu/db'
import type { Unit } from '@mingshu/metrics'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'

/** Kinds of event that move figures. */
export const eventKinds = ['typhoon', 'renovation', 'holiday', 'other'] as const
export type EventKind = (typeof eventKinds)[number]

/** An event somebody entered. */
export interface KnownEvent {
  readonly id: string
  readonly unit: string
  readonly kind: EventKind
  readonly from: string
  /** Last day. */
  readonly to: string
  readonly zh: string
  readonly en: string
  readonly enteredBy: string
  readonly enteredAt: string
}

const mostListed = 200

/** The events of some days that concern a unit: its own, those of the units below, and those of the units above that the viewer may see. */
export async function eventsOf(database: Database, viewer: Viewer, of: Unit, from: string, to: string): Promise<readonly KnownEvent[]> {
  const { rows } = await scoped(database.pool('desk'), viewer.scope, (trx) => trx.raw<{ rows: KnownEvent[] }>(
    `select e.event_id as id, u.code as unit, e.kind, e.from_on as "from", (e.until_on - 1)::text as "to", e.zh, e.en, e.entered_by as "enteredBy", to_json(e.entered_at)#>>'{}' as "enteredAt"
     from known_event e join unit u on u.unit_id = e.unit_id
     where e.withdrawn_at is null and e.from_on <= :to::date and e.until_on > :from::date
       and (e.unit_id in (select unit_id from unit_closure where ancestor_id = :unitId) or e.unit_id in (select ancestor_id from unit_closure where unit_id = :unitId))
     order by e.from_on desc, u.sort_no, u.code, e.event_id
     limit :mostListed`, { unitId: of.unitId, from, to, mostListed }))
  return rows
}

/** What is entered about an event. */
export type Entered = Pick<KnownEvent, 'id' | 'kind' | 'from' | 'to' | 'zh' | 'en'>

/** Keeps an event of a unit, and who entered it. */
export async function enterEvent(database: Database, viewer: Viewer, unit: Unit, event: Entered): Promise<void> {
  await scopedWrite(database.pool('desk'), viewer.scope, async (trx) => {
    await trx.raw(
      `insert into known_event (event_id, county_id, unit_id, kind, from_on, until_on, zh, en, entered_by)
       values (:id, :countyId, :unitId, :kind, :from, :to::date + 1, :zh, :en, :enteredBy)`,
      { ...event, countyId: unit.countyId, unitId: unit.unitId, enteredBy: viewer.name })
    await record(trx, { actor: viewer.login, action: 'event_entered', detail: { ...event, unit: unit.code } })
  })
}

/** Takes an event back; false when the viewer sees none. */
export function withdrawEvent(database: Database, viewer: Viewer, id: string): Promise<boolean> {
  return scopedWrite(database.pool('desk'), viewer.scope, async (trx) => {
    const { rows } = await trx.raw<{ rows: unknown[] }>('update known_event set withdrawn_at = now() where event_id = :id and withdrawn_at is null returning event_id', { id })
    if (rows.length > 0) await record(trx, { actor: viewer.login, action: 'event_withdrawn', detail: { id } })
    return rows.length > 0
  })
}
