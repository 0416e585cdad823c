import { describe, expect, it } from 'vitest'
import { en } from './en.js'
import { zh } from './zh.js'

function leaves(value: unknown, at: string): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[at, value]]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, at ? `${at}.${key}` : key))
}

const chinese = leaves(zh, '')
const english = new Map(leaves(en, ''))

describe('the words', () => {
  it('have the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual(chinese.map(([key]) => key).sort())
  })

  it('are of the same kind in both languages and never empty', () => {
    const wrong = chinese.filter(([key, value]) => typeof english.get(key) !== typeof value || value === '' || english.get(key) === '')
    expect(wrong).toEqual([])
  })

  it('hold no Chinese in English', () => {
    const mixed = [...english].filter(([key, value]) => typeof value === 'string' && /\p{Script=Han}/u.test(value) && !['frame.language'].includes(key))
    expect(mixed).toEqual([])
  })

  it('use full-width punctuation between Chinese characters', () => {
    const half = chinese.filter(([, value]) => typeof value === 'string' && /\p{Script=Han}[,;:!?()]|[,;!?()]\p{Script=Han}/u.test(value))
    expect(half).toEqual([])
  })
})
