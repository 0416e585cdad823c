import type { Database } from '@mingshu/db'
import type { Unit } from '@mingshu/metrics'
import type { Context } from '@mingshu/reports'
import { plainUnit } from '../access/plain-unit.js'
import type { UnitTree } from '../access/units.js'
import type { Viewer } from '../access/viewer.js'
import type { Behind } from '../figures/behind.js'
import { findingsOf } from '../figures/findings.js'
import { restated } from '../figures/restated.js'
import type { VersionInfo, Versions } from '../figures/versions.js'
import type { ExportJob } from './export-jobs.js'

/** What a report may look at besides the figures it asks for. */
export interface ReportMeans {
  readonly database: Database
  readonly behind: Behind
  readonly versions: Versions
}

/** Who wants which report of what, and when. */
export interface Wanted {
  readonly viewer: Viewer
  readonly unit: Unit
  readonly tree: UnitTree
  readonly at: VersionInfo
  readonly wanted: Pick<ExportJob['question'], 'report' | 'unit' | 'period' | 'language'>
  /** Address of the page, for the link that leads back from a workbook. */
  readonly url: string
  readonly signal?: AbortSignal
}

/** More corrections than anybody reads. */
const mostCorrections = 5000

/** What a report is told about itself and may look up, narrowed to its viewer. */
export async function reportContext(means: ReportMeans, { viewer, unit, tree, at, wanted, url, signal }: Wanted): Promise<Context> {
  const { database, behind, versions } = means
  // Facts have no past, so at an older version lists of rows are left out.
  const isNewest = (await versions.current())?.version === at.version
  return {
    unit, children: tree.childrenOf(unit, at.businessOn).map(plainUnit), period: wanted.period, version: at.version, publishedAt: at.publishedAt,
    viewUrl: viewUrlOf(url, wanted, at), language: wanted.language, findings: await findingsOf(database, viewer, unit, at),
    corrections: (since) => restated(database, viewer, tree, at, { of: unit, since, limit: mostCorrections }),
    ...(isNewest && {
      async *trace({ metric, unit: code, period }) {
        for await (const page of behind.rows({ metric, unit: code, period }, viewer, at, signal)) yield* page
      },
    }),
  }
}

/** Address of the same figures on screen, pinned at their version. */
export function viewUrlOf(url: string, { report, unit, period, metric }: Pick<ExportJob['question'], 'report' | 'unit' | 'period' | 'metric'>, { version }: VersionInfo): string {
  const page = report === 'ledger' ? `metrics/${encodeURIComponent(metric ?? '')}` : `reports/${encodeURIComponent(report)}`
  return `${url}/${page}?${new URLSearchParams({ period, area: unit, v: String(version) })}`
}
