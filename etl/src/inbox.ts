import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from '@mingshu/metrics'
import { refusal } from './refusal.js'
import type { FileSource } from './source.js'

/** The files of an inbox and of the folders in it, in the order they were written: of two for the same month the later one counts. */
export async function filesOf(source: FileSource, inbox: string): Promise<{ path: string; name: string }[]> {
  const entries = await readdir(inbox, { recursive: true, withFileTypes: true }).catch(() => {
    throw refusal(text(
      `读不到${source.name.zh}的收件目录 ${inbox}。请建立该目录并授予读取权限。`,
      `Cannot read the inbox of the ${source.name.en}, ${inbox}. Create the folder and let the service read it.`,
    ))
  })
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && /\.(csv|xlsx|xls|et)$/i.test(entry.name) && !entry.name.startsWith('~$'))
      .map(async ({ parentPath, name }) => ({ path: join(parentPath, name), name, at: (await stat(join(parentPath, name))).mtimeMs })),
  )
  return files.sort((a, b) => a.at - b.at || (a.path < b.path ? -1 : 1))
}
