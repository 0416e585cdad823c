import type { Database } from '@mingshu/db'
import { text, type Question, type Text } from '@mingshu/metrics'
import { findReport, renderWorkbook } from '@mingshu/reports'
import { getUnit } from '../access/narrow.js'
import type { Units } from '../access/tree.js'
import type { UnitTree } from '../access/units.js'
import { viewerOf, type Viewer } from '../access/viewer.js'
import type { Anchors } from '../audit/anchors.js'
import { record } from '../audit/chain.js'
import type { Asker } from '../figures/asker.js'
import type { Behind } from '../figures/behind.js'
import type { VersionInfo, Versions } from '../figures/versions.js'
import { refusalOf, refuse } from '../http/problem.js'
import type { Queue } from '../jobs/queue.js'
import type { News } from '../news/listen.js'
import { findAccountById } from '../people/accounts.js'
import { beginExport, endExport, finishExport, moveExport, type ExportJob } from './export-jobs.js'
import type { Files } from './files.js'
import { openLedger } from './ledger-maker.js'
import { reportContext, viewUrlOf } from './report-context.js'

/** What making a workbook needs. */
export interface MakerMeans {
  readonly database: Database
  readonly asker: Asker
  readonly behind: Behind
  readonly units: Units
  readonly versions: Versions
  readonly files: Files
  readonly news: News
  readonly anchors: Anchors
  /** Address of the page, for the link that leads back from a workbook. */
  readonly url: () => string
  readonly say: (line: string) => void
  readonly smallBelow: number
}

const mostAttempts = 3

/** Makes exports as they are asked for, each as the viewer who asked. */
export async function makeExports(queue: Queue, means: MakerMeans): Promise<void> {
  await queue.work('export', (id, signal) => attempt(means, id, signal))
  await queue.work('ledger', (id, signal) => attempt(means, id, signal))
}

async function attempt(means: MakerMeans, id: string, outer: AbortSignal): Promise<void> {
  const { database, news } = means
  const desk = database.pool('desk')
  const job = await beginExport(desk, id)
  if (!job) return
  const cancel = new AbortController()
  const stop = news.on('mingshu_export', (cancelled) => cancelled === id && cancel.abort())
  const signal = AbortSignal.any([outer, cancel.signal])
  try {
    await make(means, job, signal)
  } catch (error) {
    const refusal = refusalOf(error)
    const isLost = signal.aborted || refusal.status === 503
    const again = isLost && !cancel.signal.aborted && job.attempt < mostAttempts
    if (!signal.aborted && refusal.status === 500) means.say(`export ${id}: ${error instanceof Error ? error.stack : String(error)}`)
    await endExport(desk, job, again ? 'again' : whyOf(error))
    if (again) throw error
  } finally {
    stop()
  }
}

function whyOf(error: unknown): Text {
  const { status, detail } = refusalOf(error)
  return status === 500 ? text('制作文件时出错，已记录，请告诉管理员。', 'Making the file failed; it was written to the log. Tell the operator.') : detail
}

async function make(means: MakerMeans, job: ExportJob, signal: AbortSignal): Promise<void> {
  const { database, units, versions, files, anchors } = means
  const desk = database.pool('desk')
  const { question: wanted } = job
  const account = await findAccountById(desk, job.userId)
  if (!account || account.isDisabled) throw refuse(403, 'not_signed_in', text('账户已停用。', 'The account was disabled.'))
  const [tree, at] = await Promise.all([units.get(), versions.get(job.version)])
  const now = viewerOf(account, tree, means.smallBelow)
  // Small counts are shown only to those who could see them then and can now.
  const viewer: Viewer = { ...now, scope: { ...now.scope, exact: now.scope.exact && wanted.exact } }

  const made = await (wanted.report === 'ledger' ? ledger : workbook)(means, { job, viewer, at, tree, signal })
  signal.throwIfAborted()
  const name = `${job.exportId}.${job.attempt}.xlsx`
  const file = await files.write(name, made.bytes)
  const anchor = await desk.transaction(async (trx) => {
    const done = { number: made.number, fileName: made.fileName, filePath: file.path, sha256: file.sha256, bytes: file.bytes, rowCount: made.rows }
    if (!(await finishExport(trx, job, done))) return undefined
    return record(trx, {
      actor: account.login, action: 'export_made',
      detail: { exportId: job.exportId, ...wanted, number: made.number, scope: viewer.scopeKey, version: at.version, rows: made.rows, sha256: file.sha256 },
    })
  })
  // Another attempt has taken over, or it was cancelled: then this file is nobody's.
  if (!anchor) await files.remove(name)
  else anchors.note(anchor)
}

interface Making {
  readonly job: ExportJob
  readonly viewer: Viewer
  readonly at: VersionInfo
  readonly tree: UnitTree
  readonly signal: AbortSignal
}

interface Content {
  /** 导出号; of a ledger, known once its bytes were read. */
  readonly number: string | null
  readonly fileName: string
  readonly rows: number
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>
}

async function workbook(means: MakerMeans, { job, viewer, at, tree, signal }: Making): Promise<Content> {
  const { database, asker, url } = means
  const { question: wanted } = job
  const unit = getUnit(wanted.unit, viewer, tree)
  const report = findReport(wanted.report)
  if (!report) throw refuse(404, 'unknown_report', text(`没有报表“${wanted.report}”。`, `There is no report “${wanted.report}”.`))
  let asked = 0
  const ask = async (question: Question): ReturnType<Asker['ask']> => {
    signal.throwIfAborted()
    asked += 1
    await move(database, job, 0.8 * (1 - 1 / (1 + asked / 4)))
    return asker.ask(question, viewer, at, signal)
  }
  const layout = await report.build(ask, await reportContext(means, { viewer, unit, tree, at, wanted, url: url(), signal }))
  await move(database, job, 0.85)
  const { bytes, fileName, exportNo } = await renderWorkbook(layout)
  return { number: exportNo, fileName, rows: layout.tables.reduce((sum, t) => sum + t.rows.length, 0), bytes }
}

async function ledger({ database, behind, url }: MakerMeans, { job, viewer, at, tree, signal }: Making): Promise<Content> {
  let told = 0
  const file = await openLedger(behind, job.question, viewer, at, tree, viewUrlOf(url(), job.question, at), {
    signal,
    onRow(done, of) {
      if (performance.now() - told < 500) return
      told = performance.now()
      move(database, job, done / Math.max(of, 1)).catch(() => {}) // whoever cancelled it told the signal as well
    },
  })
  return { get number() { return file.number }, fileName: file.fileName, rows: file.count, bytes: file.bytes }
}

async function move(database: Database, job: ExportJob, progress: number): Promise<void> {
  if (!(await moveExport(database.pool('desk'), job, progress))) throw refuse(409, 'cancelled', text('已取消。', 'It was cancelled.'))
}
