import type { Asked } from './ask-sql.js'
import { subjects as declared } from './catalogue.js'
import { gapsOf, needsLastMonth, notesOf } from './notes.js'
import { childrenOf, isByPeriod, type Plan, type PlannedRow } from './plan.js'
import { addsPersons, isOfPersons, partsOf, subjectsOf } from './parts.js'
import { phraseOf } from './phrase.js'
import type { Answer, Cell, Narrowed, Note, Row } from './question.js'
import { QuestionRefused } from './refused.js'
import type { SmallRow } from './small-sql.js'
import { hiddenInYears, yearStretches } from './small-years.js'
import type { Role } from './stretch.js'
import { cellKey, hiddenCells, type Counted, type PeriodsOf } from './suppress.js'
import { overTime, type Metric, type Subject } from './subject.js'
import { text } from './text.js'

/** What an answer says about the version it was read at. */
export interface VersionRead {
  readonly dataAsOf: string
  readonly demo: boolean
  /** Codes of metrics whose definition has changed since that version. */
  readonly changed?: readonly string[]
  /** Subjects that kept their earlier figures, for a rule found a fault in their facts. */
  readonly held?: readonly string[]
}

/** Arranges what the SQL read into an answer; no figure is computed here. */
export function answerOf(question: Narrowed, plan: Plan, rows: readonly Asked[], small: readonly SmallRow[], version: VersionRead, subjects: readonly Subject[] = declared): Answer {
  const totals = new Map(rows.filter((r) => r.row_no === 0).map((r) => [r.metric_no, r]))
  if (question.tree === 'now' && totals.get(0)?.moved) throw treeMoved()
  const hidden = hiddenOf(question, plan, small, subjects)
  const found = new Map(rows.map((r) => [`${r.row_no} ${r.metric_no}`, r]))
  const hides = new Set<Metric>()

  const cellOf = (row: PlannedRow, metric: Metric, metricNo: number): Cell => {
    const members = row.member === '' ? undefined : subjectsOf([metric], subjects)[0]?.by[row.dim]?.members
    if (members && !(row.member in members)) return { value: null, status: 'not_applicable' }
    const read = found.get(`${row.rowNo} ${metricNo}`)
    if (!read?.is_reported) return { value: null, status: read && !read.stood ? 'not_applicable' : 'not_reported' }
    const isHidden = (role: Role): boolean => hidden.isHidden(metric, row, role)
    if (isHidden('value')) {
      hides.add(metric)
      return { value: null, status: 'suppressed' }
    }
    return cellFrom(read, metric, isHidden, hidden.isHidden(metric, plan.rows[0] ?? row, 'value'))
  }

  const arranged = plan.rows.map((row) => ({ row, cells: plan.metrics.map((m, i) => cellOf(row, m, i)) }))
  const ranked = question.by === 'unit' ? rankShown(arranged, plan) : arranged
  const [total, ...rest] = ranked.map(({ row, cells }): Row => ({
    unit: row.unit, period: row.period, ...(row.member === '' ? {} : { member: row.member }),
    cells: Object.fromEntries(plan.metrics.map((m, i) => [m.code, cells[i] ?? { value: null, status: 'not_applicable' }])),
  }))
  if (!total) throw new Error('A plan has a total row.')
  return {
    dataVersion: question.v, dataAsOf: version.dataAsOf, businessOn: question.businessOn, demo: version.demo,
    question: asked(question, plan),
    metrics: plan.metrics.map((m) => ({ code: m.code, name: m.name.zh, unit: m.unit.zh, decimals: m.decimals ?? 0, good: m.good, definition: m.definition ?? 1 })),
    total, rows: question.by === undefined ? [] : rest,
    notes: [...notesOf(question, plan, totals, hides.size > 0, subjects), ...changedNotes(plan, version), ...heldNotes(plan, version)],
  }
}

/** The question as it was understood. */
function asked({ unit, by, compare, v, tree }: Narrowed, { metrics, period }: Plan): Answer['question'] {
  return {
    metrics: metrics.map((m) => m.code), unit, period: period.code,
    ...(by === undefined ? {} : { by }), ...(compare === undefined ? {} : { compare }), v, ...(tree === undefined ? {} : { tree }),
  }
}

/** What stands beside a value and is read with it. */
type Beside = 'prev_value' | 'prev' | 'yoy_value' | 'yoy' | 'ytd' | 'ytd_yoy_value' | 'ytd_yoy' | 'target' | 'completion' | 'share' | 'contribution'

function cellFrom(read: Asked, metric: Metric, isHidden: (role: Role) => boolean, isTotalHidden: boolean): Cell {
  const status = !read.stood || read.value === null ? 'not_applicable' : read.is_whole ? 'ok' : 'partial'
  const shown = (hide: boolean, ...keys: readonly Beside[]): Partial<Pick<Cell, Beside>> =>
    Object.fromEntries(keys.flatMap((k) => (read[k] === undefined ? [] : [[k, hide ? null : read[k]]])))
  return {
    value: read.value, status, ...(status === 'partial' ? reachOf(read, metric) : {}),
    ...(metric.kind === 'ratio' ? { of: read.numerator, to: read.denominator } : {}),
    ...shown(isHidden('prev'), 'prev_value', 'prev'),
    ...shown(isHidden('yoy'), 'yoy_value', 'yoy'),
    ...shown(isHidden('ytd'), 'ytd'),
    ...shown(isHidden('ytd_yoy'), 'ytd_yoy_value'),
    ...shown(isHidden('ytd') || isHidden('ytd_yoy'), 'ytd_yoy'),
    ...shown(false, 'target'),
    ...(read.printed === null || read.qualifier === null ? {} : { phrase: phraseOf(read.printed, read.qualifier) }),
    ...shown(isHidden('ytd'), 'completion'),
    ...shown(isTotalHidden, 'share'),
    ...(read.rank === undefined ? {} : { rank: read.rank === null ? null : Number(read.rank) }),
    ...shown(isTotalHidden || isHidden('prev') || isHidden('yoy'), 'contribution'),
  }
}

interface Arranged {
  readonly row: PlannedRow
  readonly cells: readonly Cell[]
}

// A county that lacks one of the months has not reported the period. Of a single county there is nobody to count: the note names its months.
function reachOf(read: Asked, metric: Metric): Pick<Cell, 'reach'> {
  const due = needsLastMonth(metric) ? read.due_last : read.due
  const missing = [...new Map(gapsOf(read, metric).map(({ zh, en }) => [zh, text(zh, en)])).values()]
  return due === null || due < 2 || missing.length === 0 ? {} : { reach: { reported: due - missing.length, due, missing } }
}

/** Places among those shown: a hidden unit takes none, so its absence tells nothing. */
function rankShown(rows: readonly Arranged[], plan: Plan): readonly Arranged[] {
  const places = plan.metrics.map((_, i) => rows.flatMap(({ cells }) => cells[i]?.rank ?? []).sort((a, b) => a - b))
  return rows.map(({ row, cells }) => ({
    row,
    cells: cells.map((cell, i) => (cell.rank === undefined || cell.rank === null ? cell : { ...cell, rank: (places[i]?.indexOf(cell.rank) ?? 0) + 1 })),
  }))
}

interface Hidden {
  isHidden(metric: Metric, row: PlannedRow, role: Role): boolean
}

const nothingHidden: Hidden = { isHidden: () => false }

function hiddenOf(question: Narrowed, plan: Plan, small: readonly SmallRow[], subjects: readonly Subject[]): Hidden {
  if (question.scope.exact || !plan.metrics.some(isOfPersons)) return nothingHidden
  const children = new Set(question.by === 'unit' ? childrenOf(question, plan.metrics, subjects).map((c) => c.unitId) : [])
  const counted = small.map((r): Counted => ({
    measure: r.measure, unit: r.unit_id, parent: r.parent_id ?? (children.has(r.unit_id) ? question.of.unitId : null),
    member: r.member, from: r.from_on, to: r.until_on, value: Number(r.value),
  }))
  const byPeriod = isByPeriod(question) ? periodsOf(plan, counted, subjects) : []
  const keys = hiddenCells(counted, byPeriod, question.scope.smallBelow, subjects.flatMap((s) => s.ties))
  const inYears = plan.metrics.some(addsPersons) ? hiddenInYears(counted, yearStretches(plan), question.scope.smallBelow) : () => false
  // A cumulative count less the one before it is a month, so where a month is hidden no cumulative count is shown beside it.
  const growing = new Set(byPeriod.filter((p) => p.parts.some((part) => keys.has(cellKey(part)))).map((p) => p.whole.measure))
  return {
    isHidden: (metric, row, role) => partsOf(metric).some((m) => m.persons && (
      ((role === 'ytd' || role === 'ytd_yoy') && row.rowNo > 0 && growing.has(m.code))
      || plan.stretches.some((s) => s.periodNo === row.periodNo && s.role === role
        && (keys.has(cellKey({ measure: m.code, unit: row.unitId, member: row.member, from: s.from, to: s.to }))
          || (row.member === '' && overTime(m) === 'sum' && inYears({ measure: m.code, unit: row.unitId, from: s.from, to: s.to })))))),
  }
}

function periodsOf(plan: Plan, counted: readonly Counted[], subjects: readonly Subject[]): readonly PeriodsOf[] {
  const known = new Map(counted.map((c) => [cellKey(c), c]))
  const measures = [...new Set(plan.metrics.flatMap(partsOf))].filter((m) => m.persons && overTime(m) === 'sum' && subjects.some((s) => s.id === m.subject))
  return measures.flatMap((m) => [false, true].flatMap((late) => {
    const values = plan.rows.flatMap((row) => plan.stretches
      .filter((s) => s.periodNo === row.periodNo && s.role === 'value' && (s.late ?? late) === late)
      .flatMap((s) => known.get(cellKey({ measure: m.code, unit: row.unitId, member: '', from: s.from, to: s.to })) ?? []))
    const [whole, ...parts] = values
    return whole && parts.length > 0 ? [{ whole, parts }] : []
  }))
}

const changedNotes = ({ metrics }: Plan, { changed = [] }: VersionRead): Note[] => {
  const names = metrics.filter((m) => changed.includes(m.code))
  return names.length === 0 ? [] : [{
    code: 'definition_changed',
    zh: `${names.map((m) => m.name.zh).join('、')}的口径在该数据版本之后有过修订。`,
    en: `The definition of ${names.map((m) => m.name.en).join(', ')} has changed since this version.`,
  }]
}

const heldNotes = ({ metrics }: Plan, { held = [] }: VersionRead): Note[] => {
  const names = metrics.filter((m) => partsOf(m).some((part) => held.includes(part.subject)))
  return names.length === 0 ? [] : [{
    code: 'held',
    zh: `${names.map((m) => m.name.zh).join('、')}的明细未通过校核，仍为上一次发布的数；请按校核结果改正后重新汇总。`,
    en: `The rows behind ${names.map((m) => m.name.en).join(', ')} did not pass the checks, so the figures published before stand. Mend what the checks list and run again.`,
  }]
}

const treeMoved = (): QuestionRefused => new QuestionRefused('not_exact', text(
  '统计期内有单位划转，现口径的数尚不能准确给出。请用当时口径(tree=then)。',
  'Units have moved since the period began, and figures by today\'s tree are not kept. Ask with tree=then.'))
