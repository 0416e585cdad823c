import type { Database } from '@mingshu/db'
import { advanceSources, demoSources } from '@mingshu/demo'
import { fileSources, loadFiles, loadSystem, systems, type LoadStep } from '@mingshu/etl'
import { text, type Text } from '@mingshu/metrics'
import type { SourceAddress } from '../config.js'
import type { KeyFile } from '../secrets.js'
import { demoSeed, inboxOf, isDemoFilled } from './demo.js'

/** What reading the sources needs. */
export interface LoadMeans {
  readonly database: Database
  readonly dataDir: string
  /** Sources of the settings. When there are none, those of the demo are read, if it was filled. */
  readonly sources: Readonly<Record<string, SourceAddress>>
  readonly key: KeyFile
  readonly now?: () => Date
}

/** What a run reads before it folds: each source that is known, one step each. */
export async function loadsOf({ database, dataDir, sources, key, now = () => new Date() }: LoadMeans): Promise<LoadStep[]> {
  const isDemo = Object.keys(sources).length === 0 && (await isDemoFilled(database))
  const inbox = inboxOf(dataDir)
  const known = isDemo ? await demoSources(database, inbox) : sources
  const steps: LoadStep[] = isDemo ? [advance(database, inbox, now)] : []
  for (const [name, { url, inbox: folder }] of Object.entries(known)) {
    const options = { pseudonymKey: key, isDemo }
    const files = fileSources.find((s) => s.id === name)
    if (files && folder !== undefined) {
      steps.push({
        name: `load ${name}`,
        async run(progress) {
          const { entities, files: outcomes } = await loadFiles(database, {
            ...options, source: files, inbox: folder, asOf: now().toISOString(), onProgress: progress,
            ...(isDemo && { settle: 0 }), // its files are renamed into place whole
          })
          const unread = outcomes.filter((f) => f.state === 'refused' || f.state === 'waiting')
          return { ...counts(entities), ...(unread.length === 0 ? {} : { note: listed(unread.map((f) => f.note ?? text(f.name, f.name))) }) }
        },
      })
      continue
    }
    const system = systems.find((s) => s.id === name)
    if (!system || url === undefined) throw new Error(`${name} is no known source.`) // settings that name one do not start
    steps.push({
      name: `load ${name}`,
      async run(progress) {
        const { entities } = await loadSystem(database, system, { ...options, url, asOf: now().toISOString(), onProgress: progress })
        return counts(entities)
      },
    })
  }
  return steps
}

// The demo plays its sources up to yesterday before each run, as the real ones would have gone on by themselves.
function advance(database: Database, inbox: string, now: () => Date): LoadStep {
  return {
    name: 'demo',
    isFirst: true,
    async run() {
      const { rows, files } = await advanceSources(database, inbox, { seed: demoSeed, to: yesterday(now()) })
      return { rowsIn: 0, rowsOut: Object.values(rows).reduce((sum, n) => sum + n, 0), ...(files.length === 0 ? {} : { note: text(`新文件 ${files.length} 份`, `${files.length} new files`) }) }
    },
  }
}

/** The day before, in Asia/Shanghai. */
export const yesterday = (now: Date): string => new Date(now.getTime() + 8 * 3600_000 - 24 * 3600_000).toISOString().slice(0, 10)

interface Count { readonly read: number; readonly changed: number; readonly deleted: number; readonly rejected: number }

function counts(entities: readonly Count[]): { rowsIn: number; rowsOut: number; rowsRejected: number; note?: Text } {
  const sum = (of: (c: Count) => number): number => entities.reduce((total, c) => total + of(c), 0)
  const rejected = sum((c) => c.rejected)
  return {
    rowsIn: sum((c) => c.read), rowsOut: sum((c) => c.changed + c.deleted), rowsRejected: rejected,
    ...(rejected === 0 ? {} : { note: text(`拒收 ${rejected} 行`, `${rejected} rows rejected`) }),
  }
}

const listed = (notes: readonly Text[]): Text => {
  const shown = notes.slice(0, 5)
  const more = notes.length - shown.length
  return text(shown.map((n) => n.zh).join('') + (more > 0 ? `另有 ${more} 份。` : ''), shown.map((n) => n.en).join(' ') + (more > 0 ? ` And ${more} more.` : ''))
}
