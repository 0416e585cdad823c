import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { subjects } from '@mingshu/metrics'
import { readWorkbook } from '@mingshu/reports'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from 'vite'
import { openDatabase, type Database } from '@mingshu/db'
import { readConfig } from '../server/src/config.js'
import { addAccount, findAccount } from '../server/src/people/accounts.js'
import { makeToken } from '../server/src/people/tokens.js'
import { serve, type Serving } from '../server/src/serve.js'
import { openTerminal } from '../server/src/terminal.js'
import { openBrowser } from './browser.js'

// The demo as a newcomer starts it: source systems filled, read, folded, published and served. What the two articles print must come out.
const jiangmen = '440700'
const zone = '4408Z1'
const golden = [
  { id: 'G01', unit: jiangmen, metric: 'activity_key_count', value: '2836' },
  { id: 'G02', unit: jiangmen, metric: 'showcase_project_count', value: '25' },
  { id: 'G08', unit: zone, metric: 'neg_firm_count', value: '20' },
  { id: 'G09', unit: zone, metric: 'neg_worker_count', value: '3476' },
  { id: 'G10', unit: zone, metric: 'neg_party_member_count', value: '45' },
  { id: 'G12', unit: zone, metric: 'joint_branch_count', value: '1' },
  { id: 'G17', unit: zone, metric: 'station_count', value: '16' },
  { id: 'G18', unit: zone, metric: 'care_site_count', value: '14' },
  { id: 'G19', unit: zone, metric: 'care_hospital_count', value: '6' },
  { id: 'G25', unit: zone, metric: 'issue_neg_handled_count', value: '43' },
] as const

let serving: Serving
let dataDir: string
let browser: Browser | undefined
let database: Database
let token: string

const root = join(import.meta.dirname, '..')

beforeAll(async () => {
  if (!existsSync(join(root, 'web/dist/index.html'))) await build({ root: join(root, 'web'), logLevel: 'silent' })
  dataDir = mkdtempSync(join(tmpdir(), 'mingshu-demo-'))
  const silent = openTerminal({ language: 'zh', isJson: true, out: { write: () => true } })
  serving = await serve(readConfig({ DATA_DIR: dataDir, PORT: '0', METRICS_PORT: '0' }), silent)
  browser = await openBrowser()
  // A reviewer of both places, who sees small counts as they are.
  database = await openDatabase({ dataDir })
  token = await database.pool('desk').transaction(async (trx) => {
    await addAccount(trx, { login: 'both', name: 'both', role: 'reviewer', unitCodes: [jiangmen, zone], passwordHash: null })
    return makeToken(trx, (await findAccount(trx, 'both'))?.userId ?? '', 1)
  })
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await database?.close()
  await serving?.close()
  if (dataDir) rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

async function api<T>(path: string, how: RequestInit = {}): Promise<T> {
  const answer = await fetch(`${serving.url}${path}`, { ...how, headers: { authorization: `Bearer ${token}`, origin: serving.url, ...how.headers } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json() as Promise<T>
}

interface Figures {
  readonly dataVersion: number
  readonly demo: boolean
  readonly rows: readonly (Record<string, { value: string | null; of?: string; to?: string; yoy_value?: string | null }> & { unit: string; member?: string })[]
}

const ask = (metric: string, unit: string, period = '2024', more = ''): Promise<Figures> => api(`/api/figures?metrics=${metric}&unit=${unit}&period=${period}${more}`)

describe('the demo year', () => {
  test.each(golden)('$id $metric of $unit is $value in the API', async ({ metric, unit, value }) => {
    const { rows, demo } = await ask(metric, unit)
    expect(rows[0]?.[metric]?.value).toBe(value)
    expect(demo).toBe(true)
  })

  test('G11 is 1.3 %, from 45 of 3476', async () => {
    const cell = (await ask('neg_party_member_ratio', zone)).rows[0]?.neg_party_member_ratio
    expect(cell).toMatchObject({ of: '45', to: '3476' })
    expect((Number(cell?.value) * 100).toFixed(1)).toBe('1.3')
  })

  test('G03 the centres stand on four levels', async () => {
    const { rows } = await ask('svc_center_count', jiangmen, '2024', '&by=level')
    expect(rows.map((r) => [r.member, Number(r.svc_center_count?.value) > 0])).toEqual([['city', true], ['county', true], ['town', true], ['village', true]])
  })

  test('G26 the categories are the three named ones and the rest', async () => {
    const { rows } = await ask('issue_neg_handled_count', zone, '2024', '&by=category')
    expect(rows.map((r) => r.member)).toEqual(['corridor_clutter', 'street_dirt', 'fire_hazard', 'other'])
    expect(rows.reduce((sum, r) => sum + Number(r.issue_neg_handled_count?.value), 0)).toBe(43)
  })

  test('found both ways: industry and territory less the overlap are the members found', async () => {
    const { rows } = await ask('dual_find_industry_count,dual_find_territory_count,dual_find_overlap_count,neg_party_member_count', zone)
    const n = (code: string): number => Number(rows[0]?.[code]?.value)
    expect(n('dual_find_industry_count') + n('dual_find_territory_count') - n('dual_find_overlap_count')).toBe(n('neg_party_member_count'))
  })

  test.each(golden)('$id is traced to as many rows, and proved from the facts', async ({ metric, unit, value }) => {
    const proof = await api<{ equal: boolean; value: string; recomputed: string }>(`/api/proof?metric=${metric}&unit=${unit}&period=2024`)
    expect(proof).toMatchObject({ equal: true, value, recomputed: value })
    const trace = await api<{ rows: unknown[] }>(`/api/trace?metric=${metric}&unit=${unit}&period=2024`)
    expect(trace.rows.length).toBeGreaterThan(0)
  })

  test.each(['R01', 'R03', 'R07', 'R12', 'R13'])('every figure of the workbook %s is the one of the API', { timeout: 180_000 }, async (number) => {
    const report = (await api<{ reports: { id: string; number: string }[] }>('/api/reports')).reports.find((r) => r.number === number)?.id
    const { id } = await api<{ id: string }>('/api/exports', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ report, unit: jiangmen, period: '2024' }) })
    let job = { state: 'queued' }
    for (let i = 0; i < 300 && job.state !== 'done' && job.state !== 'failed'; i++) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      job = await api(`/api/exports/${id}`)
    }
    expect(job.state).toBe('done')
    const file = await fetch(`${serving.url}/api/exports/${id}/file`, { headers: { authorization: `Bearer ${token}` } })
    const rows = dataRows(new Uint8Array(await file.arrayBuffer()))
    expect(rows.length).toBeGreaterThan(40)
    for (const row of rows) {
      // What the unit did itself is the total less its children; the API has no such row.
      if (row['备注']?.startsWith('本级数')) continue
      const metric = row['指标代码'] ?? ''
      const by = row['分组项代码'] === 'total' ? '' : dimensionOf(metric, row['分组'] ?? '')
      const figures = await ask(metric, row['单位代码'] ?? '', '2024', `&compare=yoy,target${by && `&by=${by}`}`)
      const cell = figures.rows.find((r) => !by || r.member === row['分组项代码'])?.[metric]
      const printed = (name: string): number | null => (row[name] ? Number(row[name]) : null)
      const where = `${metric} ${row['单位代码']} ${row['分组项代码']}`
      expect(printed('数值'), where).toBe(cell?.value === null || cell === undefined ? null : Number(cell.value))
      if (row['上年同期']) expect(printed('上年同期'), where).toBe(Number(cell?.yoy_value))
      if (row['分母']) expect([row['分子'], row['分母']], where).toEqual([cell?.of, cell?.to])
    }
    if (number === 'R03') expect(rows.find((r) => r['单位代码'] === jiangmen && r['分组项代码'] === 'total')?.['数值']).toBe('2836')
  })

  test('the page shows the figures, the printed phrase and that they are invented', { timeout: 120_000 }, async (context) => {
    if (!browser) return context.skip('no browser')
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
    await page.goto(serving.links?.leader ?? '')
    await page.waitForURL((url) => !url.pathname.startsWith('/demo'))
    await page.goto(`${serving.url}/metrics/activity_key_count?period=2024&area=${jiangmen}`)
    await page.getByText('2,836').first().waitFor()
    expect(await page.getByText('演示数据').count()).toBeGreaterThan(0)
    await page.goto(`${serving.url}/members?period=2024&area=${zone}`)
    await page.getByText('3,476').first().waitFor()
    return undefined
  })
})

/** Rows of the data sheet of a workbook by their headings. */
function dataRows(bytes: Uint8Array): Record<string, string>[] {
  const book = readWorkbook(bytes)
  if ('refused' in book) throw new Error(book.refused.en)
  const cells = [...(book.sheets.get('数据') ?? [])].map(([address, { value }]) => [address.replace(/\d/g, ''), Number(address.replace(/\D/g, '')), value] as const)
  const headings = new Map(cells.filter(([, row]) => row === 4).map(([column, , value]) => [column, value]))
  const rows = new Map<number, Record<string, string>>()
  for (const [column, row, value] of cells) if (row > 4) rows.set(row, { ...rows.get(row), [headings.get(column) ?? '']: value })
  return [...rows.values()]
}

const dimensionOf = (metric: string, name: string): string =>
  Object.entries(subjects.find((s) => [...s.measures, ...s.ratios].some((m) => m.code === metric))?.by ?? {}).find(([, d]) => d.name.zh === name)?.[0] ?? ''
