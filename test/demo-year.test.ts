import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from 'vite'
import { readConfig } from '../server/src/config.js'
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
let cookie: string

const root = join(import.meta.dirname, '..')

beforeAll(async () => {
  if (!existsSync(join(root, 'web/dist/index.html'))) await build({ root: join(root, 'web'), logLevel: 'silent' })
  dataDir = mkdtempSync(join(tmpdir(), 'mingshu-demo-'))
  const silent = openTerminal({ language: 'zh', isJson: true, out: { write: () => true } })
  serving = await serve(readConfig({ DATA_DIR: dataDir, PORT: '0', METRICS_PORT: '0' }), silent)
  browser = await openBrowser()
  const token = new URL(serving.links?.reviewer ?? '').hash.slice(1)
  const signed = await fetch(`${serving.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json', origin: serving.url }, body: JSON.stringify({ token }) })
  cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? ''
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await serving?.close()
  if (dataDir) rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

async function api<T>(path: string, how: RequestInit = {}): Promise<T> {
  const answer = await fetch(`${serving.url}${path}`, { ...how, headers: { cookie, origin: serving.url, ...how.headers } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json() as Promise<T>
}

interface Figures {
  readonly dataVersion: number
  readonly demo: boolean
  readonly rows: readonly (Record<string, { value: string | null; of?: string; to?: string }> & { unit: string; member?: string })[]
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

  test('the workbook prints the same digits as the screen', { timeout: 120_000 }, async () => {
    const { reports } = await api<{ reports: { id: string; number: string }[] }>('/api/reports')
    const report = reports.find((r) => r.number === 'R03')?.id
    const { id } = await api<{ id: string }>('/api/exports', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ report, unit: jiangmen, period: '2024' }) })
    let job = { state: 'queued' }
    for (let i = 0; i < 300 && job.state !== 'done' && job.state !== 'failed'; i++) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      job = await api(`/api/exports/${id}`)
    }
    expect(job.state).toBe('done')
    const file = await fetch(`${serving.url}/api/exports/${id}/file`, { headers: { cookie } })
    const parts = unzipSync(new Uint8Array(await file.arrayBuffer()))
    const sheets = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/')).map(([, bytes]) => new TextDecoder().decode(bytes)).join('')
    expect(sheets).toContain('<v>2836</v>')
    const { rows } = await ask('activity_key_count', jiangmen, '2024', '&by=unit')
    for (const row of rows) expect(sheets).toContain(`<v>${row.activity_key_count?.value}</v>`)
  })

  test('the page shows the figures, the printed phrase and that they are invented', { timeout: 120_000 }, async (context) => {
    if (!browser) return context.skip('no browser')
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
    const [name = '', value = ''] = cookie.split('=')
    await page.context().addCookies([{ name, value, url: serving.url }])
    await page.goto(`${serving.url}/metrics/activity_key_count?period=2024&area=${jiangmen}`)
    await page.getByText('2,836').first().waitFor()
    expect(await page.getByText('演示数据').count()).toBeGreaterThan(0)
    await page.goto(`${serving.url}/members?period=2024&area=${zone}`)
    await page.getByText('3,476').first().waitFor()
    return undefined
  })
})
