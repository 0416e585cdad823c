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
}

/** The published versions. */
export interface Versions {
  /** The one readers take now; undefined while nothing was published. */
  current(): Promise<VersionInfo | undefined>
  /** The version of a number, or the current one. Refuses numbers that were never published. */
  get(v?: number): Promise<VersionInfo>
  /** Forgets which one is current: a new one may have been published. */
  refresh(): void
}

/** The token of the {@link Versions} of a server. */
export const Versions = Symbol('Versions')

const columns = 'version, run_id as "runId", business_on as "businessOn", data_as_of as "dataAsOf", is_demo as "isDemo", published_at as "publishedAt"'
// News moves the pointer at once; this bounds the delay when news is lost.
const freshFor = 1000
const mostKnown = 500

/** Reads versions and remembers them: a published version never changes, only which one is current. */
export function openVersions(pool: Knex): Versions {
  const known = new Map<number, VersionInfo>()
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
    refresh() {
      pointer = undefined
    },
  }
}
