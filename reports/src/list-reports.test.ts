import { describe, expect, test } from 'vitest'
import { answering, contextOf, counties, fengle, jiangmen, listing, rowOf, telling, unit } from '../test/given.js'
import { demandRows, menuRows, showcaseRows } from '../test/rows.js'
import { partOf, read, rowsOf } from '../test/workbooks.js'
import type { Context, TracedRow } from './context.js'
import type { FormalTable, Workbook } from './layout.js'
import { printed } from './number-text.js'
import { findReport, renderWorkbook } from './index.js'

const baisha = unit('440703002', '白沙街道', 'Baisha', 'town', '440703')

async function build(number: string, metric: string, rows: readonly TracedRow[], { of = jiangmen, period = '2024', more = {} as Partial<Context> } = {}): Promise<Workbook> {
  const report = findReport(number)
  if (!report) throw new Error(`No report ${number}.`)
  const { ask } = answering({ ...telling({ [of.code]: { [metric]: rows.length } }) })
  return report.build(ask, contextOf(of, period, { trace: listing(...rows), ...more }))
}
const only = (book: Workbook, n = 0): FormalTable => book.tables[n] ?? (() => { throw new Error('No such table.') })()
const body = ({ rows }: FormalTable): string[][] => rows.map((row) => row.cells.map((cell) => printed(cell, 'zh')))

describe('R04', () => {
  const item = (id: string, on: string, time: string, more: TracedRow['fields'] = {}, of = fengle): TracedRow => rowOf(of, id, {
    planned_on: on, time_range: time, title: '长者义剪', category: 'housekeeping', place: '门前广场', audience: '长者', capacity: 30, sign_up: '现场报名', is_claimable: true, accepted_on: '2024-11-20',
    partner_name: '李记理发店', ...more,
  })
  const rows = [
    item('3', '2024-12-20', '09:00-10:30', { is_claimable: false, accepted_on: null, partner_name: null, title: '图书借阅', category: 'culture' }),
    item('2', '2024-12-03', '19:30-21:00', { accepted_on: null, partner_name: null }),
    item('1', '2024-12-03', '09:00-10:30'),
  ]
  const menu = (more: readonly TracedRow[] = rows, options: Partial<Parameters<typeof build>[3] & object> = {}) => build('R04', 'menu_item_count', more, { of: fengle, period: '2024-12', ...options })

  test('lists what the centre offers by date and hour, then what may still be claimed', async () => {
    const book = await menu()
    expect(only(book).title).toBe('2024年12月丰乐社区党群服务中心服务菜单')
    expect(body(only(book))).toEqual([
      ['1', '12月3日\n周二', '09:00—\n10:30', '长者义剪', '家政便民', '门前广场', '长者', '30', '李记理发店', '现场报名'],
      ['2', '12月3日\n周二', '19:30—\n21:00', '长者义剪', '家政便民', '门前广场', '长者', '30', '待认领', '现场报名'],
      ['3', '12月20日\n周五', '09:00—\n10:30', '图书借阅', '文化休闲', '门前广场', '长者', '30', '—', '现场报名'],
    ])
    expect(body(only(book, 1))).toEqual([['1', '12月3日\n周二', '19:30—\n21:00', '长者义剪', '家政便民', '门前广场', '长者', '30']])
  })

  test('is a handout: no form number, no column numbers, nothing to sign', async () => {
    const book = await menu()
    const { bytes } = await renderWorkbook(book)
    const form = rowsOf(read(bytes), '服务菜单')
    expect(form.slice(0, 3).map((row) => row[0])).toEqual(['2024年12月丰乐社区党群服务中心服务菜单', '欢迎到丰乐社区党群服务中心参加活动', '序号'])
    expect(form[3]?.[0]).toBe('1')
    expect(book.tables.flatMap((t) => t.foot)).toEqual([])
    expect([...read(bytes).sheets.keys()]).toEqual(['目录', '服务菜单', '待认领项目', '指标口径', '校验', '数据说明'])
    expect(rowsOf(read(bytes), '校验', 5).map((row) => [row[1], row[6]])).toEqual([['【服务菜单】清单条数＝菜单项目数', '相符']])
  })

  test('of a town has the town’s own items, not those of its communities', async () => {
    const book = await menu([...rows, item('9', '2024-12-01', '09:00-10:30', {}, baisha)], { of: baisha })
    expect(body(only(book)).map((row) => row[1])).toEqual(['12月1日\n周日'])
    expect(only(book).listed).toBeUndefined()
    expect(only(book).notes.some((note) => note.includes('最新上报'))).toBe(false)
  })

  test('says so when nothing is planned, or all is claimed', async () => {
    expect(body(only(await menu([])))).toEqual([['本月没有安排活动。']])
    expect(body(only(await menu([item('1', '2024-12-03', '09:00-10:30')]), 1))).toEqual([['本月的项目均已认领。']])
  })

  test('tells how far it reaches while the month runs', async () => {
    const { ask } = answering(telling({ [fengle.code]: { menu_item_count: 1 } }))
    const running: typeof ask = async (question) => ({ ...(await ask(question)), businessOn: '2024-12-15' })
    const book = await findReport('R04')?.build(running, contextOf(fengle, '2024-12', { trace: listing(item('1', '2024-12-03', '09:00-10:30')) }))
    expect(book?.tables[0]?.notes).toContain('2024年12月未结束，本表列至2024年12月15日。')
  })

  test('of an older version says why it has no rows', async () => {
    const { ask } = answering(telling({}))
    const book = await findReport('R04')?.build(ask, contextOf(fengle, '2024-12'))
    expect(book?.tables.map(body)).toEqual([[['明细只按最新上报的情况保存，不能按历史数据版本列出。请在最新数据版本下导出。']]])
  })

  test('keeps a menu of twenty-four items on one page', async () => {
    const { pages } = await renderWorkbook(await menu(menuRows(24, fengle)))
    expect(pages['服务菜单']).toBe(1)
  })
})

describe('R05', () => {
  test('lists every demand with what was found for it, and in how many days', async () => {
    const [pengjiang] = counties
    if (!pengjiang) throw new Error('No county.')
    const matched = rowOf(fengle, 'XQ2024-000007', {
      collected_on: '2024-03-28', category: 'health', channel: 'home_visit', content: '希望定期量血压、测血糖', status: 'listed', matched_on: '2024-04-02', closed_on: null,
      resource: '健康检查设备一套', provider: '社区卫生服务中心', item_title: '社区健康义诊',
    })
    const open = rowOf(pengjiang, 'XQ2024-000008', { collected_on: '2024-05-01', category: 'legal', channel: 'grid', content: '希望律师坐班', status: 'new', matched_on: null, closed_on: null, resource: null, provider: null, item_title: null })
    const table = only(await build('R05', 'demand_collected_count', [matched, open]))
    expect(body(table)).toEqual([
      ['1', 'XQ2024-000007', '丰乐社区', '健康服务', '希望定期量血压、测血糖', '入户走访', '2024-03-28', '健康检查设备一套', '社区卫生服务中心', '2024-04-02', '社区健康义诊', '5', '已列入菜单'],
      ['2', 'XQ2024-000008', '蓬江区', '法律维权', '希望律师坐班', '网格上报', '2024-05-01', '—', '—', '—', '—', '—', '待匹配'],
    ])
    expect(table.head).toEqual(['填报单位：江门市', '统计时段：2024年1—12月', '共2条'])
  })

  test('can be filtered at its headings, which stay in sight', async () => {
    const { bytes } = await renderWorkbook(await build('R05', 'demand_collected_count', demandRows(90, counties)))
    const sheet = partOf(bytes, 'xl/worksheets/sheet2.xml')
    expect(sheet).toContain('<autoFilter ref="A4:M94"')
    expect(sheet).toMatch(/<pane [^>]*ySplit="4"[^>]*state="frozen"/)
  })

  test('ends at twenty thousand rows and says how many there are', async () => {
    const rows = demandRows(12, counties)
    let read = 0
    const endless: Context['trace'] = async function* () {
      for (; read < 31_000; read++) yield rows[read % rows.length] as TracedRow
    }
    const { ask } = answering(telling({ [jiangmen.code]: { demand_collected_count: 31_000 } }))
    const book = await findReport('R05')?.build(ask, contextOf(jiangmen, '2024', { trace: endless }))
    expect(book?.tables[0]?.rows).toHaveLength(20_000)
    expect(book?.tables[0]?.head[2]).toBe('共31000条，列前20000条')
    expect(book?.tables[0]?.notes).toContain('共31000条，本表列前20000条，其余见该指标的台账导出。')
    // It goes by day as it comes, so no more is read than is printed.
    expect(read).toBeLessThan(20_002)
  }, 60_000)
})

describe('R06', () => {
  test('lists the projects by area, with host, year and whom they served', async () => {
    const project = (of: typeof fengle, id: string, name: string, served: number | null): TracedRow =>
      rowOf(of, id, { name, kind: 'elder_canteen', title_level: 'city', awarded_on: '2024-11-28', ended_on: null, served_count: served })
    const xinhui = counties[2]
    if (!xinhui) throw new Error('No county.')
    const table = only(await build('R06', 'showcase_project_count', [project(xinhui, 'HXM2024-01', '新会长者饭堂项目', null), project(fengle, 'HXM2024-02', '丰乐长者饭堂项目', 5200)]))
    expect(body(table)).toEqual([
      ['1', '丰乐长者饭堂项目', '长者饭堂', '蓬江区', '丰乐社区', '2024', '5,200'], ['2', '新会长者饭堂项目', '长者饭堂', '新会区', '新会区', '2024', '—'],
    ])
    expect(table.listed).toEqual({ label: '党群服务好项目数', value: '2', count: 2 })
  })

  test('of Jiangmen has its twenty-five on one page', async () => {
    const book = await build('R06', 'showcase_project_count', showcaseRows(25, counties))
    expect(only(book).rows).toHaveLength(25)
    expect(only(book).head[2]).toBe('共25个')
    expect((await renderWorkbook(book)).pages['好项目名录']).toBe(1)
  })

  test('of a county names its towns', async () => {
    const [pengjiang] = counties
    if (!pengjiang) throw new Error('No county.')
    const row = rowOf(fengle, 'HXM2024-02', { name: '丰乐长者饭堂项目', kind: 'elder_canteen', awarded_on: '2024-11-28', served_count: 10 })
    expect(body(only(await build('R06', 'showcase_project_count', [row], { of: pengjiang, more: { children: [baisha] } })))[0]?.[3]).toBe('白沙街道')
  })
})
