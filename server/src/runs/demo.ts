import { join } from 'node:path'
import type { Database } from '@mingshu/db'

/** The world the demo plays. Another number is another world with the same published figures. */
export const demoSeed = 1

/** The folder the demo's rosters are delivered to. */
export const inboxOf = (dataDir: string): string => join(dataDir, 'inbox')

/** Whether the demo's source systems stand beside our database. */
export const isDemoFilled = (database: Database): Promise<boolean> => database.hasDatabase('demo_issue_system')

/** Whether a version was ever published. */
export async function isPublished(database: Database): Promise<boolean> {
  const { rows } = await database.pool('etl').raw<{ rows: unknown[] }>('select from published')
  return rows.length > 0
}

/** Whether nothing was ever loaded or published: only then the demo may be filled. */
export async function isEmpty(database: Database): Promise<boolean> {
  const { rows: [row] } = await database.pool('etl').raw<{ rows: { isEmpty: boolean }[] }>(
    `select not exists (select from load) and not exists (select from data_version) as "isEmpty"`)
  return row?.isEmpty ?? false
}
