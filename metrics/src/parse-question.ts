import { metricsOf, subjects as declared } from './catalogue.js'
import { nearest } from './nearest.js'
import { parsePeriod } from './period.js'
import type { Comparison, Question, Tree } from './question.js'
import { QuestionRefused } from './refused.js'
import type { Metric, Subject } from './subject.js'
import { text } from './text.js'

/** Comparisons by their names in questions. */
export const comparisons: readonly Comparison[] = ['prev', 'yoy', 'ytd', 'target']

/** Splits that are no dimension. */
export const plainSplits = ['unit', 'day', 'month', 'quarter', 'year'] as const

const parts = ['metrics', 'unit', 'period', 'by', 'compare', 'v', 'tree']
const most = 60

/**
 * Reads a question as it comes from an address, a body or a command line: lists may be arrays or separated by commas.
 * What it does not know is refused with the nearest known word.
 */
export function parseQuestion(given: unknown, subjects: readonly Subject[] = declared): Question {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new QuestionRefused('bad_question', text('问题应写成 {metrics, unit, period, …}。', 'Write a question as {metrics, unit, period, …}.'))
  }
  const asked = given as Readonly<Record<string, unknown>>
  for (const name of Object.keys(asked)) {
    if (parts.includes(name)) continue
    throw unknown('bad_question', '参数', 'parameter', name, parts)
  }
  const metrics = listOf(asked.metrics, 'metrics')
  if (metrics.length === 0) throw missing('metrics', '指标代码，如 activity_count', 'the code of a metric, such as activity_count')
  if (metrics.length > most) {
    throw new QuestionRefused('bad_question', text(`一次最多问 ${most} 个指标，现有 ${metrics.length} 个。请分几次问。`, `At most ${most} metrics in one question, not ${metrics.length}. Ask in parts.`))
  }
  checkMetrics(metrics, metricsOf(subjects))
  const unit = wordOf(asked.unit, 'unit')
  if (unit === undefined) throw missing('unit', '单位代码，如 440703', 'the code of a unit, such as 440703')
  const period = wordOf(asked.period, 'period')
  if (period === undefined) throw missing('period', '统计期，如 2024-10', 'a period, such as 2024-10')
  const by = wordOf(asked.by, 'by')
  const compare = listOf(asked.compare, 'compare')
  const v = versionOf(asked.v)
  const tree = treeOf(wordOf(asked.tree, 'tree'))
  return {
    metrics, unit, period: parsePeriod(period).code,
    ...(by === undefined ? {} : { by: splitOf(by, metrics, subjects) }),
    ...(compare.length === 0 ? {} : { compare: compare.map(comparisonOf) }),
    ...(v === undefined ? {} : { v }),
    ...(tree === undefined ? {} : { tree }),
  }
}

function checkMetrics(codes: readonly string[], known: ReadonlyMap<string, Metric>): void {
  for (const code of codes) {
    if (known.has(code)) continue
    const named = new Map([...known.values()].map((m) => [m.name.zh, m.code]))
    throw unknown('unknown_metric', '指标', 'metric', code, known.keys(), named.get(code) ?? named.get(nearest(code, named.keys()) ?? ''))
  }
}

const comparisonOf = (word: string): Comparison => {
  const found = comparisons.find((c) => c === word)
  if (!found) throw unknown('unknown_comparison', '比较方式', 'comparison', word, comparisons)
  return found
}

function splitOf(word: string, metrics: readonly string[], subjects: readonly Subject[]): string {
  if ((plainSplits as readonly string[]).includes(word) || subjects.some((s) => Object.hasOwn(s.by, word))) return word
  const known = metricsOf(subjects)
  const dimensions = new Set(metrics.flatMap((code) => known.get(code)?.dimensions ?? []))
  const every = new Set(subjects.flatMap((s) => Object.keys(s.by)))
  throw unknown('unknown_split', '拆分方式', 'split', word, [...plainSplits, ...(dimensions.size > 0 ? dimensions : every)])
}

function treeOf(word: string | undefined): Tree | undefined {
  if (word === undefined || word === 'then' || word === 'now') return word
  throw unknown('bad_question', '口径', 'tree', word, ['then', 'now'])
}

function versionOf(given: unknown): number | undefined {
  if (given === undefined || given === null || given === '') return undefined
  const v = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : given
  if (typeof v === 'number' && Number.isSafeInteger(v) && v > 0 && v <= 2_147_483_647) return v
  throw new QuestionRefused('bad_question', text(`“${shortened(given)}”不是数据版本号。请写正整数，如 42。`, `“${shortened(given)}” is no version. Write a whole number, such as 42.`))
}

function wordOf(given: unknown, name: string): string | undefined {
  if (given === undefined || given === null || given === '') return undefined
  if (typeof given === 'string' && given.length <= 100) return given.trim()
  throw new QuestionRefused('bad_question', text(`参数“${name}”应为一个短文本。`, `The parameter “${name}” should be one short text.`))
}

function listOf(given: unknown, name: string): string[] {
  if (given === undefined || given === null || given === '') return []
  const words = typeof given === 'string' ? given.split(',') : given
  if (!Array.isArray(words) || !words.every((w): w is string => typeof w === 'string')) {
    throw new QuestionRefused('bad_question', text(`参数“${name}”应为文本，多个用逗号分开。`, `The parameter “${name}” should be text, several separated by commas.`))
  }
  return [...new Set(words.map((w) => w.trim()).filter((w) => w !== ''))]
}

const missing = (name: string, zh: string, en: string): QuestionRefused =>
  new QuestionRefused('bad_question', text(`缺少参数“${name}”：请写${zh}。`, `The parameter “${name}” is missing: write ${en}.`))

function unknown(code: QuestionRefused['code'], zh: string, en: string, word: string, known: Iterable<string>, better?: string): QuestionRefused {
  const all = [...known]
  const near = better ?? nearest(word, all)
  const list = all.length <= 12 ? all : []
  const hint = near
    ? text(`是不是“${near}”？`, ` Did you mean “${near}”?`)
    : list.length > 0
      ? text(`可用：${list.join('、')}。`, ` There are: ${list.join(', ')}.`)
      : text('请在指标目录中查找。', ' Look it up in the catalogue.')
  return new QuestionRefused(code, text(`没有${zh}“${shortened(word)}”。${hint.zh}`, `There is no ${en} “${shortened(word)}”.${hint.en}`))
}

const shortened = (word: unknown): string => {
  const written = String(word)
  return written.length > 40 ? `${written.slice(0, 40)}…` : written
}
