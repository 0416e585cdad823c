import { isHeld, readerOf, subjectOf } from './parts.js'
import { passed } from './period.js'
import type { Plan } from './plan.js'
import type { Narrowed } from './question.js'
import { conditionOf, type Measure, type Metric, type Subject } from './subject.js'

/** Which member of a dimension a figure is about. */
export interface Member {
  readonly dim: string
  readonly member: string
}

/** The facts behind a measure, in pieces of SQL. Binds: those of {@link bindsBehind}. */
export interface Behind {
  /** `cut` and `days`: the days that count, and the day states are read on. */
  readonly ctes: string
  /** From and where: the facts as `f`, with `d.counted_on`, the day each is placed on. */
  readonly from: string
  /** The figure these facts make, null where nothing was reported. */
  readonly value: string
}

/**
 * What a measure counts, said plainly over the facts: no roll-up and nothing of how it is folded.
 * The same condition lists the rows behind a figure and proves it.
 */
export function behind(question: Narrowed, metric: Metric, measure: Measure, subjects: readonly Subject[], member?: Member): Behind {
  const s = subjectOf(measure, subjects)
  const isState = isHeld(measure)
  const day = (column: string): string => `(select ${column} from days)`
  const at = day('at_on')
  const placedOn = measure.kind === 'flow' || measure.kind === 'cohort' ? 'd.counted_on' : at
  const condition = conditionOf(measure)
  const conditions = [
    ...(condition === undefined ? [] : [condition]),
    ...(isState
      ? [`${measure.from} <= ${at}`, `(${measure.to} is null or ${measure.to} > ${at})`]
      : [`d.counted_on >= ${day('from_on')}`, `d.counted_on < ${day('until_on')}`]),
    ...(member ? [`f.${member.dim}::text = :member`] : []),
    ...(question.of.countyId === 0 ? [] : ['f.county_id = :county_id']),
    `exists (
    select from unit_counted t
    where t.ancestor_id = :unit_id and t.unit_id = f.unit_id and t.valid_from <= ${placedOn} and (t.valid_to is null or t.valid_to > ${placedOn}))`,
    // Things that are counted once are counted wherever they are; what adds up is added from the counties that reported.
    ...(measure.kind === 'distinct' ? [] : [`exists (
    select from coverage c
    where c.source = '${s.system}' and c.from_version <= :v and c.month_on = month_of(${isState ? at : 'd.counted_on'}) and (c.county_id = f.county_id or f.county_id = 0))`]),
  ]
  const source = `${s.from} f
  cross join lateral (select ${isState ? measure.from : measure.on} as counted_on) d`
  const where = conditions.join('\n  and ')
  const chosen = measure.kind === 'distinct' && measure.having
    ? `${where}
  and (${measure.key}, f.unit_id) in (
    select ${measure.key}, unit_id
    from ${source}
    where ${where.replaceAll('\n', '\n    ')}
    group by ${measure.key}, unit_id
    having ${measure.having.replaceAll(':from', day('from_on')).replaceAll(':to', `(${at} + 1)`)})`
    : where
  return { ctes: daysCtes(question, s, readerOf(metric, subjects)), from: `from ${source}\nwhere ${chosen}`, value: `case when ${at} is not null then ${valueOf(measure)} end` }
}

function valueOf(m: Measure): string {
  if (m.kind === 'distinct') return m.nullable ? `nullif(count(distinct ${m.key}), 0)` : `count(distinct ${m.key})`
  return m.sum ? `coalesce(sum(${m.sum}), 0)` : 'count(*)'
}

// A month nobody has reported yet does not run; states are read in the last month that was reported.
function daysCtes({ of }: Narrowed, s: Subject, reader: string): string {
  const isAbove = of.countyId === 0
  const reporter = `reporter (county_id, valid_from, valid_to) as (
  select k.county_id, t.valid_from, t.valid_to
  from unit_closure t join unit k on k.unit_id = t.unit_id and k.level = 'county'
  where t.ancestor_id = :unit_id
),
`
  const monthEnd = `(c.month_on + interval '1 month')::date`
  const reported = isAbove
    ? `from coverage c join reporter p on p.county_id = c.county_id and p.valid_from < ${monthEnd} and (p.valid_to is null or p.valid_to >= ${monthEnd})
    where`
    : `from coverage c
    where c.county_id = :county_id and`
  return `${isAbove ? reporter : ''}cut (from_on, until_on) as (
  select :from_on::date, case when exists (
      select from unnest(array[${reader.split('+').map((x) => `'${x}'`).join(', ')}]) as r (source)
      where not exists (select from coverage c where c.source = r.source and c.from_version <= :v and c.month_on = month_of(:business_on::date)))
    then least(:until_on::date, month_of(:business_on::date)) else :until_on::date end
),
days (from_on, until_on, at_on) as (
  select from_on, until_on, least(until_on, (last_on + interval '1 month')::date) - 1
  from cut
  cross join lateral (
    select max(c.month_on) as last_on
    ${reported} c.source = '${s.system}' and c.from_version <= :v and c.month_on >= month_of(cut.from_on) and c.month_on < cut.until_on
  ) reported
  where last_on is not null
)`
}

/** Binds of {@link behind}. */
export function bindsBehind({ of, v, businessOn }: Narrowed, { period }: Plan, member?: Member): Readonly<Record<string, unknown>> {
  const days = passed(period, businessOn) ?? { from: period.from, to: period.from }
  return {
    unit_id: of.unitId, county_id: of.countyId, v, business_on: businessOn, from_on: days.from, until_on: days.to,
    ...(member ? { member: member.member } : {}),
  }
}
