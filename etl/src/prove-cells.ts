import { proveAllSql, type Mismatch, type ProvedAll, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { waitingSubjects } from './waiting-subjects.js'

/** Every stored cell beside its facts. */
export interface ProvedCells {
  readonly version: number
  /** Cells that say something. */
  readonly compared: number
  readonly different: readonly Mismatch[]
  /** Subjects whose facts have changed since the version was published; their cells were left out. */
  readonly ahead: readonly string[]
}

/** Counts every cell of the version published last again from the facts, subject by subject, in one snapshot. */
export async function proveCells(pool: Knex, subjects: readonly Subject[], onSubject: (subject: Subject) => void = () => {}): Promise<ProvedCells> {
  return pool.transaction(async (trx) => {
    await trx.raw(`set local work_mem = '64MB'`)
    const { rows: [at] } = await trx.raw<{ rows: { version: number; businessOn: string; since: string }[] }>(
      `select version, business_on as "businessOn", (select coalesce(min(month_on), business_on) from coverage) as since from published join data_version using (version)`)
    if (!at) return { version: 0, compared: 0, different: [], ahead: [] }
    const ahead = [...(await waitingSubjects(trx, at.businessOn))]
    const different: Mismatch[] = []
    let compared = 0
    for (const subject of subjects.filter((s) => !ahead.includes(s.id))) {
      onSubject(subject)
      const range = { v: at.version, businessOn: at.businessOn, fromYear: Number(at.since.slice(0, 4)), toYear: Number(at.businessOn.slice(0, 4)) }
      const { sql, binds } = proveAllSql(subject, range)
      const { rows } = await trx.raw<{ rows: ProvedAll[] }>(sql, binds as Knex.RawBinding)
      compared += Number(rows[0]?.compared ?? 0)
      different.push(...rows.filter((r): r is ProvedAll & Mismatch => r.measure !== null))
    }
    return { version: at.version, compared, different, ahead }
  }, { isolationLevel: 'repeatable read', readOnly: true })
}
