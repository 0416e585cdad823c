import type { Database } from '@mingshu/db'
import { text, type Question, type Text } from '@mingshu/metrics'
import { findReport, renderWorkbook, type Workbook } from '@mingshu/reports'
import { getUnit } from '../access/narrow.js'
import { plainUnit } from '../access/plain-unit.js'
import type { Units } from '../access/tree.js'
import { viewerOf, type Viewer } from '../access/viewer.js'
import type { Anchors } from '../audit/anchors.js'
import { record } from '../audit/chain.js'
import type { Asker } from '../figures/asker.js'
import type { VersionInfo, Versions } from '../figures/versions.js'
import { refusalOf, refuse } from '../http/problem.js'
import type { Queue } from '../jobs/queue.js'
import type { News } from '../news/listen.js'
import { findAccountById } from '../people/accounts.js'
import { beginExport, endExport, finishExport, moveExport, type ExportJob } from './export-jobs.js'
import type { Files } from './files.js'

/** What making a workbook needs. */
export interface MakerMeans {
  readonly database: Database
  readonly asker: Asker
  readonly units: Units
  readonly versions: Versions
  readonly files: Files
  readonly news: News
  readonly anchors: Anchors
  /** Address of the page, for the link that leads back from a workbook. */
  readonly url: () => string
  readonly say: (line: string) => void
}

const mostAttempts = 3

/** Makes exports as they are asked for, each as the viewer who asked. */
export async function makeExports(queue: Queue, means: MakerMeans): Promise<void> {
  await queue.work('export', (id, signal) => attempt(means, id, signal))
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

async function make({ database, asker, units, versions, files, anchors, url }: MakerMeans, job: ExportJob, signal: AbortSignal): Promise<void> {
  const desk = database.pool('desk')
  const { question: wanted } = job
  const account = await findAccountById(desk, job.userId)
  if (!account || account.isDisabled) throw refuse(403, 'not_signed_in', text('账户已停用。', 'The account was disabled.'))
  const [tree, at] = await Promise.all([units.get(), versions.get(job.version)])
  const now = viewerOf(account, tree)
  // Small counts are shown only to those who could see them then and can now.
  const viewer: Viewer = { ...now, scope: { ...now.scope, exact: now.scope.exact && wanted.exact } }
  const unit = getUnit(wanted.unit, viewer, tree)
  const report = findReport(wanted.report)
  if (!report) throw refuse(404, 'unknown_report', text(`没有报表“${wanted.report}”。`, `There is no report “${wanted.report}”.`))

  let asked = 0
  const ask = async (question: Question): ReturnType<Asker['ask']> => {
    signal.throwIfAborted()
    asked += 1
    if (!(await moveExport(desk, job, 0.8 * (1 - 1 / (1 + asked / 4))))) throw refuse(409, 'cancelled', text('已取消。', 'It was cancelled.'))
    return asker.ask(question, viewer, at, signal)
  }
  const layout = await report.build(ask, {
    unit, children: tree.childrenOf(unit, at.businessOn).map(plainUnit), period: wanted.period, version: at.version, publishedAt: at.publishedAt,
    viewUrl: viewUrlOf(url(), wanted, at), language: wanted.language, unitName: (code) => tree.find(code)?.name,
  })
  await moveExport(desk, job, 0.85)
  const { bytes, fileName, exportNo } = await renderWorkbook(layout)
  signal.throwIfAborted()
  const name = `${job.exportId}.${job.attempt}.xlsx`
  const file = await files.write(name, bytes)
  const rowCount = rowsOf(layout)
  const anchor = await desk.transaction(async (trx) => {
    if (!(await finishExport(trx, job, { number: exportNo, fileName, filePath: file.path, sha256: file.sha256, bytes: file.bytes, rowCount }))) return undefined
    return record(trx, {
      actor: account.login, action: 'export_made',
      detail: { exportId: job.exportId, number: exportNo, report: job.report, unit: wanted.unit, period: wanted.period, scope: viewer.scopeKey, version: at.version, rows: rowCount, sha256: file.sha256 },
    })
  })
  // Another attempt has taken over, or it was cancelled: then this file is nobody's.
  if (!anchor) await files.remove(name)
  else anchors.note(anchor)
}

const rowsOf = ({ tables }: Workbook): number => tables.reduce((sum, t) => sum + t.rows.length, 0)

/** Address of the same figures on screen, pinned at their version. */
const viewUrlOf = (url: string, { report, unit, period }: ExportJob['question'], { version }: VersionInfo): string =>
  `${url}/reports/${encodeURIComponent(report)}?${new URLSearchParams({ period, area: unit, v: String(version) })}`
