import {
  activityKind, collectorRole, demandChannel, eventMode, issueCategory, issueKind, issueSource, reporterGroup, residentGroup, serviceCategory, stationService, subjects, venueKind, workerGroup,
} from '@mingshu/metrics'
import type { Knex } from 'knex'
import { chance, pick } from './facts.js'

/** The last day of the made year. */
export const businessOn = '2025-12-31'
const year = '2025'

// `i` numbers the rows of a list, so that chance gives each its own values; columns of chance count on over all lists, so that no two lists agree.
const ofVillages = (rows: number): string => `(select v.*, n, v.unit_id * 1000 + n as i from unit v cross join generate_series(1, ${rows}) n where v.level = 'village') r`
const monthOf = (m: string): string => `make_date(${year}, ${m}::int, 1)`
const dayOfYear = (column: number): string => `('${year}-01-01'::date + floor(${chance(column)} * 365)::int)`
const upTo = (n: number, column: number): string => `floor(${chance(column)} * ${n})::int`
/** A day that has not come yet is not known. */
const known = (day: string): string => `case when (${day}) <= '${businessOn}' then (${day}) end`
const base = (source: string, letter: string): string => `county_id, '${source}', '${letter}' || i, unit_id, 1, i`
const key = 'county_id, source, src_id, unit_id, load_id, row_no'

interface List {
  readonly fact: string
  readonly columns: string
  readonly sql: string
}

// One year without contradictions: no rule finds a fault in it that holds its subject back.
const lists: readonly List[] = [
  {
    fact: 'fact_center', columns: 'center_id, name, level, opened_on',
    sql: `select ${base('service-menu', 'c')}, 'c' || i, '党群服务中心', level, '2019-01-01'::date + ${upTo(2100, 20)} from (select *, unit_id as i from unit) r`,
  },
  {
    fact: 'fact_activity',
    columns: 'held_on, title, kind, category, organiser_level, is_key, status, attendance, count_method, center_id, is_demand_based, ratings_valid, ratings_good',
    sql: `select ${base('service-menu', 'a')}, ${dayOfYear(21)}, '活动' || i, ${pick(22, activityKind)}, ${pick(23, serviceCategory)}, 'village', ${chance(24)} < 0.3,
        case when ${chance(25)} < 0.95 then 'held' else 'cancelled' end, ${upTo(80, 26)}, 'sign_in', 'c' || unit_id, ${chance(27)} < 0.4, ${upTo(20, 28)}, ${upTo(18, 28)}
      from ${ofVillages(20)}`,
  },
  {
    fact: 'fact_menu', columns: 'center_no, month_on, published_on, both_published_on, online_on, offline_on',
    sql: `select ${base('service-menu', 'm')}, 'c' || unit_id, month_on, online_on, offline_on, online_on, offline_on
      from (
        select *, case when online_on is not null and ${chance(31)} < 0.8 then online_on + 1 end as offline_on
        from (select r.*, ${monthOf('n')} as month_on, case when ${chance(30)} < 0.97 then ${monthOf('n')} - 3 - ${upTo(10, 32)} end as online_on from ${ofVillages(12)}) o
      ) m`,
  },
  {
    fact: 'fact_menu_item',
    columns: 'planned_on, menu_on, menu_no, title, category, time_range, place, audience, capacity, sign_up, demand_no, is_claimable, accepted_on',
    sql: `select ${base('service-menu', 'i')}, planned_on, menu_on, 'm' || (unit_id * 1000 + (n + 1) / 2), '项目' || i, ${pick(35, serviceCategory)}, '上午', '党群服务中心', '居民', 30, '到场', 
        case when ${chance(36)} < 0.2 then 'd' || (unit_id * 1000 + 1 + ${upTo(15, 37)}) end, is_claimable, case when is_claimable and ${chance(38)} < 0.7 then planned_on - 4 - ${upTo(10, 39)} end
      from (
        select r.*, ${monthOf('((n + 1) / 2)')} as menu_on, ${monthOf('((n + 1) / 2)')} + ${upTo(28, 33)} as planned_on, ${chance(34)} < 0.4 as is_claimable from ${ofVillages(24)}
      ) r`,
  },
  {
    fact: 'fact_demand', columns: 'collected_on, category, resident_group, channel, collector, content, status, is_valid, matched_on, closed_on',
    sql: `select ${base('service-menu', 'd')}, collected_on, ${pick(41, serviceCategory)}, ${pick(42, residentGroup)}, ${pick(43, demandChannel)}, ${pick(44, collectorRole)}, '需求' || i,
        case when matched_on is null then 'new' else 'matched' end, ${chance(45)} < 0.9, matched_on, ${known(`matched_on + 1 + ${upTo(30, 46)}`)}
      from (
        select *, case when ${chance(47)} < 0.75 then ${known(`collected_on + 1 + ${upTo(60, 48)}`)} end as matched_on from (select r.*, ${dayOfYear(40)} as collected_on from ${ofVillages(15)}) d
      ) r`,
  },
  {
    fact: 'fact_issue',
    columns: 'accepted_on, kind, category, issue_source, reporter_group, title, assigned_on, original_due_on, due_on, closed_on, followed_up_on, rating, has_three_phases',
    sql: `select ${base('issue-system', 'q')}, accepted_on, ${pick(51, issueKind)}, ${pick(52, issueCategory)}, ${pick(53, issueSource)}, ${pick(54, reporterGroup)}, '诉求' || i, accepted_on,
        accepted_on + 15, accepted_on + 15, closed_on, followed_up_on, case when followed_up_on is not null and ${chance(55)} < 0.8 then 1 + ${upTo(5, 56)} end, followed_up_on is not null
      from (
        select *, case when ${chance(57)} < 0.9 then ${known(`closed_on + 1 + ${upTo(7, 58)}`)} end as followed_up_on
        from (
          select *, case when ${chance(59)} < 0.97 then ${known(`accepted_on + ${upTo(25, 60)}`)} end as closed_on from (select r.*, ${dayOfYear(50)} as accepted_on from ${ofVillages(5)}) a
        ) c
      ) r`,
  },
  {
    fact: 'fact_issue_spell',
    columns: 'issue_id, spell, kind, category, issue_source, reporter_group, opened_on, due_on, closed_on, ended_by, handle_workdays',
    sql: `select county_id, source, src_id || '/1', unit_id, 1, row_no, src_id, 1, kind, category, issue_source, reporter_group, accepted_on, due_on, closed_on,
        case when closed_on is not null then 'close' end, (closed_on - accepted_on) * 5 / 7
      from fact_issue`,
  },
  {
    fact: 'fact_station', columns: 'station_id, name, role, venue_kind, opened_on', // in every third town
    sql: `select ${base('station-gates', 's')}, 's' || i, '驿站', 'main', ${pick(65, venueKind)}, '2024-03-01' from (select *, unit_id as i from unit where level = 'town' and unit_id % 3 = 0) r`,
  },
  {
    fact: 'fact_station_day', columns: 'day_on, station_id, venue_kind, is_open, visits',
    sql: `select ${base('station-gates', 'y')}, '${year}-01-01'::date + n, station_id, venue_kind, is_open, case when is_open then ${upTo(30, 66)} else 0 end
      from (select *, ${chance(67)} < 0.95 as is_open from (select s.*, n, unit_id * 1000 + n as i from fact_station s cross join generate_series(0, 364) n) d) r`,
  },
  {
    fact: 'fact_station_visit', columns: 'visited_on, station_id, venue_kind, worker_group, service, person_times', // half of the day's visits each
    sql: `select ${base('station-gates', 'v')}, day_on, station_id, venue_kind, ${pick(68, workerGroup)}, ${pick(69, stationService)}, (visits + half) / 2
      from (select d.*, half, row_no * 2 + half as i from fact_station_day d cross join generate_series(0, 1) half where visits + half > 1) r`,
  },
  {
    fact: 'fact_monthly_return',
    columns: 'month_on, submitted_on, visits_by_cadres, visits_by_grid_workers, visits_by_volunteers, council_meetings, council_decisions',
    sql: `select ${base('monthly-returns', 'r')}, ${monthOf('n')}, least((${monthOf('n')} + interval '1 month')::date + ${upTo(6, 70)}, '${businessOn}'), 1 + ${upTo(300, 71)}, 1 + ${upTo(900, 72)},
        1 + ${upTo(200, 73)}, ${upTo(9, 74)}, ${upTo(9, 75)}
      from (select u.*, n, unit_id * 1000 + n as i from unit u cross join generate_series(1, 12) n where level = 'town') r`,
  },
  {
    fact: 'fact_branch', columns: 'branch_no, name, is_joint, has_committee, founded_on, term_ends_on', // one a town
    sql: `select ${base('party-affairs', 'b')}, 'b' || i, '党支部', false, true, '2020-05-01', '2027-05-01' from (select *, unit_id as i from unit where level = 'town') r`,
  },
  {
    fact: 'fact_life_event', columns: 'held_on, branch_no, kind, mode, topic, lecturer, with_assembly, with_committee, due_count, attend_count',
    sql: `select ${base('party-affairs', 'e')}, ${monthOf('month')} + ${upTo(28, 80)}, branch_no, kind, ${pick(81, eventMode)}, '学习', case when kind = 'lecture' then 'secretary' end, false, false,
        20, 20 - ${upTo(6, 82)}
      from (
        select b.*, month, unit_id * 1000 + month * 10 + nth as i, case nth when 1 then 'party_day' when 2 then 'committee' else (array['lecture', 'org_life', 'assembly'])[1 + month % 3] end as kind
        from fact_branch b cross join generate_series(1, 12) month cross join generate_series(1, 3) nth
      ) r`,
  },
  {
    fact: 'fact_party_member', columns: 'member_pid, org_no, admitted_on, probation_due_on, full_on, increased_on, increase_kind, left_on, decrease_kind', // twenty a branch, one of them new
    sql: `select county_id, 'member-register', 'p' || i, unit_id, 1, i, 'k1:' || md5(i::text), branch_no, admitted_on, (admitted_on + interval '1 year')::date,
        ${known(`(admitted_on + interval '1 year')::date + ${upTo(9, 85)}`)}, admitted_on, 'developed', left_on, case when left_on is not null then 'transfer_out' end
      from (
        select *, case when nth > 1 and ${chance(86)} < 0.03 then '${year}-02-01'::date + ${upTo(300, 87)} end as left_on,
          case nth when 1 then ${dayOfYear(88)} else '2010-01-01'::date + ${upTo(4700, 89)} end as admitted_on
        from (select b.*, nth, unit_id * 1000 + nth as i from fact_branch b cross join generate_series(1, 20) nth) n
      ) r`,
  },
]

/** Fills the fact tables of the main subjects with one year of every unit there is, and has every system report all its months. */
export async function makeProvinceYear(pool: Knex, seed: number): Promise<void> {
  for (const { fact, columns, sql } of lists) {
    await pool.raw(`insert into ${fact} (${key}, ${columns}) ${sql}`, { seed })
    await pool.raw(`analyze ${fact}`)
  }
  await pool.raw(
    `insert into coverage (county_id, source, month_on, load_id)
     select county_id, source, ${monthOf('m')}, 1 from unit cross join unnest(:systems::text[]) source cross join generate_series(1, 12) m where level = 'county'`,
    { systems: [...new Set(subjects.map((s) => s.system))] })
  await pool.raw('analyze coverage')
}

interface Correction {
  readonly fact: string
  readonly on: string
  readonly set: string
}

const corrections: readonly Correction[] = [
  { fact: 'fact_activity', on: 'held_on', set: 'attendance = attendance + 1' },
  { fact: 'fact_menu_item', on: 'menu_on', set: `category = 'health'` },
  { fact: 'fact_demand', on: 'collected_on', set: `category = 'health'` },
  { fact: 'fact_issue', on: 'accepted_on', set: `category = 'other'` },
]

/** Corrects the rows of one village from a day on, and marks their county's months, as a load does. Gives how many rows changed. */
export async function correctVillage(pool: Knex, nth: number, since: string): Promise<number> {
  return pool.transaction(async (trx) => {
    let changed = 0
    for (const { fact, on, set } of corrections) {
      const village = `(select unit_id from unit where level = 'village' order by unit_id offset :nth::int limit 1)`
      changed += (await trx.raw<{ rowCount: number }>(`update ${fact} set ${set} where unit_id = ${village} and ${on} >= :since::date`, { nth, since })).rowCount
      await trx.raw(
        `insert into dirty (county_id, subject, month_on)
         select county_id, subject, m::date from unit cross join unnest(:of::text[]) subject
           cross join generate_series(month_of(:since::date)::timestamp, '${businessOn}'::timestamp, interval '1 month') m
         where unit_id = ${village}`,
        { nth, since, of: subjects.filter((s) => s.marks.some((m) => m.fact === fact)).map((s) => s.id) })
    }
    return changed
  })
}
