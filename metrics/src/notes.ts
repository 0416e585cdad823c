import type { Asked, Gap } from './ask-sql.js'
import { addMonths } from './day.js'
import { isHeld, partsOf, readerOf } from './parts.js'
import { labelOf, lastDayOf, passed, previous, previousPart, shortDay } from './period.js'
import { phraseOf } from './phrase.js'
import type { Plan } from './plan.js'
import type { Narrowed, Note } from './question.js'
import { smallBelow } from './suppress.js'
import type { Metric, Subject } from './subject.js'
import { systemName } from './system-name.js'
import { text, type Text } from './text.js'

const note = (code: Note['code'], { zh, en }: Text): Note => ({ code, zh, en })

/** What must be said beside the figures of an answer. */
export function notesOf(question: Narrowed, plan: Plan, totals: ReadonlyMap<number, Asked>, hides: boolean, subjects: readonly Subject[]): readonly Note[] {
  const below = question.scope.smallBelow ?? smallBelow
  return [
    ...partialNotes(plan, totals, subjects),
    ...runningNotes(question, plan, totals, subjects),
    ...(hides ? [] : overlapNotes(question, plan, totals)),
    ...zoneNotes(totals),
    ...printedNotes(plan, totals),
    ...redefinedNotes(question, plan),
    ...(hides ? [note('suppressed', text(`*为保护个人信息，少于${below}人的数及可据以推算的数不予显示。`,
      `* To protect persons, counts below ${below} and those that would reveal them are not shown.`))] : []),
  ]
}

// What was printed stands; when the figure has moved away from it, both are said (X48).
function printedNotes(plan: Plan, totals: ReadonlyMap<number, Asked>): Note[] {
  return plan.metrics.flatMap((m, i) => {
    const total = totals.get(i)
    if (total?.is_as_printed !== false || total.printed === null || total.qualifier === null) return []
    const { zh, en } = phraseOf(total.printed, total.qualifier)
    return [note('phrase_differs', text(`“${m.name.zh}”见报为${zh}${m.unit.zh}，与现在的数不符，请核对。`, `“${m.name.en}” was printed as ${en}, which the figure no longer bears out. Look into it.`))]
  })
}

// A definition that changed within what is shown, or between it and what it is compared with, is said beside the figures.
function redefinedNotes({ compare = [] }: Narrowed, { metrics, period }: Plan): Note[] {
  const back = compare.includes('yoy') || compare.includes('ytd') ? addMonths(period.from, -12) : compare.includes('prev') ? previous(period).from : period.from
  return metrics.flatMap((m) => {
    const { redefined } = m
    if (!redefined || redefined.on <= back || redefined.on >= period.to) return []
    return [note('redefined', text(`“${m.name.zh}”口径调整：${redefined.how.zh}前后不可比。`, `“${m.name.en}” was defined anew: ${redefined.how.en} Before and after do not compare.`))]
  })
}

/** A state needs the last month of its period alone. */
export const needsLastMonth = (m: Metric): boolean => partsOf(m).every(isHeld)

/** The months a figure lacks. */
export const gapsOf = (total: Asked, m: Metric): readonly Gap[] => (total.gaps ?? []).filter((g) => g.isLast || !needsLastMonth(m))

function partialNotes(plan: Plan, totals: ReadonlyMap<number, Asked>, subjects: readonly Subject[]): Note[] {
  const told = new Map<string, Note>()
  plan.metrics.forEach((m, i) => {
    const total = totals.get(i)
    const gaps = total ? gapsOf(total, m) : []
    if (!total?.is_reported || total.is_whole || gaps.length === 0) return
    const reader = readerOf(m, subjects)
    const systems = reader.split('+').map((s) => systemName(s))
    const missing = listGaps(gaps)
    const key = `${reader} ${missing.zh}`
    if (told.has(key)) return
    told.set(key, note('partial', text(
      `数据不全：${systems.map((s) => s.zh).join('、')}缺${missing.zh}，有关数字不含未上报部分。`,
      `Incomplete: ${systems.map((s) => `the ${s.en}`).join(' and ')} lacks ${missing.en}; the figures leave out what was not reported.`)))
  })
  return [...told.values()]
}

/** 台山市2024年10月、11月；恩平市2024年11月. Counties that lack the same months are named together. */
function listGaps(gaps: readonly Gap[]): Text {
  const byCounty = new Map<string, { gap: Gap; months: string[] }>()
  for (const g of gaps) {
    const known = byCounty.get(g.zh)
    if (known) known.months.push(g.month)
    else byCounty.set(g.zh, { gap: g, months: [g.month] })
  }
  const byMonths = new Map<string, { gap: Gap[]; months: string[] }>()
  for (const { gap, months } of byCounty.values()) {
    const key = months.join()
    const known = byMonths.get(key)
    if (known) known.gap.push(gap)
    else byMonths.set(key, { gap: [gap], months })
  }
  const groups = [...byMonths.values()]
  return text(
    groups.map((g) => g.gap.map((x) => x.zh).join('、') + monthsIn(g.months).zh).join('；'),
    groups.map((g) => `${g.gap.map((x) => x.en).join(', ')} (${monthsIn(g.months).en})`).join('; '))
}

function monthsIn(months: readonly string[]): Text {
  const years = new Map<string, string[]>()
  for (const m of new Set(months)) years.set(m.slice(0, 4), [...(years.get(m.slice(0, 4)) ?? []), m.slice(5)])
  const each = [...years]
  return text(
    each.map(([y, ms]) => `${y}年${runs(ms).map(([a, b]) => (a === b ? `${a}月` : `${a}—${b}月`)).join('、')}`).join('、'),
    each.map(([y, ms]) => runs(ms).map(([a, b]) => (a === b ? `${y}-${pad(a)}` : `${y}-${pad(a)} to ${y}-${pad(b)}`)).join(', ')).join(', '))
}

const pad = (month: number): string => String(month).padStart(2, '0')

function runs(months: readonly string[]): [number, number][] {
  const found: [number, number][] = []
  for (const m of months.map(Number)) {
    const last = found.at(-1)
    if (last && last[1] === m - 1) last[1] = m
    else found.push([m, m])
  }
  return found
}

function runningNotes(question: Narrowed, plan: Plan, totals: ReadonlyMap<number, Asked>, subjects: readonly Subject[]): Note[] {
  const { period, at } = plan
  const part = passed(period, at.businessOn)
  if (!part || part.to === period.to) return []
  const byDay = new Map<string, Metric[]>()
  plan.metrics.forEach((m, i) => {
    const on = totals.get(i)?.is_reported ? totals.get(i)?.read_on : undefined
    if (on) byDay.set(on, [...(byDay.get(on) ?? []), m])
  })
  const days = [...byDay].sort(([a], [b]) => (a < b ? 1 : -1))
  return days.map(([on, metrics]) => {
    const whose = days.length > 1 ? [...new Set(metrics.map((m) => readerOf(m, subjects)))].flatMap((r) => r.split('+')).map((s) => systemName(s)) : []
    const who = whose.length > 0
    const until = shortDay(on, period.from)
    const compared = comparedWith(question, plan, metrics, on)
    return note('running_period', text(
      `${labelOf(period).zh}未结束，${who ? `${[...new Set(whose.map((w) => w.zh))].join('、')}的` : ''}数据截至${until.zh}。${compared.zh}`,
      `${labelOf(period).en} is not over: figures${who ? ` from ${[...new Set(whose.map((w) => w.en))].join(' and ')}` : ''} are up to ${until.en}.${compared.en && ` ${compared.en}`}`))
  })
}

// 环比、同比 of a running period compare equal parts; counts that are only kept for whole periods are not compared.
function comparedWith(question: Narrowed, { period }: Plan, metrics: readonly Metric[], on: string): Text {
  const compare = question.compare ?? []
  const flows = metrics.filter((m) => partsOf(m).some((p) => !isHeld(p)))
  const part = passed(period, on)
  if (!part || !(compare.includes('prev') || compare.includes('yoy'))) return text('', '')
  const before = previousPart(period, part)
  const range = ({ from, to }: { from: string; to: string }): Text => {
    const [a, b] = [shortDay(from, from), shortDay(lastDayOf({ from, to }), from)]
    return text(`${a.zh}至${b.zh}`, `${a.en} to ${b.en}`)
  }
  const sentences: Text[] = []
  if (flows.length > 0 && compare.includes('prev')) {
    sentences.push(text(`时期数的环比以${range(part).zh}比${range(before).zh}。`, `Counts over the period compare ${range(part).en} with ${range(before).en}.`))
  }
  if (flows.length > 0 && compare.includes('yoy')) sentences.push(text('同比以上年相同日期为界。', 'A year earlier is cut at the same day.'))
  if (metrics.some(needsLastMonth) && compare.includes('prev')) {
    const end = shortDay(lastDayOf(previous(period)), on)
    sentences.push(text(`时点数的环比以${end.zh}为基期。`, `States are compared with ${end.en}.`))
  }
  if (metrics.some((m) => partsOf(m).some((p) => p.kind === 'distinct'))) {
    sentences.push(text('去重数没有可比的同期数时不作比较。', 'Distinct counts are compared only where the same days were counted.'))
  }
  return text(sentences.map((s) => s.zh).join(''), sentences.map((s) => s.en).join(' '))
}

function overlapNotes(question: Narrowed, plan: Plan, totals: ReadonlyMap<number, Asked>): Note[] {
  if (question.by !== 'unit') return []
  return plan.metrics.flatMap((m, i) => {
    const overlap = totals.get(i)?.overlap
    if (overlap === null || overlap === undefined || overlap.startsWith('-') || overlap === '0') return []
    return [note('distinct_overlap', text(
      `${m.name.zh}：各下级单位之和比合计多${overlap}${m.unit.zh}，是跨单位重复计入的，合计已去重。`,
      `${m.name.en}: the units add up to ${overlap} more than the total, which counts what appears in several of them once.`))]
  })
}

function zoneNotes(totals: ReadonlyMap<number, Asked>): Note[] {
  const zones = totals.get(0)?.zones ?? []
  const byZone = new Map<string, { zone: readonly [string, string]; hosts: (readonly [string, string])[] }>()
  for (const { zone, host } of zones) {
    const known = byZone.get(zone[0])
    if (known) known.hosts.push(host)
    else byZone.set(zone[0], { zone, hosts: [host] })
  }
  return [...byZone.values()].map(({ zone, hosts }) => note('zone', text(
    `${hosts.map((h) => h[0]).join('、')}数据不含${zone[0]}。`, `Figures of ${hosts.map((h) => h[1]).join(' and ')} leave out ${zone[1]}.`)))
}

