import { describe, expect, it } from 'vitest'
import { en } from '../words/en.js'
import { zh } from '../words/zh.js'
import { pages, subjectGroups } from './pages.js'
import { pageKeys } from './shortcuts.js'

describe('the pages', () => {
  it('stand once in the navigation, each subject in one group', () => {
    expect(new Set(pages).size).toBe(pages.length)
    expect(Object.keys(zh.groups)).toEqual(Object.keys(subjectGroups))
  })

  it('have a name in both languages and a letter of their own', () => {
    for (const words of [zh, en]) expect(pages.filter((p) => !words.pages[p])).toEqual([])
    expect(Object.values(pageKeys).sort()).toEqual([...pages].sort())
  })
})
