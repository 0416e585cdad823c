import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, openDatabase, type Database } from '@mingshu/db'
import { prepareRollups } from '@mingshu/etl'

/** A database of its own to measure on: the bundled server with the settings it ships with, so every commit reaches the disk. */
export interface Place extends AsyncDisposable {
  readonly database: Database
  readonly dataDir: string
}

/** Opens a migrated, empty one in a folder that is removed with it. */
export async function openPlace(): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mingshu-bench-'))
  chmodSync(dataDir, 0o755)
  let database: Database | undefined
  const leave = async (): Promise<void> => {
    await database?.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    database = await openDatabase({ dataDir })
    await migrate(database)
    await prepareRollups(database)
    return { database, dataDir, [Symbol.asyncDispose]: leave }
  } catch (error) {
    await leave()
    throw error
  }
}

/** The one number a query gives. */
export async function numberOf(database: Database, sql: string, binds: Readonly<Record<string, string | number>> = {}): Promise<number> {
  const { rows } = await database.pool('etl').raw<{ rows: Record<string, string>[] }>(sql, binds)
  return Number(Object.values(rows[0] ?? {})[0])
}
