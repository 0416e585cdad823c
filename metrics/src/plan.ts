import { metricsOf, subjects as declared } from './catalogue.js'
import { daysBetween } from './day.js'
import { isHeld, isMonthly, partsOf } from './parts.js'
import { plainSplits } from './parse-question.js'
import { grains, labelOf, parsePeriod, passed, split, type Grain, type Period } from './period.js'
import type { Narrowed, Unit } from './question.js'
import type { RowAsked } from './reading.js'
import { QuestionRefused } from './refused.js'
import { stretchesOf, storedOf, type Readable, type Role, type Stretch } from './stretch.js'
import type { Measure, Metric, Subject } from './subject.js'
import { text, type Text } from './text.js'

/** A row of the answer to be: what it stands for and what it is called. */
export interface PlannedRow extends RowAsked {
  readonly unit: string
  readonly period: string
}

/** How a question will be answered: its rows, row 0 being the total, and the days to read for each. */
export interface Plan {
  readonly metrics: readonly Metric[]
  readonly period: Period
  readonly periods: readonly Period[]
  readonly rows: readonly PlannedRow[]
  readonly roles: readonly Role[]
  readonly stretches: readonly Stretch[]
  readonly at: Readable
  /** Dimension of the split; empty without one. */
  readonly dim: string
}

const mostRows = 1100

/** Plans a question, or refuses it with the reason. */
export function planOf(question: Narrowed, subjects: readonly Subject[] = declared): Plan {
  const known = metricsOf(subjects)
  const metrics = question.metrics.map((code) => {
    const found = known.get(code)
    if (!found) throw new QuestionRefused('unknown_metric', text(`没有指标“${code}”。请在指标目录中查找。`, `There is no metric “${code}”. Look it up in the catalogue.`))
    return found
  })
  const period = parsePeriod(question.period)
  const dim = dimensionOf(question, metrics)
  const hasDays = dim === '' || question.of.level === 'city' || question.of.level === 'county'
  const at = { businessOn: question.businessOn, hasDays }
  const periods = [period, ...periodsBy(question, period)]
  const rows = rowsOf(question, periods, dim, metrics, subjects)
  for (const m of metrics) refuseInexact(m, question, periods, dim, at)
  const roles = rolesOf(question)
  return { metrics, period, periods, rows, roles, stretches: stretchesOf(periods, roles, at), at, dim }
}

const isGrain = (by: string | undefined): by is Grain => grains.some((g) => g === by)

/** Whether the rows of a question are periods. */
export const isByPeriod = (question: Pick<Narrowed, 'by'>): boolean => isGrain(question.by)

function periodsBy({ by }: Narrowed, period: Period): readonly Period[] {
  if (!isGrain(by)) return []
  const rough = { day: 1, month: 28, quarter: 90, year: 365 }[by]
  const length = daysBetween(period.from, period.to)
  if (length / rough > mostRows + 100) throw tooMany(Math.ceil(length / rough))
  const parts = split(period, by)
  if (parts.length > mostRows) throw tooMany(parts.length)
  return parts
}

const tooMany = (n: number): QuestionRefused =>
  new QuestionRefused('too_many_rows', text(`这样拆分约有 ${n} 行，一次最多 ${mostRows} 行。请缩短统计期，或按更长的时段拆分。`,
    `That is about ${n} rows; at most ${mostRows} are given at once. Ask for a shorter period or longer steps.`))

function dimensionOf({ by }: Narrowed, metrics: readonly Metric[]): string {
  if (by === undefined || (plainSplits as readonly string[]).includes(by)) return ''
  for (const m of metrics) {
    if (m.dimensions.includes(by)) continue
    throw new QuestionRefused('not_by_this', m.dimensions.length > 0
      ? text(`指标“${m.name.zh}”不能按 ${by} 拆分。可用：${m.dimensions.join('、')}。`, `“${m.name.en}” cannot be split by ${by}. There are: ${m.dimensions.join(', ')}.`)
      : text(`指标“${m.name.zh}”没有分组，不能按 ${by} 拆分。`, `“${m.name.en}” has no breakdown, so it cannot be split by ${by}.`))
  }
  return by
}

function rowsOf(question: Narrowed, periods: readonly Period[], dim: string, metrics: readonly Metric[], subjects: readonly Subject[]): PlannedRow[] {
  const { of, by } = question
  const [whole] = periods
  const row = (rowNo: number, unit: Unit, periodNo: number, member = ''): PlannedRow => ({
    rowNo, unitId: unit.unitId, countyId: unit.countyId, unit: unit.code, periodNo, period: periods[periodNo]?.code ?? '',
    dim: member === '' ? '' : dim, member,
  })
  const total = row(0, of, 0)
  if (whole === undefined || by === undefined) return [total]
  if (by === 'unit') return [total, ...childrenOf(question, metrics, subjects).map((child, i) => row(i + 1, child, 0))]
  if (dim === '') return [total, ...periods.slice(1).map((_, i) => row(i + 1, of, i + 1))]
  return [total, ...membersOf(dim, metrics, subjects).map((member, i) => row(i + 1, of, 0, member))]
}

/** The units an answer by unit has rows for. Party branches report organisational life alone; elsewhere they would be rows of dashes. */
export function childrenOf({ children }: Narrowed, metrics: readonly Metric[], subjects: readonly Subject[]): readonly Unit[] {
  const reporting = new Set(subjects.filter((s) => s.ofBranches).map((s) => s.id))
  return metrics.every((m) => reporting.has(m.subject)) ? children : children.filter((c) => c.kind !== 'branch')
}

/** Members of a dimension in the order of its declaration; those of all the metrics' subjects. */
function membersOf(dim: string, metrics: readonly Metric[], subjects: readonly Subject[]): readonly string[] {
  const ids = new Set(metrics.flatMap(partsOf).map((m) => m.subject))
  return [...new Set(subjects.filter((s) => ids.has(s.id)).flatMap((s) => Object.keys(s.by[dim]?.members ?? {})))]
}

function rolesOf({ compare = [] }: Narrowed): readonly Role[] {
  const has = (c: string): boolean => compare.some((x) => x === c)
  return [
    'value',
    ...(has('prev') ? ['prev' as const] : []), ...(has('yoy') ? ['yoy' as const] : []),
    ...(has('ytd') || has('target') ? ['ytd' as const] : []), ...(has('ytd') ? ['ytd_yoy' as const] : []),
  ]
}

// The roll-up keeps what can be kept; what cannot be had from it exactly is refused, never guessed.
function refuseInexact(metric: Metric, question: Narrowed, periods: readonly Period[], dim: string, at: Readable): void {
  // Where the rows are periods, the total over all of them may be missing.
  const asked = isByPeriod(question) ? periods.slice(1) : periods
  for (const period of asked) {
    if (period.from > at.businessOn) continue
    for (const part of partsOf(metric)) refusePart(metric, part, period, dim, at)
  }
}

function refusePart(metric: Metric, part: Measure, period: Period, dim: string, at: Readable): void {
  const name = labelOf(period)
  const refuse = (why: Text): QuestionRefused =>
    new QuestionRefused('not_exact', text(`“${metric.name.zh}”在${name.zh}答不出准确数：${why.zh}`, `“${metric.name.en}” cannot be told exactly for ${name.en}: ${why.en}`))
  const isEnd = period.to > at.businessOn || period.to.endsWith('-01')
  if (isHeld(part)) {
    if (part.kind === 'distinct' && !isEnd) throw refuse(text(`按人(或单位)去重的期末数只有月末的。请问到月末，如 ${period.from.slice(0, 7)}。`, `distinct things are counted at the ends of months. Ask up to the end of one, such as ${period.from.slice(0, 7)}.`))
    if (!at.hasDays && !isEnd) throw refuse(noDays(dim, period))
    return
  }
  if (part.kind === 'distinct') {
    const days = passed(period, at.businessOn) ?? period
    const stored = storedOf(days, at)
    if (!stored && !at.hasDays && storedOf(days, { ...at, hasDays: true })) throw refuse(noDays(dim, period))
    if (!stored) throw refuse(text('去重数不能由各段相加。可问一天、一月、一季、一年，或1月起的累计。', 'distinct counts cannot be added. Ask for a day, a month, a quarter, a year, or January up to a month.'))
    if (stored.grain === 'd' && isMonthly(part)) throw refuse(text(`它按整月判断。请问整月，如 ${period.from.slice(0, 7)}。`, `it is judged by whole months. Ask for one, such as ${period.from.slice(0, 7)}.`))
    return
  }
  if (!at.hasDays && !(period.from.endsWith('-01') && isEnd)) throw refuse(noDays(dim, period))
}

const noDays = (dim: string, period: Period): Text =>
  text(`镇(街)、村(社区)按 ${dim} 拆分时不留逐日数。请问整月，如 ${period.from.slice(0, 7)}。`, `below the county a day is not broken down by ${dim}. Ask for whole months, such as ${period.from.slice(0, 7)}.`)
