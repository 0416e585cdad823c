import { expect, test } from 'vitest'
import { parseQuestion } from './parse-question.js'
import { QuestionRefused } from './refused.js'

const asked = { metrics: 'activity_count', unit: '440700', period: '2024' }

const refusal = (given: unknown): string => {
  try {
    parseQuestion(given)
  } catch (error) {
    if (error instanceof QuestionRefused) return `${error.code}: ${error.text.zh} ${error.text.en}`
    throw error
  }
  return 'accepted'
}

test('lists come as arrays or with commas, twice the same is once, and empty parts are left out', () => {
  expect(parseQuestion({ metrics: 'activity_count, activity_key_count,activity_count', unit: '440700', period: '2024q3', by: '', compare: ['prev', 'yoy'], v: '42' }))
    .toEqual({ metrics: ['activity_count', 'activity_key_count'], unit: '440700', period: '2024Q3', compare: ['prev', 'yoy'], v: 42 })
  expect(parseQuestion({ ...asked, by: 'organiser_level', tree: 'then' })).toEqual({ ...asked, metrics: ['activity_count'], by: 'organiser_level', tree: 'then' })
})

test('an unknown word is refused with the nearest known one', () => {
  expect(refusal({ ...asked, metrics: 'activty_count' })).toBe(
    'unknown_metric: 没有指标“activty_count”。是不是“activity_count”？ There is no metric “activty_count”. Did you mean “activity_count”?')
  expect(refusal({ ...asked, metrics: '党群活动场次' })).toContain('是不是“activity_count”？')
  expect(refusal({ ...asked, metrics: 'zzz' })).toContain('请在指标目录中查找。')
  expect(refusal({ ...asked, compare: 'yoi' })).toContain('是不是“yoy”？')
  expect(refusal({ ...asked, compare: 'lastyear' })).toContain('可用：prev、yoy、ytd、target。')
  expect(refusal({ ...asked, by: 'mounth' })).toContain('是不是“month”？')
  expect(refusal({ ...asked, by: 'levels' })).toContain('unknown_split')
  expect(refusal({ ...asked, periode: '2024' })).toContain('是不是“period”？')
})

test('what is missing or of the wrong kind is said', () => {
  expect(refusal({ unit: '440700', period: '2024' })).toContain('缺少参数“metrics”')
  expect(refusal({ metrics: 'activity_count', period: '2024' })).toContain('缺少参数“unit”')
  expect(refusal({ metrics: 'activity_count', unit: '440700' })).toContain('缺少参数“period”')
  expect(refusal({ ...asked, period: '2024-13' })).toContain('bad_period')
  expect(refusal({ ...asked, v: '0' })).toContain('不是数据版本号')
  expect(refusal({ ...asked, v: '1;drop' })).toContain('不是数据版本号')
  expect(refusal({ ...asked, metrics: [1] })).toContain('应为文本')
  expect(refusal({ ...asked, tree: 'later' })).toContain('没有口径“later”')
  expect(refusal('activity_count')).toContain('bad_question')
  expect(refusal(null)).toContain('bad_question')
})
