import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { proveCells } from '@mingshu/etl'
import { isSmall, isTold, subjects, type TableCell } from '@mingshu/metrics'
import { readWorkbook } from '@mingshu/reports'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../server/src/cli.js'
import { startDemo, type Demo } from './demo.js'
import { hasValidator, validateFile } from './open-xml.js'

// The demo as a newcomer starts it: source systems filled, read, folded, published and served. What the two articles print must come out.
const jiangmen = '440700'
const zone = '4408Z1'
const branch = '4408Z1-JB'
const fengle = '440703002131'
const golden = [
  { id: 'G01', unit: jiangmen, metric: 'activity_key_count', value: '2836', printed: '2800多' },
  { id: 'G02', unit: jiangmen, metric: 'showcase_project_count', value: '25', printed: '25' },
  { id: 'G08', unit: zone, metric: 'neg_firm_count', value: '20', printed: '约20' },
  { id: 'G09', unit: zone, metric: 'neg_worker_count', value: '3476', printed: '3470多' },
  { id: 'G10', unit: zone, metric: 'neg_party_member_count', value: '45', printed: '45' },
  { id: 'G12', unit: zone, metric: 'joint_branch_count', value: '1', printed: '1' },
  { id: 'G13', unit: branch, metric: 'party_day_count', value: '12', printed: '12' },
  { id: 'G14', unit: branch, metric: 'secretary_lecture_count', value: '3', printed: '3' },
  { id: 'G15', unit: branch, metric: 'onsite_education_count', value: '2', printed: '2' },
  { id: 'G16', unit: branch, metric: 'party_life_person_times', value: '83', printed: '83' },
  { id: 'G17', unit: zone, metric: 'station_count', value: '16', printed: '16' },
  { id: 'G18', unit: zone, metric: 'care_site_count', value: '14', printed: '14' },
  { id: 'G19', unit: zone, metric: 'care_hospital_count', value: '6', printed: '6' },
  { id: 'G23', unit: zone, metric: 'training_session_count', value: '11', printed: '11' },
  { id: 'G24', unit: zone, metric: 'report_in_count', value: '152', printed: '150多' },
  { id: 'G25', unit: zone, metric: 'issue_neg_handled_count', value: '43', printed: '40余' },
  { id: 'G27', unit: zone, metric: 'volunteer_team_count', value: '1', printed: '1' },
] as const

// What the articles say without a number of its own to print, or by a breakdown.
const counted = [
  { id: 'G03', unit: jiangmen, metric: 'center_level_count', value: '4' },
  { id: 'G04', unit: fengle, metric: 'svc_menu_published_count', value: '12' },
  { id: 'G05', unit: jiangmen, metric: 'demand_field_count', value: '8' },
  { id: 'G20', unit: zone, metric: 'care_clinic_site_count', value: '3' },
  { id: 'G22', unit: zone, metric: 'policy_document_count', value: '3' },
  { id: 'G30', unit: zone, metric: 'issue_closed_loop_rate', value: '1' },
] as const

let demo: Demo
let token: string

beforeAll(async () => {
  demo = await startDemo()
  // Of both places, and sees small counts as they are.
  token = await demo.token('both', 'reviewer', jiangmen, zone)
}, 1_800_000)

afterAll(() => demo?.close(), 60_000)

async function api<T>(path: string, how: RequestInit = {}): Promise<T> {
  const answer = await fetch(`${demo.serving.url}${path}`, { ...how, headers: { authorization: `Bearer ${token}`, origin: demo.serving.url, ...how.headers } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json() as Promise<T>
}

type Line = Record<string, { value: string | null; status: string; of?: string; to?: string; yoy_value?: string | null; phrase?: { zh: string } }> & { unit: string; member?: string }

interface Figures {
  readonly dataVersion: number
  readonly demo: boolean
  readonly notes: readonly { readonly code: string }[]
  readonly total: Line
  readonly rows: readonly Line[]
}

const ask = (metric: string, unit: string, period = '2024', more = ''): Promise<Figures> => api(`/api/figures?metrics=${metric}&unit=${unit}&period=${period}${more}`)

describe('the demo year', () => {
  test.each(golden)('$id $metric of $unit is $value in the API, printed as $printed', async ({ metric, unit, value, printed }) => {
    const { rows, demo, notes } = await ask(metric, unit)
    expect(rows[0]?.[metric]).toMatchObject({ value, phrase: { zh: printed } })
    expect(notes.filter((n) => n.code === 'phrase_differs')).toEqual([])
    expect(demo).toBe(true)
  })

  test.each(golden)('$id is $value in mingshu ask, printed as $printed', async ({ metric, unit, value, printed }) => {
    const said = { out: '', err: '' }
    const code = await main(['ask', metric, '--unit', unit, '--period', '2024'], {
      out: { write: (text) => (said.out += text) }, err: { write: (text) => (said.err += text) }, env: { DATA_DIR: demo.dataDir }, open: async () => ({ ...demo.database, close: async () => {} }),
    })
    expect({ code, err: said.err }).toEqual({ code: 0, err: '' })
    expect(said.out).toContain(`${value} [见报 ${printed}]`)
  })

  test('G11 is 1.3 %, from 45 of 3476', async () => {
    const cell = (await ask('neg_party_member_ratio', zone)).rows[0]?.neg_party_member_ratio
    expect(cell).toMatchObject({ of: '45', to: '3476' })
    expect((Number(cell?.value) * 100).toFixed(1)).toBe('1.3')
  })

  test.each(counted)('$id $metric of $unit is $value', async ({ metric, unit, value }) => {
    expect((await ask(metric, unit)).rows[0]?.[metric]).toMatchObject({ value })
    expect(await api(`/api/proof?metric=${metric}&unit=${unit}&period=2024`)).toMatchObject({ equal: true, value })
  })

  // R01 lists every figure of a unit, so each golden one stands in the workbook of its own.
  test.each([jiangmen, zone, branch, fengle])('the workbook R01 of %s holds its golden figures', { timeout: 120_000 }, async (unit) => {
    const rows = dataRows(await workbookOf('R01', unit))
    const own = [...golden, ...counted].filter((g) => g.unit === unit)
    expect(own.length).toBeGreaterThan(0)
    expect(own.map(({ id, metric }) => [id, Number(rows.find((r) => r['指标代码'] === metric)?.['数值'])])).toEqual(own.map(({ id, value }) => [id, Number(value)]))
  })

  async function membersOf(metric: string, unit: string, by: string): Promise<Record<string, number>> {
    return Object.fromEntries((await ask(metric, unit, '2024', `&by=${by}`)).rows.map((r) => [r.member, Number(r[metric]?.value)]))
  }

  test('G03 the centres stand on four levels', async () => {
    const members = await membersOf('svc_center_count', jiangmen, 'level')
    expect(Object.entries(members).map(([level, n]) => [level, n > 0])).toEqual([['city', true], ['county', true], ['town', true], ['village', true]])
  })

  test('G04 each menu of the community of the article was out before its month', async () => {
    expect((await ask('svc_menu_advance_rate', fengle)).rows[0]?.svc_menu_advance_rate).toMatchObject({ value: '1', of: '12', to: '12' })
  })

  test('G06 all three lists are there: demands, resources, menus', async () => {
    const { rows } = await ask('demand_collected_count', jiangmen)
    const more = await ask('resource_active_count', jiangmen)
    const menus = await ask('svc_menu_published_count', jiangmen)
    expect([rows[0]?.demand_collected_count, more.rows[0]?.resource_active_count, menus.rows[0]?.svc_menu_published_count].filter((c) => Number(c?.value) > 0)).toHaveLength(3)
  })

  test('G07 activities and projects are of the four kinds named, and others', async () => {
    expect(Object.keys(await membersOf('activity_key_count', jiangmen, 'kind'))).toEqual(['sports_meet', 'village_clean_day', 'heritage', 'wish_claim', 'other'])
    const projects = await membersOf('showcase_project_count', jiangmen, 'kind')
    expect(Object.keys(projects)).toEqual(['elder_canteen', 'casual_job_market', 'public_class', 'community_festival', 'other'])
    expect(Object.values(projects).every((n) => n > 0)).toBe(true)
  })

  test('G16 the 83 person-times are those of the 17 events', async () => {
    expect(await membersOf('party_life_event_count', branch, 'kind')).toMatchObject({ party_day: 12, lecture: 3, on_site: 2, assembly: 0 })
  })

  test('G21 the special action has ten tasks', async () => {
    expect(await membersOf('plan_task_count', zone, 'plan')).toMatchObject({ care: 10 })
  })

  test('G28 stations are one and N: centres as the main ones, and satellites', async () => {
    const roles = await membersOf('station_count', zone, 'role')
    expect(roles.main).toBeGreaterThanOrEqual(1)
    expect(roles.site).toBeGreaterThanOrEqual(1)
  })

  test('G29 the action plan runs from 2024 to 2026, with tasks in each year and none before or after', async () => {
    const { dimensions } = await api<{ dimensions: Record<string, { members: Record<string, { zh: string }> }> }>('/api/metrics')
    expect(dimensions.plan?.members.foundation?.zh).toContain('2024—2026')
    for (const [year, isIn] of [['2023', false], ['2024', true], ['2025', true]] as const) {
      const { rows } = await ask('plan_task_count', zone, year, '&by=plan')
      expect(Number(rows.find((r) => r.member === 'foundation')?.plan_task_count?.value ?? 0) > 0, year).toBe(isIn)
    }
  })

  test('G31 there was a childcare class in the summer', async () => {
    const { rows } = await ask('care_activity_count', zone, '2024-06..2024-08', '&by=kind')
    expect(rows.find((r) => r.member === 'childcare')?.care_activity_count?.value).toBe('1')
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

  // The workbooks of both places that the articles are about, and some of a district, a town and a village: each figure beside the API, its rows and its facts.
  const books = [
    ...['R01', 'R03', 'R07', 'R12', 'R13'].flatMap((number) => [jiangmen, zone].map((unit) => ({ number, unit }))),
    { number: 'R02', unit: jiangmen }, ...['R08', 'R09', 'R10', 'R11', 'R14'].map((number) => ({ number, unit: zone })),
    { number: 'R03', unit: '440703' }, { number: 'R03', unit: '440703002' }, { number: 'R01', unit: '440703002131' }, { number: 'R12', unit: '440803070' },
  ]
  const phrases: Readonly<Record<string, string>> = {
    [`R01 ${jiangmen}`]: '见报2800多次', [`R03 ${jiangmen}`]: '见报为2800多次', [`R01 ${zone}`]: '见报40余个', [`R07 ${zone}`]: '见报为3470多人', [`R12 ${zone}`]: '见报为16个', [`R13 ${zone}`]: '见报为40余个',
  }
  test.each(books)('every figure of $number of $unit is the one of the API, traced to its rows and proved from the facts', { timeout: 300_000 }, async ({ number, unit }) => {
    const book = await workbookOf(number, unit)
    const rows = dataRows(book)
    expect(rows.length).toBeGreaterThan(10)
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
      if (cell?.value == null) continue
      const figure = `metric=${metric}&unit=${row['单位代码']}&period=2024${by && `&by=${by}&member=${row['分组项代码']}`}`
      const proof = await api<{ equal: boolean; recomputed: string | null }>(`/api/proof?${figure}`)
      expect(proof, where).toMatchObject({ equal: true, recomputed: cell.value })
      const trace = await api<{ sum: string | null; sides: { of: string; to: string } | null }>(`/api/trace?${figure}&limit=1`)
      expect(trace.sides ?? trace.sum, where).toEqual(trace.sides ? { of: cell.of, to: cell.to } : cell.value)
    }
    const phrase = phrases[`${number} ${unit}`]
    if (phrase) expect([...book.sheets.values()].some((sheet) => [...sheet.values()].some(({ value }) => value.includes(phrase))), phrase).toBe(true)
    if (number === 'R03' && unit === jiangmen) expect(rows.find((r) => r['单位代码'] === jiangmen && r['分组项代码'] === 'total')?.['数值']).toBe('2836')
  })

  // Where a report does not fit a unit or a period it says so; where it does, Microsoft's validator finds no fault in it.
  const district = '440703'
  const town = '440703002'
  test.each([jiangmen, district, zone, town, fengle])('every report that fits %s is made and is a valid workbook', { timeout: 300_000 }, async (unit) => {
    const { reports } = await api<{ reports: { id: string; number: string; grains: string[]; levels: string[] }[] }>('/api/reports')
    const level = { [jiangmen]: 'city', [district]: 'county', [zone]: 'county', [town]: 'town', [fengle]: 'village' }[unit] ?? ''
    const made: string[] = []
    for (const { number, grains, levels } of reports.filter((r) => r.levels.includes(level))) {
      // A ledger of a month, a handout of a month; the others as they are asked for most.
      const period = ['R04', 'R05'].includes(number) || !grains.includes('year') ? '2024-10' : '2024'
      const file = join(demo.dataDir, `${number}-${unit}.xlsx`)
      writeFileSync(file, await bytesOf(number, unit, period))
      if (hasValidator) expect((await validateFile(file)).errors, `${number} of ${unit}`).toEqual([])
      made.push(number)
      expect(levels).toContain(level)
    }
    expect(made.length).toBeGreaterThanOrEqual(level === 'village' ? 4 : 12)
  })

  test('every stored cell is what its facts say', { timeout: 900_000 }, async () => {
    const { compared, different, ahead } = await proveCells(demo.database.pool('etl'), subjects)
    expect({ different, ahead }).toEqual({ different: [], ahead: [] })
    expect(compared).toBeGreaterThan(1_000_000)
  })

  test('the page shows the figures, the printed phrase and that they are invented', { timeout: 240_000 }, async (context) => {
    if (!demo.browser) return context.skip('no browser')
    const page = await (await demo.enter('leader')).newPage()
    const open = async (path: string, area: string): Promise<void> => void (await page.goto(`${demo.serving.url}/${path}?period=2024&area=${area}`))
    for (const [path, area, value, phrase] of [
      ['activities', jiangmen, '2,836', '2800多'], ['members', zone, '3,476', '3470多'], ['issues', zone, '43', '40余'], ['stations', zone, '16', '16'], ['participation', zone, '152', '150多'],
    ] as const) {
      await open(path, area)
      await page.locator('.tile .value', { hasText: value }).first().waitFor()
      await page.getByText(`见报${phrase}`).first().waitFor()
      expect(await page.getByText('演示数据').count(), path).toBeGreaterThan(0)
    }
    // Every golden figure on the page of its metric, with the phrase it was printed in.
    for (const { id, metric, unit, value, ...more } of [...golden, ...counted]) {
      await open(`metrics/${metric}`, unit)
      const shown = metric.endsWith('_rate') ? '100' : Number(value).toLocaleString('en')
      await page.locator('.tile .value', { hasText: shown }).first().waitFor({ timeout: 15_000 }).catch(() => { throw new Error(`${id} ${metric} of ${unit} is not on its page as ${shown}.`) })
      if ('printed' in more) await page.getByText(`见报${more.printed}`).first().waitFor()
    }
    // Those that are kinds, roles and plans, by their names.
    for (const [path, area, names] of [
      ['activities', jiangmen, ['运动会', '村庄清洁日', '非遗进社区', '微心愿认领', '长者饭堂', '零工市场', '公益学堂', '社区生活节']], ['stations', zone, ['主阵地', 'N站点', '托管班']],
      ['plan', zone, ['强基工程行动计划(2024—2026年)', '“关爱凝聚、湛放新声”专项行动']], ['issues', zone, ['楼道杂物堆放', '街道卫生死角', '消防安全隐患']], ['menus', jiangmen, ['需求清单', '资源清单', '服务菜单']],
    ] as const) {
      await open(path, area)
      for (const name of names) await page.getByText(name).first().waitFor({ state: 'attached', timeout: 15_000 }).catch(() => { throw new Error(`${name} is not on /${path} of ${area}.`) })
    }
    return undefined
  })
})

// X49: whoever may not see who is on the lists sees no small count, and can work out none from the parts and sums that are shown.
describe('small counts of persons', () => {
  const tables = [
    ...['neg_party_member_count', 'neg_member_managed', 'neg_probationary_count', 'neg_worker_count'].map((metric) => ({ metric, by: 'worker_group', unit: zone })),
    ...['applicant_count', 'activist_count', 'candidate_count', 'developed_count'].flatMap((metric) => ['gender', 'age_band', 'education'].map((by) => ({ metric, by, unit: zone }))),
  ]

  test.each(tables)('$metric by $by of $unit and the units below', async ({ metric, by, unit }) => {
    const onlooker = await demo.token('onlooker', 'leader', jiangmen, zone)
    for (const period of ['2024', '2024-12', '2025-10']) {
      const asked = (of: string, as: string, by: string): Promise<Figures> => api(`/api/figures?metrics=${metric}&unit=${of}&period=${period}&by=${by}`, { headers: { authorization: `Bearer ${as}` } })
      const below = (await asked(unit, token, 'unit')).rows.map((r) => r.unit)
      const cells: (TableCell & { readonly name: string })[] = []
      for (const [row, of] of [...below, unit].entries()) {
        const [exact, shown] = await Promise.all([asked(of, token, by), asked(of, onlooker, by)])
        const seen = [...shown.rows, shown.total]
        for (const [column, line] of [...exact.rows, exact.total].entries()) {
          const value = line[metric]?.value ?? null
          if (value !== null) cells.push({ name: `${of} ${line.member ?? ''} ${period}: ${value}`, row, column, value: Number(value), isHidden: seen[column]?.[metric]?.status === 'suppressed' })
        }
      }
      const width = Math.max(...cells.map((c) => c.column))
      expect(cells.length).toBeGreaterThan(0)
      expect(cells.filter((c) => isSmall(c.value) && (!c.isHidden || (c.row < below.length && isTold(cells, c, below.length, width)))).map((c) => c.name)).toEqual([])
    }
  })

  test('found by industry + by territory − by both = found: nobody who may not see small counts can work one out', async () => {
    const onlooker = await demo.token('onlooker', 'leader', jiangmen, zone)
    const names = ['dual_find_industry_count', 'dual_find_territory_count', 'dual_find_overlap_count', 'neg_party_member_count']
    const asked = (as: string, period: string): Promise<Figures> => api(`/api/figures?metrics=${names.join()}&unit=${zone}&period=${period}&by=unit`, { headers: { authorization: `Bearer ${as}` } })
    for (const period of ['2024-06', '2024', '2025-10']) {
      const [exact, seen] = await Promise.all([asked(token, period), asked(onlooker, period)])
      const hidden = seen.rows.map((row) => names.filter((name) => row[name]?.status === 'suppressed'))
      expect(exact.rows.filter((row, i) => names.some((name) => isSmall(Number(row[name]?.value)) && !hidden[i]?.includes(name)))).toEqual([])
      expect(hidden.map((h) => h.length)).not.toContain(1)
      expect(hidden.filter((h) => h.length > 0).length).toBeGreaterThan(1)
      expect(hidden.filter((h) => h.length > 0 && !(h.includes('dual_find_industry_count') && h.includes('dual_find_overlap_count')))).toEqual([])
    }
  })

  test.each(['dual_find_new_count', 'developed_count', 'party_member_increase', 'full_member_new'])('%s of the zone and its towns, month by month of 2024, each asked by itself', async (metric) => {
    const onlooker = await demo.token('onlooker', 'leader', jiangmen, zone)
    const asked = (as: string, of: string, period: string, by = ''): Promise<Figures> => api(`/api/figures?metrics=${metric}&unit=${of}&period=${period}${by && `&by=${by}`}`, { headers: { authorization: `Bearer ${as}` } })
    const below = (await asked(token, zone, '2024', 'unit')).rows.map((r) => r.unit)
    const periods = [...Array.from({ length: 12 }, (_, i) => `2024-${String(i + 1).padStart(2, '0')}`), '2024']
    const cells: (TableCell & { readonly name: string })[] = []
    for (const [row, of] of [...below, zone].entries()) {
      for (const [column, period] of periods.entries()) {
        const [exact, seen] = await Promise.all([asked(token, of, period), asked(onlooker, of, period)])
        const value = exact.total[metric]?.value ?? null
        if (value !== null) cells.push({ name: `${of} ${period}: ${value}`, row, column, value: Number(value), isHidden: seen.total[metric]?.status === 'suppressed' })
      }
    }
    expect(cells.filter((c) => c.value !== 0).length).toBeGreaterThan(0)
    expect(cells.filter((c) => isSmall(c.value) && (!c.isHidden || (c.row < below.length && isTold(cells, c, below.length, periods.length - 1)))).map((c) => c.name)).toEqual([])
  }, 60_000)
})

type Book = Exclude<ReturnType<typeof readWorkbook>, { refused: unknown }>

async function workbookOf(number: string, unit: string): Promise<Book> {
  const book = readWorkbook(await bytesOf(number, unit, '2024'))
  if ('refused' in book) throw new Error(book.refused.en)
  return book
}

async function bytesOf(number: string, unit: string, period: string): Promise<Uint8Array> {
  const report = (await api<{ reports: { id: string; number: string }[] }>('/api/reports')).reports.find((r) => r.number === number)?.id
  const { id } = await api<{ id: string }>('/api/exports', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ report, unit, period }) })
  let job = { state: 'queued' }
  for (let i = 0; i < 300 && job.state !== 'done' && job.state !== 'failed'; i++) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    job = await api(`/api/exports/${id}`)
  }
  expect(job.state).toBe('done')
  const file = await fetch(`${demo.serving.url}/api/exports/${id}/file`, { headers: { authorization: `Bearer ${token}` } })
  return new Uint8Array(await file.arrayBuffer())
}

/** Rows of the data sheet of a workbook by their headings. */
function dataRows(book: Book): Record<string, string>[] {
  const cells = [...(book.sheets.get('数据') ?? [])].map(([address, { value }]) => [address.replace(/\d/g, ''), Number(address.replace(/\D/g, '')), value] as const)
  const headings = new Map(cells.filter(([, row]) => row === 4).map(([column, , value]) => [column, value]))
  const rows = new Map<number, Record<string, string>>()
  for (const [column, row, value] of cells) if (row > 4) rows.set(row, { ...rows.get(row), [headings.get(column) ?? '']: value })
  return [...rows.values()]
}

const dimensionOf = (metric: string, name: string): string =>
  Object.entries(subjects.find((s) => [...s.measures, ...s.ratios].some((m) => m.code === metric))?.by ?? {}).find(([, d]) => d.name.zh === name)?.[0] ?? ''
