// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { Me } from '../api.js'
import { me } from './session.js'
import { useShortcuts } from './shortcuts.js'

const search = vi.fn()
let router: Router
let page: ReturnType<typeof mount>
beforeEach(async () => {
  me.value = { businessOn: '2025-11-24', unit: { code: '440700' } } as Me
  router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/login', component: { template: '' }, meta: { isOpen: true } }, { path: '/:rest(.*)*', component: { template: '' } }] })
  await router.push('/overview?period=2025-10&area=440700')
  page = mount({ setup: () => useShortcuts({ search, help: () => {}, go: () => {} }), template: '<p />' }, { global: { plugins: [router] } })
})
afterEach(() => {
  page.unmount()
  me.value = undefined
  search.mockClear()
})
async function press(key: string, more: KeyboardEventInit = {}): Promise<Record<string, unknown>> {
  document.dispatchEvent(new KeyboardEvent('keydown', { key, ...more }))
  await flushPromises()
  return router.currentRoute.value.query
}

describe('the shortcuts', () => {
  it('turn the comparison off and on again as it was', async () => {
    await router.replace('/overview?cmp=mom')
    expect(await press('c')).toMatchObject({ cmp: 'none' })
    expect(await press('c')).toMatchObject({ cmp: 'mom' })
  })

  it('stop at the period that runs, as the button does', async () => {
    expect(await press(']')).toMatchObject({ period: '2025-11' })
    expect(await press(']')).toMatchObject({ period: '2025-11' })
  })

  it('search from every page that has a search, not from the door', async () => {
    await press('k', { ctrlKey: true })
    expect(search).toHaveBeenCalledTimes(1)
    await router.push('/login')
    await press('k', { ctrlKey: true })
    expect(search).toHaveBeenCalledTimes(1)
  })
})
