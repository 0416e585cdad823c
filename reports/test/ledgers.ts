import type { Ledger, LedgerRow } from '../src/index.js'

/** A ledger with so many rows of its own. */
export const ledgerOf = (count: number, more: Partial<Ledger> = {}): Ledger => ({
  metric: { code: 'activity_key_count', name: '重点党群活动次数' }, unit: { code: '440700', name: '江门市' }, period: '2024', periodName: '2024年',
  version: 42, businessOn: '2024-12-31', publishedAt: '2025-01-01T06:10:00+08:00', viewUrl: 'http://127.0.0.1:3000/metrics/activity_key_count?v=42&unit=440700',
  demo: false, language: 'zh', count, pages: pagesOf(rowsUpTo(count)),
  columns: [{ label: '编号' }, { label: '活动名称' }, { label: '日期' }, { label: '人次', kind: 'number' }, { label: '满意率', kind: 'number' }, { label: '是否重点' }, { label: '备注' }],
  ...more,
})

/** Rows in pages of fifty. */
export function* pagesOf(rows: Iterable<LedgerRow>): Generator<readonly LedgerRow[]> {
  let page: LedgerRow[] = []
  for (const row of rows) {
    page.push(row)
    if (page.length < 50) continue
    yield page
    page = []
  }
  yield page
}

/** Rows of a ledger, made as they are asked for. */
export function* rowsUpTo(count: number): Generator<LedgerRow> {
  for (let i = 1; i <= count; i++) yield [`HD${String(i).padStart(7, '0')}`, `=活动${i}<&>`, '2024-01-01', '1234', '0.25', true, null]
}
