import { expect, test } from 'vitest'
import { mask, pseudonymiser, withoutNumbers } from './pseudonym.js'

const key = { kid: 'k1', secret: new Uint8Array(32).fill(1) }
const pseudonym = pseudonymiser(key)
const number = '11010519491231002X'

test('a person has one pseudonym however the number is written', () => {
  const pid = pseudonym(number)
  expect(pid).toMatch(/^k1:[0-9a-f]{32}$/)
  for (const written of ['11010519491231002x', ' 110105 19491231 002X ', '１１０１０５１９４９１２３１００２Ｘ', '\ufeff11010519491231002X']) expect(pseudonym(written)).toBe(pid)
})

test('the fifteen digits of an old card are the same person as the eighteen of the new one', () => {
  expect(pseudonym('110105491231002')).toBe(pseudonym(number))
})

test('another key makes another pseudonym, and its name stands in front', () => {
  const other = pseudonymiser({ kid: 'k2', secret: new Uint8Array(32).fill(2) })
  expect(other(number)).toMatch(/^k2:/)
  expect(String(other(number)).slice(3)).not.toBe(String(pseudonym(number)).slice(3))
})

test('a number cell, which has lost its last digits, is refused and never guessed', () => {
  expect(pseudonym(Number('440804199001011234'))).toMatchObject({ refused: { zh: expect.stringContaining('后几位已丢失') as string } })
})

test.each(['110105194912310021', '1101051949123100', 'E1234567', '11010519491231002XX', '张三'])('%s is refused', (typed) => {
  expect(pseudonym(typed)).toHaveProperty('refused')
})

test('a weak or nameless key is refused', () => {
  expect(() => pseudonymiser({ kid: 'k1', secret: new Uint8Array(16) })).toThrow('at least 32')
  expect(() => pseudonymiser({ kid: 'K:1', secret: key.secret })).toThrow('no name')
})

test('what is shown of a number does not tell the person', () => {
  expect(mask(number)).toBe('110105********002X')
  expect(mask('张三丰')).toBe('张**')
  expect(withoutNumbers('反映人 110105194912310021、电话 0759-2345678，案号 20240315001')).toBe('反映人 110105********0021、电话 0759-2345678，案号 20240315001')
})
