import { expect, it } from 'vitest'
import { ref } from 'vue'
import type { Problem } from '../api.js'
import { allOf } from './all-of.js'

it('answers that are read together lack what one of them lacks, wait while one waits, and are asked again together', () => {
  const asked: string[] = []
  const part = (name: string) => ({ problem: ref<Problem>(), isWaiting: ref(false), retry: () => void asked.push(name) })
  const [flows, before] = [part('flows'), part('before')]
  const all = allOf(() => [flows, before])
  expect([all.problem.value, all.isWaiting.value]).toEqual([undefined, false])
  before.problem.value = { status: 503, title: 'away', detail: '数据库连不上。' }
  before.isWaiting.value = true
  expect([all.problem.value?.status, all.isWaiting.value]).toEqual([503, true])
  all.retry()
  expect(asked).toEqual(['flows', 'before'])
})
