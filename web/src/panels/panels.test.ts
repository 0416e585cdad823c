// @vitest-environment happy-dom
import type { Answer, Cell, Row } from '@mingshu/metrics'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ref, shallowRef } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { MetricEntry, Problem } from '../api.js'
import type { Asked } from '../state/answers.js'
import { asking } from '../state/session.js'
import { learnCatalogue } from '../state/catalogue.js'
import { learnUnits } from '../state/units.js'
import AreaTable from './AreaTable.vue'
import Card from './Card.vue'
import DualFind from './DualFind.vue'
import Facts from './Facts.vue'
import FigureTile from './FigureTile.vue'
import type { LedgerLine } from '../figures/ledger.js'
import Ledger from './Ledger.vue'
import LifeTable from './LifeTable.vue'
import MenuFunnel from './MenuFunnel.vue'
import MonthMenu from './MonthMenu.vue'
import YearTargets from './YearTargets.vue'

const metric = (code: string, zh: string, unit: string, more: Partial<MetricEntry> = {}): MetricEntry => ({
  code, name: { zh, en: code }, unit: { zh: unit, en: '' }, group: 'B', subject: 's', kind: 'flow', good: 'up', decimals: 0, overUnits: 'sum', overTime: 'sum', dimensions: [],
  meaning: { zh, en: code }, basis: '', definition: 1, ...more,
})
const members = ['dual_find_industry_count', 'dual_find_territory_count', 'dual_find_overlap_count', 'neg_party_member_count'].map((c) => metric(c, c, '名'))
const onTime = metric('issue_ontime_rate', '按时办结率', '%', { kind: 'ratio', decimals: 1, overTime: 'recompute' })
const activities = metric('activity_key_count', '重点党群活动次数', '次')
const fulfil = metric('partner_fulfil_rate', '认领履约率', '%', { kind: 'ratio', decimals: 1 })
const items = metric('menu_item_count', '菜单项目数', '项', { dimensions: ['category'] })
const ok = (value: string, more: Partial<Cell> = {}): Cell => ({ value, status: 'ok', ...more })
const row = (unit: string, cells: Record<string, Cell>): Row => ({ unit, period: '2025-10', cells })
const answered = (answer?: Answer, problem?: Problem): Asked => ({ answer: shallowRef(answer), problem: shallowRef(problem), isWaiting: ref(false), retry: () => {} })
const someAnswer: Answer = {
  dataVersion: 7, dataAsOf: '2025-11-01T06:00:00+08:00', businessOn: '2025-10-31', demo: true, question: { metrics: [], unit: '440700', period: '2025-10' }, metrics: [],
  total: row('440700', {}), rows: [], notes: [],
}

let router: Router
beforeEach(async () => {
  learnCatalogue({ metrics: [...members, onTime, activities, fulfil, items], dimensions: { category: { name: { zh: '服务类别', en: 'Field' }, members: { health: { zh: '健康服务', en: 'Health' } } } }, subjects: [], systems: {} })
  learnUnits([['440700', '江门市', null, 1], ['440703', '蓬江区', '440700', 2], ['440783', '开平市', '440700', 3]].map(([code, zh, parent, sortNo]) => ({
    unitId: String(code), countyId: 0, code: String(code), name: { zh: String(zh), en: String(code) }, level: parent ? 'county' as const : 'city' as const, kind: 'district', parent: parent === null ? null : String(parent), sortNo: Number(sortNo),
  })))
  router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { template: '' } }] })
  await router.push('/overview?period=2025-10&area=440700')
})
const globals = () => ({ global: { plugins: [router] } })

describe('a card', () => {
  const table = { columns: [{ label: '地区', numeric: false }, { label: '数值', numeric: true }], rows: [{ key: 'a', cells: ['蓬江区', '31'] }] }

  it('shows the picture, and the table with the same numbers when asked', async () => {
    const card = mount(Card, { ...globals(), props: { title: '各地', table }, slots: { default: '<p>picture</p>' } })
    expect(card.text()).toContain('picture')
    await card.get('[role=tab][aria-selected=false]').trigger('click')
    expect(card.text()).not.toContain('picture')
    expect(card.get('td').text()).toBe('31')
    expect(card.get('th[scope=row]').text()).toBe('蓬江区')
  })

  it('keeps its title, says the reason and offers to try again when it fails', async () => {
    const card = mount(Card, { ...globals(), props: { title: '各地', table, problem: { status: 500, title: '', detail: '服务器内部出错。', request_id: 'r-1' } } })
    expect(card.get('h2').text()).toBe('各地')
    expect(card.get('[role=alert]').text()).toContain('服务器内部出错。')
    expect(card.text()).toContain('r-1')
    await card.get('[role=alert] button').trigger('click')
    expect(card.emitted('retry')).toHaveLength(1)
  })

  it('says why it is empty', () => {
    expect(mount(Card, { ...globals(), props: { title: '各地', isEmpty: true, empty: '这个单位没有下级。' } }).text()).toContain('这个单位没有下级。')
  })
})

describe('a tile', () => {
  it('prints a rate with its denominator and its change in points', () => {
    const tile = mount(FigureTile, { ...globals(), props: { metric: onTime, cell: ok('0.8966', { of: '78', to: '87', yoy: '0.024', yoy_value: '0.8726' }) } })
    expect(tile.text()).toContain('89.7%')
    expect(tile.text()).toContain('78/87')
    expect(tile.text()).toContain('+2.4个百分点')
    expect(tile.text()).toContain('好转')
    expect(tile.attributes('href')).toBe('/metrics/issue_ontime_rate?period=2025-10&area=440700')
  })

  it('prints the words in which a figure was published beside it', () => {
    const tile = mount(FigureTile, { ...globals(), props: { metric: activities, cell: { ...ok('2836'), phrase: { zh: '2800多', en: 'over 2,800' } } } })
    expect(tile.text()).toContain('2,836')
    expect(tile.text()).toContain('2800多')
  })

  it('says 未上报 where nothing was reported, never 0', () => {
    expect(mount(FigureTile, { ...globals(), props: { metric: activities, cell: { value: null, status: 'not_reported' } } }).get('.value').text()).toBe('未上报')
  })
})

describe('members found both ways', () => {
  const cells = (a: string, b: string, c: string, d: string): Record<string, Cell> => Object.fromEntries(members.map((m, i) => [m.code, ok([a, b, c, d][i] ?? '0')]))

  it('are three numbers that add up, and it says when they do not', () => {
    const panel = (d: string) => mount(DualFind, { ...globals(), props: { total: row('4408Z1', cells('38', '31', '24', d)), asked: answered(someAnswer) } }).text()
    expect(panel('45')).toContain('等式成立')
    expect(panel('46')).toContain('等式差−1')
  })

  it('are not taken apart where a small count is hidden', () => {
    const hidden = { ...cells('38', '31', '24', '45'), dual_find_overlap_count: { value: null, status: 'suppressed' as const } }
    const text = mount(DualFind, { ...globals(), props: { total: row('4408Z1', hidden), asked: answered(someAnswer) } }).text()
    expect(text).toContain('有小数值未显示')
    expect(text).not.toContain('24')
  })
})

describe('the table of units', () => {
  const rows = [row('440703', { activity_key_count: ok('31') }), row('440783', { activity_key_count: ok('73') })]
  const open = () => mount(AreaTable, { ...globals(), props: { metrics: [activities], rows, total: row('440700', { activity_key_count: ok('104') }), asked: answered(someAnswer) } })
  const names = (table: ReturnType<typeof open>): string[] => table.findAll('tbody th').map((th) => th.text())

  it('puts the total first and keeps the administrative order', () => {
    expect(names(open())).toEqual(['合计', '蓬江区', '开平市'])
  })

  it('sorts by a column, and keeps the order in the address', async () => {
    const table = open()
    await table.findAll('thead button')[1]?.trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.query['sort']).toBe('-activity_key_count')
    expect(names(table)).toEqual(['合计', '开平市', '蓬江区'])
  })

  it('draws at most four units beside each other', async () => {
    const table = open()
    await table.findAll('input[type=checkbox]')[1]?.setValue(true)
    await flushPromises()
    expect(router.currentRoute.value.query['focus']).toBe('440783')
  })
})

describe('figures inside a card', () => {
  it('leave out what is not collected, and lead to their proof', () => {
    const facts = mount(Facts, { ...globals(), props: { codes: ['activity_key_count', 'issue_ontime_rate'], total: row('440703', { activity_key_count: ok('31'), issue_ontime_rate: { value: null, status: 'not_reported' } }) } })
    expect(facts.findAll('li')).toHaveLength(1)
    expect(facts.get('a').attributes('href')).toContain('/metrics/activity_key_count')
    expect(facts.text()).toContain('31次')
  })
})

describe('a sum', () => {
  const lines = (closing: string | null): readonly LedgerLine[] => [
    { key: 'a', sign: '', name: '期初', value: '10' }, { key: 'b', sign: '+', name: '转入', value: '3' }, { key: 'c', sign: '−', name: '转出', value: '1' }, { key: 'd', sign: '=', name: '期末', value: closing },
  ]
  const text = (closing: string | null): string => mount(Ledger, { ...globals(), props: { lines: lines(closing) } }).text()

  it('says whether it holds', () => {
    expect(text('12')).toContain('等式成立')
    expect(text('13')).toContain('等式差−1')
  })

  it('says neither where a number is not told', () => {
    expect(text(null)).not.toContain('等式')
  })
})

describe('the way from a demand to a promise kept', () => {
  it('gives a rate its own denominator, and says that the steps are not one cohort', () => {
    const panel = mount(MenuFunnel, { ...globals(), props: { total: row('440700', { partner_fulfil_rate: ok('0.9', { of: '18', to: '20' }) }), asked: answered(someAnswer) } })
    expect(panel.text()).toContain('不是同一批事项')
    const last = panel.findAll('li').at(-1)?.text()
    expect(last).toContain('18')
    expect(last).toContain('90.0%')
    expect(last).toContain('占到期应履约的20次')
  })
})

describe('what a page asks for itself', () => {
  const known = (question: Answer['question'], total: Row, rows: readonly Row[] = []): void => asking.know({ ...someAnswer, question, total, rows })
  beforeEach(() => router.push('/plan?period=2025-10&area=440700&v=7'))
  afterEach(() => vi.unstubAllGlobals())

  it('judges the three meetings in words, by the last quarter that ended', async () => {
    const rate = 'three_meetings_compliance_rate'
    const held = ['party_day_count', 'party_lecture_count', 'secretary_lecture_count', 'onsite_education_count', 'party_life_person_times', 'party_life_attend_rate']
    const units = ['440703', '440783']
    known({ metrics: held, unit: '440700', period: '2025-10', by: 'unit' }, row('440700', { party_day_count: ok('9') }), units.map((u) => row(u, { party_day_count: ok('4') })))
    known({ metrics: [rate], unit: '440700', period: '2025Q3', by: 'unit' }, row('440700', { [rate]: ok('0.5', { of: '2', to: '4' }) }), [row('440703', { [rate]: ok('1', { of: '2', to: '2' }) }), row('440783', { [rate]: ok('0', { of: '0', to: '2' }) })])
    const table = mount(LifeTable, globals())
    await flushPromises()
    expect(table.get('h2').text()).toContain('2025年三季度2个单位中1个')
    expect(table.findAll('tbody tr').map((r) => r.get('.verdict .chip').text())).toEqual(['部分达标', '达标', '未达标'])
  })

  it('holds what adds up against the part of the year that has passed', async () => {
    known({ metrics: ['activity_key_count', 'issue_ontime_rate'], unit: '440700', period: '2025-10', compare: ['ytd', 'target'] }, row('440700', {
      activity_key_count: ok('200', { ytd: '2000', target: '2900', completion: '0.689655' }), issue_ontime_rate: ok('0.96', { of: '96', to: '100', ytd: '0.94', target: '0.95' }),
    }))
    const panel = mount(YearTargets, { ...globals(), props: { codes: ['activity_key_count', 'issue_ontime_rate'] } })
    await flushPromises()
    expect(panel.text()).toContain('全年时间已过83.3%')
    expect(panel.findAll('li .chip').map((c) => c.text())).toEqual(['慢于序时进度', '尚未达到'])
    expect(panel.get('h2').text()).toBe('2项年度目标：1项慢于序时进度，1项尚未达到')
    expect(panel.text()).toContain('94.0%')
  })

  it('lists a menu day by day with what is still to be claimed', async () => {
    const item = (srcId: string, planned_on: string, more: Record<string, string | boolean | null>) => ({ unit: '440703', source: null, file: null, row: null, srcId, fields: { planned_on, time_range: '09:00-11:00', title: srcId, category: 'health', capacity: 30, ...more } })
    const trace = { count: '2', rows: [item('b', '2025-10-19', { partner_name: null, is_claimable: true }), item('a', '2025-10-04', { partner_name: '丰乐诊所', is_claimable: true })], columns: [], cursor: null }
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(trace), { headers: { 'content-type': 'application/json' } }))
    const menu = mount(MonthMenu, globals())
    await flushPromises()
    const lines = menu.findAll('tbody tr').map((r) => r.text())
    expect(lines[0]).toMatch(/10-04\s*周六.*健康服务.*丰乐诊所/)
    expect(lines[1]).toMatch(/10-19\s*周日.*待认领/)
    expect(menu.text()).toContain('其中1项待合伙人认领')
    expect(menu.get('a[href*="/reports/monthly-menu"]').attributes('href')).toContain('period=2025-10')
  })
})
