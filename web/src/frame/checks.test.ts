// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { Check, Checks } from '../api.js'
import CheckCard from '../panels/CheckCard.vue'
import ChecksPage from '../pages/Checks.vue'
import { learnCatalogue } from '../state/catalogue.js'
import { learnUnits } from '../state/units.js'
import ChecksBadge from './ChecksBadge.vue'

const check = (severity: Check['severity'], count: number): Check => ({
  rule: 'X33', name: `x33-${severity}`, title: { zh: '每月菜单按时公布', en: 'Menus in time' }, severity, subjects: ['menu'],
  violations: Array.from({ length: count }, (_, i) => ({ unit: '440703', since: '2026-11-01', zh: `第${i + 1}条`, en: `No. ${i + 1}` })),
})
const found = (held: readonly string[], ...checks: readonly Check[]): Checks => {
  const count = (s: Check['severity']): number => checks.filter((c) => c.severity === s).reduce((n, c) => n + c.violations.length, 0)
  return { dataVersion: 1, held, checks, counts: { blocks: count('blocks'), explain: count('explain'), informs: count('informs') } }
}

let router: Router
let version = 0
beforeEach(async () => {
  learnCatalogue({ metrics: [], dimensions: {}, subjects: [{ id: 'menu', name: { zh: '每月服务菜单', en: 'Menus' }, group: 'A', system: 's' }], systems: {} })
  learnUnits([{ unitId: '1', countyId: 1, code: '440703', name: { zh: '蓬江区', en: 'Pengjiang' }, level: 'county', kind: 'district', parent: null, sortNo: 1 }])
  router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { template: '' } }] })
  // What a version found is kept, so every test asks at a version of its own.
  version += 1
  await router.push(`/checks?area=440703&v=${version}`)
})
afterEach(() => vi.unstubAllGlobals())

async function open(component: Component, answer: Checks) {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } }))
  const opened = mount(component, { global: { plugins: [router], stubs: { AsOfStamp: true } } })
  await flushPromises()
  return opened
}

describe('the badge of the checks', () => {
  it.each([
    ['校核通过', found([])],
    ['校核通过', found([], check('informs', 3))],
    ['校核 需说明12项', found([], check('explain', 12))],
    ['校核 须改正2项', found([], check('blocks', 2), check('explain', 12))],
    ['校核 2项未通过，部分数字暂缓更新', found(['menu'], check('blocks', 2))],
    ['校核 部分数字暂缓更新', found(['menu'])],
  ])('says %s', async (text, answer) => {
    const badge = await open(ChecksBadge, answer)
    expect(badge.text()).toBe(text)
    expect(badge.get('a').attributes('href')).toContain('/checks?area=440703')
  })
})

describe('the page of checks', () => {
  it('says at the top what is held, and groups the rules by what they ask for', async () => {
    const page = await open(ChecksPage, found(['menu'], check('blocks', 1), check('explain', 2)))
    expect(page.get('h1').text()).toBe('蓬江区校核结果：须改正1项、需说明2项')
    expect(page.get('[role=status]').text()).toContain('每月服务菜单的明细没有通过校核，相关数字仍为上一次发布的数')
    expect(page.findAll('section > h2').map((h) => h.text())).toEqual(['须改正 1项', '需说明 2项'])
  })

  it('says that everything passed', async () => {
    expect((await open(ChecksPage, found([]))).get('h1').text()).toBe('蓬江区全部通过校核')
  })
})

describe('what a rule found', () => {
  it('begins with ten and shows all when asked', async () => {
    const card = mount(CheckCard, { props: { check: check('explain', 12) }, global: { plugins: [router] } })
    expect(card.findAll('li')).toHaveLength(10)
    expect(card.get('li').text()).toContain('自2026-11-01起')
    await card.get('button.screen-only[aria-expanded=false]').trigger('click')
    expect(card.findAll('li')).toHaveLength(12)
  })
})
