// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { Me } from '../api.js'
import { learnAsOf } from '../state/as-of.js'
import { me } from '../state/session.js'
import { learnUnits } from '../state/units.js'
import AsOfStamp from './AsOfStamp.vue'
import DataFooter from './DataFooter.vue'

let router: Router
beforeEach(async () => {
  router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { template: '' } }] })
  await router.push('/overview?period=2025-10&area=440703&v=3')
  learnUnits(['440703', '440783'].map((code, i) => ({ unitId: code, countyId: i, code, name: { zh: code === '440703' ? '蓬江区' : '开平市', en: code }, level: 'county' as const, kind: 'district', parent: null, sortNo: i })))
  me.value = { dataVersion: 7, dataAsOf: '2025-11-24T06:00:00+08:00', businessOn: '2025-11-23', unit: { code: '440700' }, roots: [] as Me['roots'], pages: [] as Me['pages'] } as Me
  learnAsOf(me.value)
})
enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())
const open = (component: object, props = {}) => mount(component, { global: { plugins: [router] }, props })

describe('the stamp of a pinned address', () => {
  it('says the version, and its time as soon as an answer has told', async () => {
    const stamp = open(AsOfStamp)
    expect(stamp.text()).toMatch(/^已固定在第3版/)
    learnAsOf({ dataVersion: 3, dataAsOf: '2025-11-01T06:00:00+08:00' })
    await flushPromises()
    expect(stamp.text()).toMatch(/11-01 06:00 · 已固定在第3版/)
    await stamp.get('button').trigger('click')
    await flushPromises()
    expect(router.currentRoute.value.query['v']).toBeUndefined()
  })

  it('claims no pin where the page is of no version', () => {
    expect(open(AsOfStamp, { isUnpinned: true }).text()).toMatch(/11-24 06:00 · 第7版/)
  })
})

describe('the foot of a page', () => {
  it('shows the revisions of the area the page shows, once they were asked for', async () => {
    const asked: (string | null)[] = []
    vi.stubGlobal('fetch', async (path: string) => {
      const unit = new URL(path, 'http://here').searchParams.get('unit')
      asked.push(unit)
      return new Response(JSON.stringify({ restatements: [{ unit, period: '2025-09', metric: 'm', was: '1', is: '2', version: 3, publishedAt: '' }] }), { headers: { 'content-type': 'application/json' } })
    })
    const foot = open(DataFooter)
    await flushPromises()
    expect(asked).toEqual([])
    await foot.get('button').trigger('click')
    await flushPromises()
    expect(foot.get('li').text()).toContain('蓬江区')
    await router.push('/overview?period=2025-10&area=440783&v=3')
    await flushPromises()
    expect(foot.get('li').text()).toContain('开平市')
    expect(foot.findAll('a').map((a) => a.attributes('href'))).toContain('/about/data?area=440783&v=3')
  })
})
