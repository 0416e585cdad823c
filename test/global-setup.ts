import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openTestServer, type TestServer } from './server.js'

declare module 'vitest' {
  interface ProvidedContext {
    server: TestServer
  }
}

/** Starts one throw-away PostgreSQL for all test files, with a migrated database that they clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'mingshu-test-'))
  const { server, stop } = await openTestServer(dir)
  project.provide('server', server)
  return async () => {
    await stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
