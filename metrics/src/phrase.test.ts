import { afterAll, beforeAll, expect, test } from 'vitest'
import { rollupByHand, type ByHand } from '../../test/rollup-by-hand.js'
import { mayBePrinted, phraseOf, type Qualifier } from './phrase.js'

let hand: ByHand
beforeAll(async () => {
  hand = await rollupByHand()
})
afterAll(() => hand[Symbol.asyncDispose]())

test('a figure is printed with its word', () => {
  expect(phraseOf('2800', 'over')).toEqual({ zh: '2800多', en: 'over 2,800' })
  expect(phraseOf('40', 'odd').zh).toBe('40余')
  expect(phraseOf('20', 'about')).toEqual({ zh: '约20', en: 'about 20' })
  expect(phraseOf('45', 'exact')).toEqual({ zh: '45', en: '45' })
})

test.each<[string, Qualifier, string, string, boolean]>([
  ['2836', 'over', '2800', '100', true],
  ['2800', 'over', '2800', '100', false], // an exact multiple takes no 多
  ['2900', 'over', '2800', '100', false],
  ['2799', 'over', '2800', '100', false],
  ['43', 'odd', '40', '10', true],
  ['22', 'about', '20', '5', true],
  ['17', 'about', '20', '5', false],
  ['45', 'exact', '45', '1', true],
  ['46', 'exact', '45', '1', false],
])('whether %s may be printed as %s %s, cut or rounded to %s: %s', async (value, qualifier, printed, step, may) => {
  const { rows } = await hand.database.pool('etl').raw<{ rows: { may: boolean }[] }>(
    `select ${mayBePrinted(':value::numeric', 'h')} as may from (select :qualifier::text as qualifier, :printed::numeric as printed, :step::numeric as step) h`,
    { value, qualifier, printed, step })
  expect(rows[0]?.may).toBe(may)
})
