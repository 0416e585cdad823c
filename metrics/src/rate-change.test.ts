import { expect, test } from 'vitest'
import { rollupByHand } from '../../test/rollup-by-hand.js'
import { issues, rateChangeSql, type RateChange } from './index.js'

test('the change of a rate divides into own change and change of mix, which add up to it', async () => {
  await using hand = await rollupByHand()
  const counties = ['440703', '440704', '440705', '440781', '440783', '440784', '440785']
  await hand.cover('issue-system', counties, ['2024-02', '2024-03'])
  const rows = [['440703', 50, 100, 90, 100], ['440704', 20, 100, 60, 300], ['440705', 0, 0, 5, 10], ['440781', 7, 20, 0, 0]] as const
  for (const [code, n0, d0, n1, d1] of rows) {
    await hand.cell(issues, code, 'm', '2024-02-01', { issue_closed_of_accepted: n0, issue_accepted_count: d0 })
    await hand.cell(issues, code, 'm', '2024-03-01', { issue_closed_of_accepted: n1, issue_accepted_count: d1 })
  }
  const asked = await hand.narrowed({ metrics: ['issue_closure_rate'], unit: '440700', period: '2024-03', compare: ['prev'] })
  const found = await hand.runAs('api', asked.scope)<RateChange>(rateChangeSql(asked))
  expect(found.map((r) => r.unit)).toEqual(['440703', '440704', '440705', '440781'])
  // Units that came or went change the mix alone; a rate that stood still has no own change.
  expect(found.map((r) => Number(r.own) === 0)).toEqual([false, true, true, true])
  const sum = found.reduce((s, r) => s + Number(r.own) + Number(r.mix), 0)
  const now = (90 + 60 + 5) / (100 + 300 + 10)
  const then = (50 + 20 + 7) / (100 + 100 + 20)
  expect(Math.abs(sum - (now - then))).toBeLessThan(1e-9)
})
