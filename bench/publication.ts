import { cellsSql, runJob } from '@mingshu/etl'
import type { Subject } from '@mingshu/metrics'
import { timed, type Took } from './clock.js'
import { numberOf, type Place } from './place.js'

/** Publishes what is dirty, or everything. */
export type Publish = (full?: boolean) => Promise<Took>

/** The nightly run of one subject without its loads and its sample: marks, fold, checks, version, pointer. */
export function publisher({ database, dataDir }: Place, subject: Subject, businessOn: string): Publish {
  let tick = 0
  return async (full = false) => {
    const fireAt = new Date(Date.UTC(2030, 0, 1, 0, ++tick)).toISOString()
    return timed(() => runJob(database, 'bench', { job: 'bench', fireAt, businessOn, full }, { loads: [], subjects: [subject], sample: 0 }), dataDir)
  }
}

/** Rejects unless a query gives exactly the cells of a subject that are published. */
export async function mustEqualCells({ database }: Place, subject: Subject, peerSql: string): Promise<void> {
  const ours = cellsSql(subject)
  const differ = await numberOf(database, `select count(*) from (((${ours}) except (${peerSql})) union all ((${peerSql}) except (${ours}))) d`)
  if (differ > 0) throw new Error(`${differ} cells of ${subject.id} differ from those of the peer: the comparison means nothing.`)
}
