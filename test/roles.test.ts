import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { roles } from '../server/src/access/viewer.js'
import { en } from '../web/src/words/en.js'
import { zh } from '../web/src/words/zh.js'

const dir = join(import.meta.dirname, '../docs/roles')

/** Every plain text of the dictionary with its English. */
function pairsOf(chinese: object, english: object): (readonly [string, string])[] {
  return Object.entries(chinese).flatMap(([key, value]) => {
    const other: unknown = (english as Record<string, unknown>)[key]
    if (typeof value === 'string') return [[value, String(other)] as const]
    return typeof value === 'object' && value !== null && typeof other === 'object' && other !== null ? pairsOf(value as object, other) : []
  })
}
const pairs = pairsOf(zh, en)

test('every role has its page', () => {
  expect(readdirSync(dir).sort()).toEqual(roles.map((role) => `${role}.md`).sort())
})

describe.each([...roles])('the page of the %s', (role) => {
  const page = readFileSync(join(dir, `${role}.md`), 'utf8')

  test('fits a sheet of paper', () => {
    expect([page.split('\n').length <= 60, page.length <= 4200]).toEqual([true, true])
  })

  test('calls buttons and panels what the screen calls them', () => {
    const named = [...page.matchAll(/\*\*(\p{Script=Han}[^*]*)\*\*(?: \(([^)]+)\))?/gu)].map(([, chinese = '', english]) => [chinese, english] as const)
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter(([chinese, english]) => !pairs.some(([c, e]) => c === chinese && (english === undefined || e === english)))).toEqual([])
  })
})
