import { text, type Text } from '@mingshu/metrics'
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** Says in words what is wrong with a request, the first two things at most. */
export function sentenceOf(issues: readonly Issue[], where: 'query' | 'body' | 'param', argument?: string): Text {
  const told = issues.slice(0, 2).map((issue) => sentence(argument === undefined ? issue : { ...issue, path: [argument, ...issue.path] }, where))
  return text(told.map((t) => t.zh).join(''), told.map((t) => t.en).join(' '))
}

function sentence(issue: Issue, where: 'query' | 'body' | 'param'): Text {
  const name = issue.path.map((p) => (typeof p === 'number' ? `[${p}]` : `.${String(p)}`)).join('').slice(1, 80)
  const of = name ? text(`参数“${name}”`, `The parameter “${name}”`) : text('请求内容', 'The body')
  switch (issue.code) {
    case 'unrecognized_keys': {
      const keys = issue.keys.slice(0, 3).map((k) => clip(k))
      return text(`没有参数“${keys.join('”、“')}”，请去掉或检查拼写。`, `There is no parameter “${keys.join('”, “')}”. Remove it or check its spelling.`)
    }
    case 'invalid_type':
      // Nothing was sent where something is needed.
      if (issue.input === undefined) return text(`缺少${name ? `参数“${name}”` : '请求内容'}。`, `${of.en} is missing.`)
      return text(`${of.zh}的类型不对，应为 ${issue.expected}。`, `${of.en} has the wrong type; it should be ${issue.expected}.`)
    case 'invalid_value': {
      const allowed = issue.values.slice(0, 20).map(String)
      return text(`${of.zh}应为 ${allowed.join('、')} 之一。`, `${of.en} should be one of ${allowed.join(', ')}.`)
    }
    case 'too_big':
      return text(`${of.zh}太大或太长，最多 ${issue.maximum}。`, `${of.en} is too large or too long; at most ${issue.maximum}.`)
    case 'too_small':
      return text(`${of.zh}太小或太短，至少 ${issue.minimum}。`, `${of.en} is too small or too short; at least ${issue.minimum}.`)
    case 'invalid_format':
      return text(`${of.zh}的格式不对。${hints[name]?.zh ?? ''}`, `${of.en} is malformed.${hints[name] ? ` ${hints[name].en}` : ''}`)
    case 'custom': {
      const told = (issue.params as { text?: Text } | undefined)?.text
      if (told) return told
    }
  }
  return where === 'query' || name ? text(`${of.zh}不对。`, `${of.en} is not right.`) : text('请求内容的结构不对。', 'The body has the wrong structure.')
}

const hints: Readonly<Record<string, Text>> = {
  unit: text('请写单位代码，如 440703。', 'Write the code of a unit, like 440703.'),
  period: text('请写 2024、2024Q3、2024-10、2024-10-31 或 2024-01..2024-10。', 'Write 2024, 2024Q3, 2024-10, 2024-10-31 or 2024-01..2024-10.'),
  metrics: text('请写指标代码，用逗号分开。', 'Write codes of metrics, with commas between.'),
  metric: text('请写指标代码。', 'Write the code of a metric.'),
  v: text('请写数据版本号，如 42。', 'Write the number of a version, like 42.'),
}

const clip = (word: string): string => (word.length > 40 ? `${word.slice(0, 40)}…` : word)
