// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import type { Me } from '../api.js'
import { useExpiry } from '../state/expiry.js'
import { leave, me } from '../state/session.js'
import SignInAgain from './SignInAgain.vue'

const li = { user: { login: 'li', name: '李某', role: 'clerk' }, dataVersion: 3, at: '2025-11-24T08:00:00+08:00' } as Me

let router: Router
beforeEach(async () => {
  router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/screen', component: { template: '' }, meta: { isOpen: true } }, { path: '/:rest(.*)*', component: { template: '' } }] })
  await router.push('/overview?area=440700')
  me.value = li
})
afterEach(() => {
  leave()
  vi.unstubAllGlobals()
})
const open = (component: object) => mount(component, { global: { plugins: [router] }, attachTo: document.body })
const Page = { components: { SignInAgain }, setup: () => ({ isExpired: useExpiry(), draft: ref('') }), template: '<textarea v-model="draft" /><SignInAgain v-model:open="isExpired" />' }

describe('a session that ends while a page is open', () => {
  it('leaves the page and what is written in it, and lets the same person sign in over it', async () => {
    const page = open(Page)
    await page.get('textarea').setValue('驿站装修')
    leave()
    await flushPromises()
    expect(me.value).toEqual(li)
    expect((page.get('input[name=username]').element as HTMLInputElement).value).toBe('li')
    expect(page.get('a').attributes('href')).toBe('/login?next=%2Foverview%3Farea%3D440700&why=expired')

    // Esc does not show the page behind.
    const escaped = new Event('cancel', { cancelable: true })
    page.get('dialog').element.dispatchEvent(escaped)
    expect(escaped.defaultPrevented).toBe(true)
    const dialog = page.get('dialog').element as HTMLDialogElement
    dialog.close()
    dialog.dispatchEvent(new Event('close'))
    await flushPromises()
    expect([dialog.open, page.find('form').exists()]).toEqual([true, true])

    const asked: string[] = []
    vi.stubGlobal('EventSource', class { addEventListener() {} close() {} })
    vi.stubGlobal('fetch', async (path: string, { method, body }: RequestInit) => {
      asked.push(`${method} ${path} ${body ?? ''}`.trim())
      const answer = path.endsWith('/me') ? { ...li, dataVersion: 4 } : path.endsWith('/units') ? { units: [] } : { metrics: [], dimensions: {}, subjects: [], systems: {} }
      return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } })
    })
    await page.get('input[name=password]').setValue('secret')
    await page.get('form').trigger('submit')
    await flushPromises()
    expect(asked[0]).toBe('POST /api/session {"login":"li","password":"secret"}')
    expect(me.value?.dataVersion).toBe(4)
    expect(page.find('form').exists()).toBe(false)
    expect((page.get('textarea').element as HTMLTextAreaElement).value).toBe('驿站装修')
    page.unmount()
  })

  it('leaves a screen on a wall to itself', async () => {
    await router.push('/screen')
    const page = open(Page)
    leave()
    await flushPromises()
    expect([me.value, page.find('form').exists()]).toEqual([undefined, false])
    page.unmount()
  })
})
