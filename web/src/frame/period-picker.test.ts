// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Me } from '../api.js'
import { me } from '../state/session.js'
import PeriodPicker from './PeriodPicker.vue'

it('takes a range of months as people type them, and says which is none', async () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { template: '' } }] })
  await router.push('/overview?period=2025-10&area=440700')
  me.value = { businessOn: '2025-11-24', unit: { code: '440700' } } as Me
  const picker = mount(PeriodPicker, { global: { plugins: [router] } })
  await picker.get('.current').trigger('click')
  await picker.get('.choices button:last-child').trigger('click')
  const [from, to] = picker.findAll('.range input')
  await from?.setValue('2025年3月')
  await to?.setValue('三月份')
  await picker.get('.range').trigger('submit')
  expect(picker.get('.range [role=alert]').text()).toContain('“三月份”不是月份')
  await to?.setValue('2025年1月')
  await picker.get('.range').trigger('submit')
  await flushPromises()
  expect(router.currentRoute.value.query['period']).toBe('2025-01..2025-03')
  picker.unmount()
})
