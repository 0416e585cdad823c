import { describe, expect, it } from 'vitest'
import { wordsOf } from '../words/index.js'
import { pages, subjectGroups } from './pages.js'
import { pageKeys } from './shortcuts.js'

describe('the pages', () => {
  it('stand once in the navigation, each subject in one group', () => {
    expect(new Set(pages).size).toBe(pages.length)
    expect(Object.keys(wordsOf('zh').groups)).toEqual(Object.keys(subjectGroups))
  })

  it('have a name in both languages and a letter of their own', () => {
    for (const of of ['zh', 'en'] as const) expect(pages.filter((p) => !wordsOf(of).pages[p])).toEqual([])
    expect(Object.values(pageKeys).sort()).toEqual([...pages].sort())
  })
})
