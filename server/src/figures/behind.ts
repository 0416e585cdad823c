import { scoped, type Database } from '@mingshu/db'
import { waitingSubjects } from '@mingshu/etl'
import { cursorAfter, metricsOf, parsePeriod, partsOf, proveSql, prove, subjects, text, traceCountSql, traceSql, type Metric, type Proof, type Narrowed, type Question, type Recomputed, type Scope, type TraceCount, type TracePage, type TraceRow } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { narrow, type Wall } from '../access/narrow.js'
import type { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { refuse } from '../http/problem.js'
import { abortable, runner, type Asker } from './asker.js'
import type { VersionInfo } from './versions.js'

/** One figure, or that of one member of it. */
export interface Figure {
  readonly metric: string
  readonly unit: string
  readonly period: string
  readonly member?: { readonly dim: string; readonly member: string }
}

/** The rows behind a figure, a page of them. */
export interface Traced {
  readonly counts: readonly TraceCount[]
  readonly rows: readonly TraceRow[]
  readonly cursor: string | null
  /** Facts have changed since the version was published, or are about to: then the rows may be more or fewer than the figure says. */
  readonly isAhead: boolean
}

/** Lists and recounts the rows behind figures, as their viewer may see them. */
export interface Behind {
  trace(figure: Figure, page: Omit<TracePage, 'member'>, viewer: Viewer, at: VersionInfo): Promise<Traced>
  /** All rows, in pages of a thousand, for a file. */
  rows(figure: Figure, viewer: Viewer, at: VersionInfo, signal?: AbortSignal): AsyncGenerator<readonly TraceRow[]>
  prove(figure: Figure, viewer: Viewer, at: VersionInfo): Promise<Proof>
}

/** The token of the {@link Behind} of a server. */
export const Behind = Symbol('Behind')

const pageRows = 1000

/** Reads facts with the role that may, narrowed like every question. */
export function openBehind(database: Database, units: Units, asker: Asker, wall: Wall = 'up'): Behind {
  const pool = database.pool('trace')
  const narrowed = async ({ metric, unit, period, member }: Figure, viewer: Viewer, at: VersionInfo): Promise<ReturnType<typeof narrow>> => {
    const question: Question = { metrics: [metric], unit, period, ...(member ? { by: member.dim } : {}) }
    return narrow(question, viewer, await units.get(), at, wall)
  }
  const memberOf = ({ member }: Figure): Pick<TracePage, 'member'> => (member ? { member } : {})

  return {
    async trace(figure, page, viewer, at) {
      const question = await narrowed(figure, viewer, at)
      const limit = page.limit ?? 100
      return scoped(pool, viewer.scope, async (trx) => {
        const run = runner(trx)
        const counts = await run<TraceCount>(traceCountSql(question, memberOf(figure)))
        const rows = await run<TraceRow>(traceSql(question, { ...page, ...memberOf(figure), limit }))
        const last = rows.at(-1)
        return { counts, rows, cursor: last && rows.length === limit ? cursorAfter(last) : null, isAhead: await isAhead(trx, question, at) }
      })
    },
    async *rows(figure, viewer, at, signal) {
      const question = await narrowed(figure, viewer, at)
      let cursor: string | undefined
      do {
        const rows = await scoped(pool, viewer.scope, (trx) =>
          abortable(pool, trx, signal, () => runner(trx)<TraceRow>(traceSql(question, { limit: pageRows, ...memberOf(figure), ...(cursor === undefined ? {} : { cursor }) }))))
        const last = rows.at(-1)
        cursor = last && rows.length === pageRows ? cursorAfter(last) : undefined
        yield rows
      } while (cursor !== undefined)
    },
    async prove(figure, viewer, at) {
      const metric = getMetric(figure.metric)
      const question = await narrowed(figure, viewer, at)
      const answer = await asker.ask({ metrics: [metric.code], unit: figure.unit, period: figure.period, ...(figure.member ? { by: figure.member.dim } : {}) }, viewer, at)
      const row = figure.member ? answer.rows.find((r) => r.member === figure.member?.member) : answer.total
      const cell = row?.cells[metric.code] ?? { value: null, status: 'not_applicable' as const }
      return scoped(pool, proofScope(question), async (trx) => {
        // Facts have no past: only what they say now can be compared, with what was published last.
        if (!(await isPublished(trx, at.version))) {
          throw refuse(409, 'not_current', text('已有更新的数据发布。只有最新一版可以由明细重新核算，请先切换到最新数据。', 'A newer version was published. Only the newest can be counted again from the facts; show it first.'))
        }
        const [recomputed] = await runner(trx)<Recomputed>(proveSql(question, memberOf(figure)))
        const proof = prove(metric, cell, recomputed)
        if (!proof.equal && (await isAhead(trx, question, at))) {
          throw refuse(409, 'being_updated', text('有新到的明细正等待汇总，发布后再核对。', 'New rows have arrived and wait for the next run. Check again once it is published.'), 30)
        }
        return proof
      })
    },
  }
}

/** The metric of a code. */
export function getMetric(code: string): Metric {
  const metric = metricsOf(subjects).get(code)
  if (!metric) throw refuse(404, 'unknown_metric', text(`没有指标“${code}”。指标目录见 /api/metrics。`, `There is no metric “${code}”. The catalogue is at /api/metrics.`))
  return metric
}

async function isPublished(trx: Knex.Transaction, version: number): Promise<boolean> {
  const { rows: [found] } = await trx.raw<{ rows: { version: number }[] }>('select version from published')
  return found?.version === version
}

// Some facts are seen beside others of their county: returns are due since the first of any town, a resource counts the items of all. A proof
// from the viewer's own rows alone would count others than the fold did; and what it tells is one count of a unit that is theirs.
const proofScope = ({ of, scope }: Narrowed): Scope =>
  of.countyId !== 0 && scope.units.includes(of.unitId) ? { ...scope, counties: [...scope.counties, of.countyId] } : scope

// A load marks the months it touched in its own transaction, so what waits to be folded is seen in the snapshot the facts are read in.
async function isAhead(trx: Knex.Transaction, { metrics, period, of }: Narrowed, { version, businessOn }: VersionInfo): Promise<boolean> {
  if (!(await isPublished(trx, version))) return true
  const waiting = await waitingSubjects(trx, businessOn, { before: parsePeriod(period).to, ...(of.countyId === 0 ? {} : { countyId: of.countyId }) })
  return metrics.map(getMetric).flatMap(partsOf).some((m) => waiting.has(m.subject))
}
