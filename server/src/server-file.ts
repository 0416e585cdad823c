import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The server that runs on a data directory, as it has noted there. */
export interface Running {
  readonly pid: number
  readonly url: string
}

/** The note of a running server: commands read it to find the page. */
export function serverFile(dataDir: string): { write(running: Running): () => void; read(): Running | undefined } {
  const file = join(dataDir, 'server.json')
  const read = (): Running | undefined => {
    try {
      const running = JSON.parse(readFileSync(file, 'utf8')) as Running
      process.kill(running.pid, 0)
      return running
    } catch (error) {
      // A process of somebody else answers with EPERM: then a server runs, but not ours to end.
      return (error as NodeJS.ErrnoException).code === 'EPERM' ? (JSON.parse(readFileSync(file, 'utf8')) as Running) : undefined
    }
  }
  return {
    read,
    write(running) {
      writeFileSync(`${file}.new`, `${JSON.stringify(running)}\n`)
      renameSync(`${file}.new`, file)
      return () => {
        if (read()?.pid === running.pid) rmSync(file, { force: true })
      }
    },
  }
}
