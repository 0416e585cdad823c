import { expect, test } from 'vitest'
import { checkDigit, miscopied, person } from './people.js'

test('identity numbers have 18 characters, a right check digit and a birthday that exists', () => {
  expect(checkDigit('11010519491231002')).toBe('X')
  for (let n = 0; n < 3000; n++) {
    const { id } = person(1, 'worker', n)
    expect(id).toMatch(/^440\d{14}[\dX]$/)
    expect(id.at(17)).toBe(checkDigit(id))
    const born = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
    expect(new Date(born).toISOString().slice(0, 10)).toBe(born)
    expect(miscopied(id).at(17)).not.toBe(checkDigit(id))
  }
})

test('different people have different numbers', () => {
  const kinds = ['worker', 'member', 'resident', 'stranger', 'applicant'] as const
  const all = kinds.flatMap(kind => Array.from({ length: 30_000 }, (_, n) => person(5, kind, n).id))
  expect(new Set(all).size).toBe(all.length)
})
