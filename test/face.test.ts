import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { startDemo, type Demo } from './demo.js'
import { accessible } from './face/accessible.js'
import { flows } from './face/flows.js'
import { guarded } from './face/guarded.js'
import { keyboard } from './face/keyboard.js'
import { languages } from './face/languages.js'
import { layout } from './face/layout.js'
import { steady } from './face/steady.js'
import { still } from './face/still.js'

// The acceptance of the face, in a real browser on the demo. Each file of test/face/ holds one criterion of experience.md 17.
let demo: Demo
beforeAll(async () => {
  demo = await startDemo()
  if (!demo.browser) return
  // What a reader keeps is a page too, and must not be empty.
  const leader = await demo.enter('leader')
  const kept = await leader.request.post('/api/views', { headers: { origin: demo.serving.url }, data: { name: '湛江经开区十月', path: '/overview?period=2025-10&area=4408Z1', shared: true } })
  expect(kept.ok(), await kept.text()).toBe(true)
  await leader.close()
}, 1_800_000)
afterAll(() => demo?.close(), 60_000)
beforeEach(({ skip }) => {
  if (!demo.browser) skip('no browser')
})

accessible(() => demo)
keyboard(() => demo)
flows(() => demo)
layout(() => demo)
still(() => demo)
languages(() => demo)
guarded(() => demo)
steady(() => demo)
