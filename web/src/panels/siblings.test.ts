// @vitest-environment happy-dom
import type { Answer, Cell, Unit } from '@mingshu/metrics'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { MetricEntry, Problem } from '../api.js'
import { learnCatalogue } from '../state/catalogue.js'
import { asking } from '../state/session.js'
import { learnUnits } from '../state/units.js'
import Places from './Places.vue'
import SiblingStrip from './SiblingStrip.vue'

const stations: MetricEntry = {
  code: 'station_count', name: { zh: '服务驿站', en: 'Stations' }, unit: { zh: '个', en: '' }, group: 'F', subject: 's', kind: 'stock', good: 'up', decimals: 0, overUnits: 'sum', overTime: 'end', dimensions: [], meaning: { zh: '', en: '' }, basis: '', definition: 1,
}
const city = { unitId: '1', countyId: 0, code: '440700', name: { zh: '江门市', en: 'Jiangmen' }, level: 'city', kind: 'city', parent: null, sortNo: 0 } as Unit
const answer = (cells: readonly Cell[]): Answer => ({
  dataVersion: 7, dataAsOf: '', businessOn: '', demo: true, question: { metrics: [], unit: '440700', period: '2025-10' }, metrics: [], notes: [],
  total: { unit: '440700', period: '2025-10', cells: {} }, rows: cells.map((cell, i) => ({ unit: `44070${i + 1}`, period: '2025-10', cells: { station_count: cell } })),
})

let router: Router
beforeEach(async () => {
  learnCatalogue({ metrics: [stations], dimensions: {}, subjects: [], systems: {} })
  learnUnits([city])
  router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { template: '' } }] })
  await router.push('/areas/440701?period=2025-10&area=440701&v=7')
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function strip(reply: { answer: Answer } | { problem: Problem }) {
  const ask = vi.spyOn(asking, 'ask').mockResolvedValue(reply)
  const panel = mount(SiblingStrip, { global: { plugins: [router] }, props: { metrics: [stations], unit: '440701', above: city } })
  await flushPromises()
  return { panel, ask }
}

describe('a unit among its siblings', () => {
  it('has between the middle two the median of an even number', async () => {
    const { panel } = await strip({ answer: answer(['4', '10', '20', '40'].map((value) => ({ value, status: 'ok' }))) })
    expect(panel.get('strong').text()).toBe('4个')
    expect(panel.text()).toContain('中位数 15个')
  })

  it('says why it has no value of its own', async () => {
    const { panel: silent } = await strip({ answer: answer([{ value: null, status: 'not_reported' }, { value: '10', status: 'ok' }]) })
    expect(silent.get('strong').text()).toBe('未上报')
    const { panel: masked } = await strip({ answer: answer([{ value: null, status: 'suppressed' }, { value: '10', status: 'ok' }]) })
    expect(masked.get('strong').text()).toBe('*')
  })

  it('says that nothing came, and asks again', async () => {
    const { panel, ask } = await strip({ problem: { status: 503, title: '', detail: '正忙' } })
    expect(panel.find('.bone').exists()).toBe(false)
    ask.mockResolvedValue({ answer: answer([{ value: '4', status: 'ok' }]) })
    await panel.get('button').trigger('click')
    await flushPromises()
    expect(panel.get('strong').text()).toBe('4个')
  })
})

describe('the places of a unit', () => {
  it('are not said to be none where they could not be fetched', async () => {
    vi.stubGlobal('fetch', async () => new Response('{"detail":"正忙"}', { status: 503, headers: { 'content-type': 'application/json' } }))
    const card = mount(Places, { global: { plugins: [router] } })
    await flushPromises()
    expect(card.text()).not.toContain('没有登记')
    expect(card.get('.failed button').text()).toBe('重试')
  })
})
