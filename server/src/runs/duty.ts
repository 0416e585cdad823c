import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { z } from 'zod'

/** What the one on duty said about figures that came late, on the wire. */
export const DutyNote = z.object({
  kind: z.enum(['seen', 'ignored']), name: z.string(), sentence: z.string().nullable(), saidAt: z.string(),
}).meta({ id: 'DutyNote' })

/** What the one on duty said. */
export type DutyNote = z.infer<typeof DutyNote>

/** What was said about a missed promise, in the order it was said. */
export async function findDutyNotes(desk: Knex, dueAt: string): Promise<DutyNote[]> {
  const { rows } = await desk.raw<{ rows: DutyNote[] }>(`select kind, name, sentence, said_at as "saidAt" from duty_note where due_at = :dueAt order by said_at, note_id`, { dueAt })
  return rows
}

/** Keeps what somebody says about a missed promise. */
export async function addDutyNote(trx: Knex.Transaction, { dueAt, kind, name, login, sentence }: Pick<DutyNote, 'kind' | 'name' | 'sentence'> & { dueAt: string; login: string }): Promise<void> {
  await trx.raw(
    `insert into duty_note (note_id, due_at, kind, name, login, sentence) values (:noteId, :dueAt, :kind, :name, :login, :sentence)`,
    { noteId: randomUUID(), dueAt, kind, name, login, sentence })
}
