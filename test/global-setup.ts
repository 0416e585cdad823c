import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { isAlive } from '../db/src/cluster.js'
import { openTestServer, type TestServer } from './server.js'

declare module 'vitest' {
  interface ProvidedContext {
    server: TestServer
    /** Where the demo lies that all files of a run look at; the first that needs it fills it. */
    demoDir: string
  }
}

/** Starts one throw-away PostgreSQL for all test files, with a migrated database that they clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeOrphans()
  const dir = mkdtempSync(join(tmpdir(), `mingshu-test-${process.pid}-`))
  const { server, stop } = await openTestServer(dir)
  project.provide('server', server)
  project.provide('demoDir', join(dir, 'demo'))
  return async () => {
    await stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

// A run that was killed could not tidy up.
function removeOrphans(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^mingshu-test-(\d+)-/.exec(name)?.[1]
    if (!pid || isAlive(Number(pid))) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      continue // another user's
    }
  }
}
