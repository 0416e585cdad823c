import { cellsSql, runJob, type RunResult } from '@mingshu/etl'
import type { Subject } from '@mingshu/metrics'
import { timed, type Took } from './clock.js'
import { numberOf, type Place } from './place.js'

/** Publishes what is dirty, or everything. */
export type Publish = (full?: boolean) => Promise<Took & { readonly result: RunResult }>

/** The nightly run of some subjects without its loads and its sample: marks, fold, checks, version, pointer. */
export function publisher({ database, dataDir }: Place, of: Subject | readonly Subject[], businessOn: string): Publish {
  const subjects = [of].flat()
  let tick = 0
  return async (full = false) => {
    const fireAt = new Date(Date.UTC(2030, 0, 1, 0, ++tick)).toISOString()
    return timed(async () => {
      const done = await runJob(database, 'bench', { job: 'bench', fireAt, businessOn, full }, { loads: [], subjects, sample: 0 })
      if (!done) throw new Error('The run was offered before.')
      return done
    }, dataDir)
  }
}

/** Rejects unless a query gives exactly the cells of a subject that are published. */
export async function mustEqualCells({ database }: Place, subject: Subject, peerSql: string): Promise<void> {
  const ours = cellsSql(subject)
  const differ = await numberOf(database, `select count(*) from (((${ours}) except (${peerSql})) union all ((${peerSql}) except (${ours}))) d`)
  if (differ > 0) throw new Error(`${differ} cells of ${subject.id} differ from those of the peer: the comparison means nothing.`)
}
