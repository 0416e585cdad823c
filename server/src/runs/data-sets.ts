import type { Database } from '@mingshu/db'
import { systemName, type Unit } from '@mingshu/metrics'
import type { Viewer } from '../access/viewer.js'
import type { UnitTree } from '../access/units.js'
import { z } from 'zod'
import { TextSchema } from '../http/texts.js'
import { lastRuns, promiseOf } from './due.js'
import { listRejectedLoads } from './rejected.js'

/** How a data set stands: read by the last run; not yet by the one that has begun; not by one whose promise is due; its last reading failed; never read. */
export const dataSetStates = ['fresh', 'ageing', 'late', 'failed', 'unknown'] as const

/** How a data set stands. */
export type DataSetState = (typeof dataSetStates)[number]

/** A data set on the wire. */
export const DataSet = z.object({
  source: z.string(), name: TextSchema, state: z.enum(dataSetStates),
  asOf: z.string().nullable().meta({ description: 'The newest state of the source that we have.' }),
  readAt: z.string().nullable().meta({ description: 'When it was last read; a folder of files also counts when there was nothing new in it.' }),
  promisedAt: z.string().nullable().meta({ description: 'The last promise that fell due: it should have been read by then.' }),
  month: z.string().nullable().meta({ description: 'The last whole month of the figures; reported counts are of it.' }),
  due: z.int().meta({ description: 'Counties of the viewer that use the system.' }), reported: z.int(),
  missing: z.array(z.object({ code: z.string(), name: TextSchema })),
  rejected: z.int().meta({ description: 'Refused rows of the viewer\'s counties, as GET /api/rejected lists them.' }),
}).meta({ id: 'DataSet' })

/** A data set. */
export type DataSet = z.infer<typeof DataSet>

interface Reading {
  readonly readAt: string | null
  readonly failedAt: string | null
}

/** Judges a data set by its readings and the schedule. */
export function stateOf({ readAt, failedAt }: Reading, schedule: string, now: Date): DataSetState {
  if (failedAt !== null && (readAt === null || Date.parse(failedAt) > Date.parse(readAt))) return 'failed'
  if (readAt === null) return 'unknown'
  const { begun, promised } = lastRuns(schedule, now)
  const isBefore = (run: string | undefined): boolean => run !== undefined && Date.parse(readAt) < Date.parse(run)
  return isBefore(promised) ? 'late' : isBefore(begun) ? 'ageing' : 'fresh'
}

/** The data sets a viewer's figures come from, with the counties that have not reported the last whole month. */
export async function listDataSets(database: Database, viewer: Viewer, tree: UnitTree, of: { schedule: string; now: Date; businessOn: string | undefined; version: number }): Promise<DataSet[]> {
  const { schedule, now, businessOn, version } = of
  const month = businessOn === undefined ? null : wholeMonth(businessOn)
  const [readings, coverage, refusals] = await Promise.all([readingsOf(database), month === null ? [] : coverageOf(database, viewer, month, version), listRejectedLoads(database, viewer)])
  const counties = new Map(viewer.roots.flatMap((root) => tree.allBelow(root)).filter((u) => u.level === 'county').map((u): [number, Unit] => [u.countyId, u]))
  const { promised } = lastRuns(schedule, now)
  const promisedAt = promised === undefined ? null : promiseOf(promised)
  return readings.map(({ source, asOf, readAt, failedAt }) => {
    const own = coverage.filter((c) => c.source === source)
    return {
      source, name: systemName(source), state: stateOf({ readAt, failedAt }, schedule, now), asOf, readAt, promisedAt, month: month?.slice(0, 7) ?? null,
      due: own.length, reported: own.filter((c) => c.isThere).length,
      rejected: refusals.filter((l) => l.source === source).reduce((sum, l) => sum + Number(l.rejected), 0),
      missing: own.filter((c) => !c.isThere).flatMap((c) => counties.get(c.countyId) ?? []).map(({ code, name }) => ({ code, name })),
    }
  })
}

/** The first day of the last month that is over on a business date. */
function wholeMonth(businessOn: string): string {
  const [year = 0, month = 1, day = 1] = businessOn.split('-').map(Number)
  const isOver = new Date(Date.UTC(year, month, 0)).getUTCDate() === day
  return new Date(Date.UTC(year, month - (isOver ? 1 : 2), 1)).toISOString().slice(0, 10)
}

// What the demo played is no reading: it tells nothing about the state of a source.
async function readingsOf(database: Database): Promise<(Reading & { source: string; asOf: string | null })[]> {
  const { rows } = await database.pool('desk').raw<{ rows: (Reading & { source: string; asOf: string | null })[] }>(
    `with step as (
       select split_part(s.name, ' ', 2) as source, s.started_at, s.finished_at, s.rows_out is not null as is_read
       from run_step s join run using (run_id) where s.name like 'load %' and not run.is_demo
     ),
     tried as (
       select source, max(started_at) filter (where is_read) as read_at, max(started_at) filter (where not is_read and finished_at is not null) as failed_at
       from step group by source
     ),
     loaded as (
       select source, max(as_of) as as_of, max(finished_at) as finished_at from load where finished_at is not null group by source
     )
     select source, as_of as "asOf", greatest(read_at, finished_at) as "readAt", failed_at as "failedAt"
     from tried full join loaded using (source) order by source`)
  return rows
}

async function coverageOf(database: Database, { scope }: Viewer, month: string, version: number): Promise<{ source: string; countyId: number; isThere: boolean }[]> {
  const { rows } = await database.pool('api').raw<{ rows: { source: string; countyId: number; isThere: boolean }[] }>(
    `select source, county_id as "countyId", bool_or(month_on = :month and from_version <= :version and (until_version is null or until_version > :version)) as "isThere"
     from coverage_told where county_id = any(:counties::int[]) and month_on <= :month group by source, county_id order by source, county_id`,
    { month, version, counties: [...scope.counties] })
  return rows
}
