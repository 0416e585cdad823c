import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from '@mingshu/metrics'
import { refusal } from './refusal.js'
import type { FileSource } from './source.js'

/** A file of an inbox. */
export interface InboxFile {
  readonly path: string
  readonly name: string
  /** It was written to a moment ago: what can be read of it may be a part. */
  readonly isFresh: boolean
}

/**
 * The files of an inbox and of the folders in it, in the order they were written: of two for the same month the later one counts.
 * Those written to in the last `settle` milliseconds are fresh.
 */
export async function filesOf(source: FileSource, inbox: string, settle: number): Promise<InboxFile[]> {
  const entries = await readdir(inbox, { recursive: true, withFileTypes: true }).catch(() => {
    throw refusal(text(
      `读不到${source.name.zh}的收件目录 ${inbox}。请建立该目录并授予读取权限。`,
      `Cannot read the inbox of the ${source.name.en}, ${inbox}. Create the folder and let the service read it.`,
    ))
  })
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && /\.(csv|xlsx|xls|et)$/i.test(entry.name) && !entry.name.startsWith('~$'))
      // One that is gone already is told of when it is read.
      .map(async ({ parentPath, name }) => ({ path: join(parentPath, name), name, at: await stat(join(parentPath, name)).then((s) => s.mtimeMs, () => 0) })),
  )
  const now = Date.now()
  return files.sort((a, b) => a.at - b.at || (a.path < b.path ? -1 : 1))
    // Either way: the clock of a file server may be ahead of ours.
    .map(({ at, ...file }) => ({ ...file, isFresh: Math.abs(now - at) < settle }))
}
