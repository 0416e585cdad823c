import { metricsOf, labelOf, parsePeriod, subjects, systemName, text, type TraceRow } from '@mingshu/metrics'
import { ledgerBytes, ledgerName, type Ledger, type LedgerRow, type LedgerValue } from '@mingshu/reports'
import { getUnit } from '../access/narrow.js'
import type { UnitTree } from '../access/units.js'
import type { Viewer } from '../access/viewer.js'
import type { Behind, Figure } from '../figures/behind.js'
import { columnNames, isShown } from '../figures/column-names.js'
import { valueNames } from '../figures/value-names.js'
import type { VersionInfo } from '../figures/versions.js'
import { refuse } from '../http/problem.js'
import type { Wanted } from './export-jobs.js'

/** A ledger ready to be written: its name, how many rows it has, and its bytes as they are made. */
export interface LedgerFile {
  readonly fileName: string
  readonly count: number
  readonly bytes: AsyncIterable<Uint8Array>
  /** 导出号, known once all bytes were read. */
  readonly number: string | null
}

const source = { unit: text('单位代码', 'Unit code'), name: text('单位', 'Unit'), from: text('来源', 'Source'), id: text('来源编号', 'Key in its source'), file: text('文件', 'File'), row: text('行号', 'Row') }

const yesNo = { yes: text('是', 'Yes'), no: text('否', 'No') }

/** Opens the ledger of a figure: every row behind it, streamed. `onRow` hears how many have been written. */
export async function openLedger(
  behind: Behind, wanted: Wanted, viewer: Viewer, at: VersionInfo, tree: UnitTree, viewUrl: string, how: { signal: AbortSignal; onRow: (done: number, of: number) => void },
): Promise<LedgerFile> {
  const metric = metricsOf(subjects).get(wanted.metric ?? '')
  if (!metric) throw refuse(404, 'unknown_metric', text(`没有指标“${wanted.metric}”。`, `There is no metric “${wanted.metric}”.`))
  const unit = getUnit(wanted.unit, viewer, tree)
  const figure: Figure = { metric: metric.code, unit: unit.code, period: wanted.period }
  const { counts, rows: [first] } = await behind.trace(figure, { limit: 1 }, viewer, at)
  const count = Number(counts[0]?.rows ?? 0)
  const keys = Object.keys(first?.fields ?? {}).filter(isShown)
  const say = wanted.language
  const names = new Map(keys.map((key) => [key, valueNames(metric, key)]))
  const inWords = (key: string, value: LedgerValue | boolean): LedgerValue =>
    typeof value === 'boolean' ? yesNo[value ? 'yes' : 'no'][say] : value === null ? null : (names.get(key)?.[String(value)]?.[say] ?? value)
  const lineOf = (r: TraceRow): LedgerRow => [r.unit, say === 'zh' ? r.unit_zh : r.unit_en, ...keys.map((k) => inWords(k, r.fields[k] ?? null)), r.source === null ? null : systemName(r.source)[say], r.src_id, r.file_name, r.row_no]
  async function* pages(): AsyncGenerator<readonly LedgerRow[]> {
    let done = 0
    for await (const page of behind.rows(figure, viewer, at, how.signal)) {
      how.signal.throwIfAborted()
      yield page.map(lineOf)
      how.onRow((done += page.length), count)
    }
  }
  const ledger: Omit<Ledger, 'pages'> = {
    metric: { code: metric.code, name: metric.name[say] }, unit: { code: unit.code, name: unit.name[say] },
    period: wanted.period, periodName: labelOf(parsePeriod(wanted.period))[say],
    version: at.version, businessOn: at.businessOn, publishedAt: at.publishedAt, viewUrl, demo: at.isDemo, language: say, count,
    columns: [
      { label: source.unit[say] }, { label: source.name[say] },
      ...keys.map((key) => ({ label: (columnNames[key] ?? text(key, key))[say] })),
      { label: source.from[say] }, { label: source.id[say] }, { label: source.file[say] }, { label: source.row[say], kind: 'number' as const },
    ],
  }
  let number: string | null = null
  const bytes = ledgerBytes({ ...ledger, pages: pages() }, { onNumber: (told) => (number = told) })
  return { fileName: ledgerName(ledger), count, bytes, get number() { return number } }
}
