import { text } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { refuse } from '../http/problem.js'

/** A published state of the figures. */
export interface VersionInfo {
  readonly version: number
  readonly runId: string
  readonly businessOn: string
  readonly dataAsOf: string
  readonly isDemo: boolean
  readonly publishedAt: string
  /** Subjects that kept their earlier figures, for a rule found a fault in their facts. */
  readonly held: readonly string[]
}

/** The day units are looked at on: the last that counts, or today while nothing was published. */
export const treeDay = (now: VersionInfo | undefined): string => now?.businessOn ?? new Date().toISOString().slice(0, 10)

/** The published versions. */
export interface Versions {
  /** The one readers take now; undefined while nothing was published. */
  current(): Promise<VersionInfo | undefined>
  /** The version of a number, or the current one. Refuses numbers that were never published. */
  get(v?: number): Promise<VersionInfo>
  /** Codes of metrics whose definition is another today than it was at a version. */
  changedSince(v: number): Promise<readonly string[]>
  /** What was checked before a version was published. */
  checksOf(v: number): Promise<unknown>
  /** Forgets which one is current: a new one may have been published. */
  refresh(): void
}

/** The token of the {@link Versions} of a server. */
export const Versions = Symbol('Versions')

const columns = 'version, run_id as "runId", business_on as "businessOn", data_as_of as "dataAsOf", is_demo as "isDemo", published_at as "publishedAt", held'
// News moves the pointer at once; this bounds the delay when news is lost.
const freshFor = 1000
const mostKnown = 500

/** Reads versions and remembers them: a published version never changes, only which one is current. */
export function openVersions(pool: Knex): Versions {
  const known = new Map<number, VersionInfo>()
  const changes = new Map<string, Promise<readonly string[]>>()
  let pointer: { at: number; found: Promise<VersionInfo | undefined> } | undefined

  async function read(v?: number): Promise<VersionInfo | undefined> {
    const { rows: [found] } = await pool.raw<{ rows: VersionInfo[] }>(
      v === undefined
        ? `select ${columns} from data_version where version = (select version from published)`
        : `select ${columns} from data_version where version = :v and version <= (select version from published)`,
      v === undefined ? {} : { v },
    )
    if (!found) return undefined
    if (known.size >= mostKnown) known.clear()
    known.set(found.version, found)
    return found
  }

  function current(): Promise<VersionInfo | undefined> {
    const now = performance.now()
    if (!pointer || now - pointer.at > freshFor) {
      const found = read()
      pointer = { at: now, found }
      found.catch(() => (pointer = undefined))
    }
    return pointer.found
  }

  async function changed(before: number, now: number): Promise<readonly string[]> {
    const { rows } = await pool.raw<{ rows: { code: string }[] }>(
      `select n.key as code from data_version d, jsonb_each_text(d.definitions) n, data_version o
       where d.version = :now and o.version = :before and o.definitions->>n.key is distinct from n.value order by n.key`, { before, now })
    return rows.map((r) => r.code)
  }

  return {
    current,
    async get(v) {
      if (v !== undefined) {
        const found = known.get(v) ?? (await read(v))
        if (found) return found
        throw refuse(404, 'unknown_version', text(`没有发布过数据版本 ${v}。去掉 v 可看最新数据。`, `Version ${v} was never published. Leave out v for the newest.`))
      }
      const found = await current()
      if (found) return found
      throw refuse(503, 'no_figures', text('还没有发布过数据。第一次运行完成后即可查看。', 'Nothing has been published yet. Figures appear after the first run.'), 5)
    },
    async changedSince(v) {
      const now = await current()
      if (!now || v === now.version) return []
      const key = `${v} ${now.version}`
      const found = changes.get(key) ?? changed(v, now.version)
      if (changes.size >= mostKnown) changes.clear()
      changes.set(key, found)
      found.catch(() => changes.delete(key))
      return found
    },
    async checksOf(v) {
      const { rows: [found] } = await pool.raw<{ rows: { checks: unknown }[] }>('select checks from data_version where version = :v', { v })
      return found?.checks ?? []
    },
    refresh() {
      pointer = undefined
    },
  }
}
