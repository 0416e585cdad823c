import { describe, expect, it } from 'vitest'
import { en } from './en.js'
import { phrase } from './phrase.js'
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

describe('published phrases', () => {
  it('are cut to their step', () => {
    expect(phrase('2836', { step: 100, word: '多' })).toEqual({ zh: '2800多', en: 'over 2,800' })
    expect(phrase('3476', { step: 10, word: '多' }).zh).toBe('3470多')
    expect(phrase('152', { step: 10, word: '多' }).zh).toBe('150多')
    expect(phrase('43', { step: 10, word: '余' }).zh).toBe('40余')
    expect(phrase('20', { step: 1, word: '约' })).toEqual({ zh: '约20', en: 'about 20' })
  })

  it('take no 多 when the value is an exact multiple of the step', () => {
    expect(phrase('2800', { step: 100, word: '多' }).zh).toBe('2800')
  })
})
