import { expect, test } from 'vitest'
import { describeMetrics } from './describe.js'

test('the handbook is what the declarations say', async () => {
  await expect(describeMetrics()).toMatchFileSnapshot('../../docs/metrics.md')
})
