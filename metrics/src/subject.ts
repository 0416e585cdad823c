import type { Day } from './day.js'
import type { Dimension } from './dimension.js'
import type { Places } from './place.js'
import type { Tie } from './suppress.js'
import { text, type Text } from './text.js'

/** Which way a figure should go: drives the words 好转 and 转差, never the arrow. */
export type Direction = 'up' | 'down' | 'neutral'

/** How a figure adds over units, or over time. `recompute` is a ratio or a condition on the whole period. */
export type OverUnits = 'sum' | 'distinct' | 'recompute'
export type OverTime = 'sum' | 'end' | 'distinct' | 'recompute'

/** Source systems. A unit has reported a subject for a month when its system covers that month. */
export type System = 'service-menu' | 'station-gates' | 'member-register' | 'industry-rosters' | 'issue-system' | 'party-affairs' | 'monthly-returns'

/** What every figure says about itself. */
export interface Described {
  readonly name: Text
  /** Unit of the value, printed wherever the value is. The unit `%` means the value is a fraction of one. */
  readonly unit: Text
  readonly meaning: Text
  readonly good: Direction
  /** The sentence of the articles, or the convention, that the definition comes from. */
  readonly basis: string
  /** Decimals to print. Default 0, for ratios 1. */
  readonly decimals?: number
  /** Version of the definition. Default 1; raised when a change of definition makes old and new values incomparable. */
  readonly definition?: number
  /** From when another definition holds, which the measure applies by day: values before and after are not comparable. */
  readonly redefined?: { readonly on: Day; readonly how: Text }
}

interface Counted extends Described {
  /** SQL condition on the fact's columns; it cannot depend on the business date, which moves without a change of the fact. */
  readonly where?: string
  /** Dimensions of the subject this measure may be broken down by. Default: all of them. */
  readonly by?: readonly string[]
  /** The value counts people, so small values are hidden from those who may not see the list. */
  readonly persons?: true
  /** Not a figure of the catalogue: a part that ratios are made of. */
  readonly internal?: true
  /** No row at all means the value is not collected (null), not zero. */
  readonly nullable?: true
  /** Rows may lower the value, so a part may be more than its whole. */
  readonly signed?: true
}

/** Adds rows, or a column, placed on a day. */
export interface Flow extends Counted {
  readonly kind: 'flow'
  /** SQL date of the fact the row counts on. */
  readonly on: string
  /** SQL number to add. Default: 1 for each row. */
  readonly sum?: string
}

/** Adds the rows, or a column, of those that hold on a day: from `from` (included) to `to` (excluded, null is open). */
export interface Stock extends Counted {
  readonly kind: 'stock'
  readonly from: string
  readonly to: string
  readonly sum?: string
}

/** Counts each key once: over a period when it has `on`, at the period's end when it has `from` and `to`. */
export interface Distinct extends Counted {
  readonly kind: 'distinct'
  readonly key: string
  readonly on?: string
  readonly from?: string
  readonly to?: string
  /** SQL condition on all rows of one key in the period, as after `having`. Binds: `:from` and `:to`, the day after the last that was reported. Needs `on`. */
  readonly having?: string
  /** The key never appears under two units, so counts of units may be added. */
  readonly ofOneUnit?: true
}

/** A flow placed on the day its cohort began, counting those that reached a later state by the business date. */
export interface Cohort extends Counted {
  readonly kind: 'cohort'
  readonly on: string
  /** SQL date of the day that state was reached; null when it never was. */
  readonly reachedOn: string
  readonly sum?: string
}

export type MeasureSpec = Flow | Stock | Distinct | Cohort

/** A measure of a subject: stored in the roll-up, one column each. */
export type Measure = MeasureSpec & { readonly code: string; readonly subject: string; readonly dimensions: readonly string[] }

interface RatioOf<Code extends string> extends Described {
  readonly of: Code | Measure
  readonly to: Code | Measure
  /** Multiplies the quotient. Default 1. */
  readonly scale?: number
  /** The denominator in words, printed beside every value. */
  readonly denominator: Text
  /** Numerator is a part of the denominator, so the value lies between 0 and 1. Default true for `%`. */
  readonly share?: boolean
}

/** A ratio: divided when asked, from the numerator and denominator of the level asked. */
export interface Ratio extends Described {
  readonly kind: 'ratio'
  readonly code: string
  readonly subject: string
  readonly of: Measure
  readonly to: Measure
  readonly scale: number
  readonly denominator: Text
  readonly share: boolean
  readonly dimensions: readonly string[]
}

export type Metric = Measure | Ratio

/** A change of `fact` makes the months of its `on` day, or of its interval, dirty; what a cohort reaches later, once that day has come. */
export type Mark =
  | { readonly fact: string; readonly on: string; readonly reachedOn?: string }
  | { readonly fact: string; readonly from: string; readonly to: string }

interface SubjectSpec<M extends Record<string, MeasureSpec>, R extends Record<string, RatioOf<keyof M & string>>> {
  readonly name: Text
  /** Letter of the catalogue's group, A to I. */
  readonly group: string
  readonly system: System
  /** Party branches report it too, so they stand among the units of a question about it. */
  readonly ofBranches?: true
  /** Fact table, or a view over fact tables, with one row per thing counted. */
  readonly from: string
  /** Where the rows happen, when they name a place that opens and closes: a change is then told apart into same and other places. */
  readonly places?: Places
  /** Dimension name, which is also the fact's column, to its members. */
  readonly by?: Readonly<Record<string, Dimension>>
  /** Which changes make its cells dirty. Default: every day and interval the measures use, on `from`. */
  readonly marks?: readonly Mark[]
  readonly measures: M
  readonly ratios?: R
  /** Counts of persons that keep a sum. */
  readonly ties?: readonly { readonly measures: readonly (keyof M & string)[]; readonly together: readonly [keyof M & string, keyof M & string] }[]
}

/** What is counted from one fact: its measures, its ratios and the ways to break them down. */
export interface Subject {
  readonly id: string
  readonly name: Text
  readonly group: string
  readonly system: System
  readonly ofBranches: boolean
  readonly from: string
  readonly places?: Places
  readonly by: Readonly<Record<string, Dimension>>
  readonly marks: readonly Mark[]
  readonly measures: readonly Measure[]
  readonly ratios: readonly Ratio[]
  readonly ties: readonly Tie[]
}

/** Declares a subject. A ratio that names a missing measure does not compile. */
export function subject<
  const M extends Record<string, MeasureSpec>,
  const R extends Record<string, RatioOf<keyof M & string>> = Record<never, never>,
>(id: string, spec: SubjectSpec<M, R>): Subject & { readonly metrics: { readonly [C in keyof M]: Measure } & { readonly [C in keyof R]: Ratio } } {
  const by = spec.by ?? {}
  const measures = Object.entries(spec.measures).map(([code, m]): Measure => ({ ...m, code, subject: id, dimensions: m.by ?? Object.keys(by) }))
  const measureOf = (named: string | Measure): Measure => {
    const found = typeof named === 'string' ? measures.find((m) => m.code === named) : named
    if (!found) throw new Error(`Subject ${id} has no measure ${String(named)}.`)
    return found
  }
  const ratios = Object.entries(spec.ratios ?? {}).map(([code, r]): Ratio => {
    const of = measureOf(r.of)
    const to = measureOf(r.to)
    const percent = r.unit.zh === '%'
    return {
      ...r, kind: 'ratio', code, subject: id, of, to,
      decimals: r.decimals ?? 1, scale: r.scale ?? 1, share: r.share ?? percent,
      dimensions: of.subject === to.subject ? of.dimensions.filter((d) => to.dimensions.includes(d)) : [],
    }
  })
  const metrics = Object.fromEntries([...measures, ...ratios].map((m) => [m.code, m]))
  return {
    id, name: spec.name, group: spec.group, system: spec.system, ofBranches: spec.ofBranches ?? false, from: spec.from, ...(spec.places && { places: spec.places }), by, measures, ratios, ties: spec.ties ?? [],
    marks: spec.marks ?? marksOf(spec.from, measures),
    metrics: metrics as { readonly [C in keyof M]: Measure } & { readonly [C in keyof R]: Ratio },
  }
}

function marksOf(fact: string, measures: readonly MeasureSpec[]): Mark[] {
  const marks = new Map<string, Mark>()
  for (const m of measures) {
    if (m.kind === 'stock' || (m.kind === 'distinct' && m.from && m.to)) marks.set(`${m.from} ${m.to}`, { fact, from: m.from ?? '', to: m.to ?? '' })
    if (m.kind !== 'stock' && m.on) marks.set(m.on, { fact, on: m.on })
    if (m.kind === 'cohort') marks.set(`${m.on} ${m.reachedOn}`, { fact, on: m.on, reachedOn: m.reachedOn })
  }
  return [...marks.values()]
}

/** SQL condition on the fact's columns for the rows a measure counts; undefined when it counts all. Binds: `:business_on`. */
export function conditionOf(m: Measure): string | undefined {
  const reached = m.kind === 'cohort' ? `(${m.reachedOn}) <= :business_on` : undefined
  const conditions = [m.where === undefined ? undefined : `(${m.where})`, reached].filter((c) => c !== undefined)
  return conditions.length > 0 ? conditions.join(' and ') : undefined
}

/** How a metric adds over units. */
export function overUnits(m: Metric): OverUnits {
  if (m.kind === 'ratio') return 'recompute'
  return m.kind === 'distinct' && !m.ofOneUnit ? 'distinct' : 'sum'
}

/** How a metric adds over time. */
export function overTime(m: Metric): OverTime {
  if (m.kind === 'ratio') return overTime(m.of) === 'end' && overTime(m.to) === 'end' ? 'end' : 'recompute'
  if (m.kind === 'stock') return 'end'
  if (m.kind === 'distinct') return m.having ? 'recompute' : m.on ? 'distinct' : 'end'
  return 'sum'
}

/** The unit of shares. */
export const percent: Text = text('%', '%')
