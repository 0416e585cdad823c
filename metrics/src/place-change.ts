import { behind, bindsBehind } from './behind.js'
import { subjects as declared } from './catalogue.js'
import { isHeld, subjectOf } from './parts.js'
import { parsePeriod, passed, periodOf, previous, previousPart, yearBefore, type Days } from './period.js'
import type { Places } from './place.js'
import { planOf } from './plan.js'
import type { Narrowed } from './question.js'
import { QuestionRefused } from './refused.js'
import type { Sql } from './sql.js'
import type { Measure, Metric, Subject } from './subject.js'
import { text } from './text.js'
import { onlyMetric, refusePersons } from './trace.js'

/** What became of a place between two periods: open in both, shut at the end of the later one, opened, closed, or not named by its facts. */
export type PlaceKind = 'same' | 'paused' | 'opened' | 'closed' | 'unnamed'

/** What a place adds to a change. Rows of {@link placeChangeSql}; `kind_*` are sums over all places of its kind, `all_*` over all places. */
export interface PlaceChange {
  readonly kind: PlaceKind
  readonly place: string
  readonly name_zh: string | null
  readonly unit: string | null
  /** The day a place opened, closed, or has been shut since. */
  readonly since: string | null
  readonly was: string
  readonly is: string
  readonly change: string
  readonly kind_count: string
  readonly kind_was: string
  readonly kind_is: string
  readonly kind_change: string
  readonly all_was: string
  readonly all_is: string
  /** Places that should have been open and counted nothing, though they did before: perhaps their data are missing. */
  readonly silent: string
}

/** A place is paused when it was shut for at least so many days up to the period's end: a storm passes sooner. */
const pauseDays = 7
/** Places listed of each kind, those that moved most. */
const mostListed = 12

/** The places of a metric's facts, if what is counted there adds up over them. */
export function placesOf(m: Metric, subjects: readonly Subject[] = declared): Places | undefined {
  if (m.kind === 'ratio') return undefined
  const { places } = subjectOf(m, subjects)
  return places && (m.kind !== 'distinct' || m.key === places.key) ? places : undefined
}

/** The days a running period is compared with, as comparisons of answers take them. */
export function baseDays(question: Narrowed, measure: Measure, compare: 'prev' | 'yoy'): Days {
  const period = parsePeriod(question.period)
  const part = passed(period, question.businessOn) ?? period
  if (compare === 'yoy') return yearBefore(part)
  return isHeld(measure) ? previous(period) : previousPart(period, part)
}

/**
 * Splits the change of a figure over the places its facts name: those open in both periods, those shut, opened or closed. Counted
 * from the facts, so the parts add up to the figure itself; facts have no past, so it holds for the version published last.
 */
export function placeChangeSql(question: Narrowed, subjects: readonly Subject[] = declared): Sql {
  const compare = question.compare?.find((c) => c === 'prev' || c === 'yoy') ?? 'prev'
  const plan = planOf(question, subjects)
  const metric = onlyMetric(plan.metrics)
  const places = placesOf(metric, subjects)
  if (!places || metric.kind === 'ratio') {
    throw new QuestionRefused('not_by_this', text(`“${metric.name.zh}”不在固定场所发生，不能分同站和增减站。`, `“${metric.name.en}” does not happen at places, so it cannot be split over them.`))
  }
  refusePersons(question, metric, metric)
  const base = baseDays(question, metric, compare)
  const basePlan = planOf({ ...question, period: periodOf(base).code }, subjects)
  const counted = (of: Narrowed): string => {
    const rows = behind(of, metric, metric, subjects)
    return `with ${rows.ctes}
  select coalesce(f.${places.key}::text, '') as place, coalesce((${rows.value})::numeric, 0) as value
  ${rows.from}
  group by coalesce(f.${places.key}::text, '')`
  }
  const { from_on: baseFrom, until_on: baseUntil } = bindsBehind(question, basePlan)
  const sql = `with now_part (place, value) as (
  ${counted(question)}
),
base_part (place, value) as (
  ${counted(question).replaceAll(':from_on', ':base_from_on').replaceAll(':until_on', ':base_until_on')}
),
part (place, was, is_now) as (
  select place, sum(was), sum(is_now)
  from (select place, value as was, 0 as is_now from base_part union all select place, 0, value from now_part) p
  group by place
),
${shutCtes(places)}
found as (
  select part.place, was, is_now, p.name as name_zh, u.code as unit,
    case when p.opened_on is null then 'unnamed' when p.closed_on < :until_on then 'closed' when shut.since is not null then 'paused'
      when p.opened_on > :base_from_on then 'opened' else 'same' end as kind,
    case when p.closed_on < :until_on then p.closed_on when shut.since is not null then shut.since when p.opened_on > :base_from_on then p.opened_on end as since
  from part
  left join lateral (
    select name, unit_id, opened_on, closed_on from ${places.from} where ${places.key} = part.place order by county_id, source, src_id limit 1
  ) p on true
  left join unit u on u.unit_id = p.unit_id
  left join shut on shut.place = part.place
),
ranked as (
  select found.*, row_number() over (partition by kind order by abs(is_now - was) desc, place) as place_no,
    count(*) over k as kind_count, sum(was) over k as kind_was, sum(is_now) over k as kind_is, sum(was) over () as all_was, sum(is_now) over () as all_is,
    ${places.shut ? `count(*) filter (where kind = 'same' and is_now = 0 and was > 0) over ()` : '0'} as silent
  from found
  window k as (partition by kind)
)
select kind, place, name_zh, unit, since::text as since, trim_scale(was)::text as was, trim_scale(is_now)::text as is, trim_scale(is_now - was)::text as change,
  kind_count, trim_scale(kind_was)::text as kind_was, trim_scale(kind_is)::text as kind_is, trim_scale(kind_is - kind_was)::text as kind_change,
  trim_scale(all_was)::text as all_was, trim_scale(all_is)::text as all_is, silent
from ranked
where place_no <= :most
order by array_position(array['paused', 'closed', 'opened', 'same', 'unnamed'], kind), place_no`
  return { sql, binds: { ...bindsBehind(question, plan), base_from_on: baseFrom, base_until_on: baseUntil, pause_days: pauseDays, most: mostListed } }
}

function shutCtes({ key, shut }: Places): string {
  if (!shut) return `shut (place, since) as (select null::text, null::date where false),`
  const day = `d.${shut.on} >= :base_from_on and d.${shut.on} < :until_on`
  return `open_last (place, day_on) as (
  select d.${key}, max(d.${shut.on}) filter (where not (${shut.where}))
  from ${shut.from} d
  where ${day} and d.${key} in (select place from part)
  group by d.${key}
),
shut (place, since) as (
  select d.${key}, min(d.${shut.on})
  from ${shut.from} d join open_last o on o.place = d.${key}
  where ${day} and (${shut.where}) and d.${shut.on} > coalesce(o.day_on, '-infinity')
  group by d.${key}
  having :until_on::date - min(d.${shut.on}) >= :pause_days
),`
}
