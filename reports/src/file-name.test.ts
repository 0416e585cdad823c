import { expect, test } from 'vitest'
import { fileNameOf, sheetNameOf } from './file-name.js'

const named = { title: '重点党群活动情况表', unit: { name: '江门市' }, period: '2024', businessOn: '2024-12-31', version: 318, demo: false, language: 'zh' } as const

test('a file is named after what, where, when and which version', () => {
  expect(fileNameOf(named)).toBe('重点党群活动情况表_江门市_2024_截至20241231_v318.xlsx')
  expect(fileNameOf({ ...named, period: '2024-01..2024-06' })).toBe('重点党群活动情况表_江门市_2024-01至2024-06_截至20241231_v318.xlsx')
})

test('files of demo data say so first', () => {
  expect(fileNameOf({ ...named, demo: true })).toMatch(/^演示_/)
})

test('no name holds what a file system refuses', () => {
  expect(fileNameOf({ ...named, unit: { name: '甲/乙:丙?' } })).toBe('重点党群活动情况表_甲-乙-丙-_2024_截至20241231_v318.xlsx')
})

test('sheet names are short, clean and unlike each other', () => {
  expect(sheetNameOf('a[b]:c*?/\\d')).toBe('a－b－－c－－－－d')
  expect(sheetNameOf('甲'.repeat(40))).toHaveLength(31)
  expect(sheetNameOf('数据', ['数据'])).toBe('数据(2)')
  expect(sheetNameOf("'引'")).toBe('引')
})
