import { chmodSync } from 'node:fs'
import { migrate } from '../db/src/migrate.js'
import { startEmbedded } from '../db/src/embedded.js'
import { ownDatabase, prepare } from '../db/src/open.js'
import { allLogins } from '../db/src/roles.js'
import { openSecrets, type Passwords } from '../db/src/secrets.js'

/** How test files reach the server that `global-setup.ts` started. */
export interface TestServer {
  /** Address of the migrated database, as the superuser. */
  readonly template: string
  readonly passwords: Passwords
}

/** Starts a PostgreSQL that forgets on a crash, and migrates one database on it. */
export async function openTestServer(dir: string): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  chmodSync(dir, 0o755)
  const embedded = await startEmbedded({ dataDir: dir, throwAway: true })
  try {
    const template = await ownDatabase(embedded.url, 'template')
    const database = await prepare(template, dir, true)
    // Few partitions: each is five files to copy for every database. Other months lie in the default one.
    await migrate(database, { months: ['2024-01-01', '2024-03-01'] })
    await database.close()
    return { server: { template, passwords: openSecrets(dir, allLogins).passwords }, stop: () => embedded.stop() }
  } catch (error) {
    await embedded.stop()
    throw error
  }
}
