import { activityKind, serviceCategory, unitLevel, type Dimension } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** Rows of a month in the made history: 1M rows are a year, 5M five. */
const rowsOfMonth = 83_334
const firstMonth = '2022-01-01'

/** What a made history looks like. */
export interface History {
  readonly rows: number
  readonly months: number
  /** Its last day. */
  readonly businessOn: string
}

/** The history that `rows` fill: a longer one has more months, not fuller ones. */
export function historyOf(rows: number): History {
  const months = Math.max(1, Math.round(rows / rowsOfMonth))
  const end = new Date(`${firstMonth}T00:00:00Z`)
  end.setUTCMonth(end.getUTCMonth() + months, 0)
  return { rows, months, businessOn: end.toISOString().slice(0, 10) }
}

/** A number from 0 to 1 that depends on the bind `:seed`, the row's `i` and the column, and on nothing else. */
export const chance = (column: number): string => `((hashint8extended(i, :seed::bigint + ${column}) & 4503599627370495)::float8 / 4503599627370496)`
const someDay = (column: number): string => `(month + floor(${chance(column)} * ((month + interval '1 month')::date - month))::int)`

// One row per row of the history, with the village and the month it falls in. Villages are taken as they come, so counties differ in size as they do.
const rowsSql = `
with village as (
  select row_number() over (order by unit_id) - 1 as no, unit_id, county_id, count(*) over () as villages from unit where level = 'village'
),
made as (
  select i, floor(${chance(1)} * (select max(villages) from village))::bigint as no,
    ('${firstMonth}'::date + make_interval(months => floor(${chance(2)} * :months::int)::int))::date as month
  from generate_series(1, :rows::bigint) i
)`

/** One of a dimension's members, by chance. */
export const pick = (column: number, { members }: Dimension): string => {
  const codes = Object.keys(members)
  return `(array['${codes.join("', '")}'])[1 + floor(${chance(column)} * ${codes.length})::int]`
}

/** Fills `fact_activity` with a history. */
export async function makeActivities(pool: Knex, { rows, months }: History, seed: number): Promise<void> {
  await pool.raw(
    `insert into fact_activity (county_id, source, src_id, unit_id, load_id, row_no, held_on, title, kind, category, organiser_level, is_key, status,
       attendance, count_method, center_id, is_demand_based, ratings_valid, ratings_good)
     ${rowsSql}
     select county_id, 'service-menu', 'a' || i, unit_id, 1, i, ${someDay(3)}, '活动' || i,
       ${pick(4, activityKind)}, ${pick(5, serviceCategory)}, ${pick(6, unitLevel)},
       ${chance(7)} < 0.3, case when ${chance(8)} < 0.95 then 'held' else 'cancelled' end,
       floor(${chance(9)} * 80)::int, 'sign_in', null, ${chance(10)} < 0.4, floor(${chance(11)} * 20)::int, floor(${chance(11)} * 18)::int
     from made join village using (no)`,
    { rows, months, seed },
  )
  await settle(pool, 'fact_activity')
  await cover(pool, 'service-menu', months)
}

/** Fills `fact_attendance` with a history of people who sign in near home: one in five in a second village, one in fifty in another county. */
export async function makeAttendances(pool: Knex, { rows, months }: History, seed: number): Promise<void> {
  await pool.raw(
    `insert into fact_attendance (county_id, source, src_id, unit_id, load_id, row_no, attended_on, participant_pid)
     ${rowsSql},
     person as (
       select i, month, floor(${chance(3)} * :people::int)::bigint as pid from made
     )
     select county_id, 'service-menu', 's' || i, unit_id, 1, i, ${someDay(4)}, md5(pid::text)
     from (
       select i, month, pid,
         case when ${chance(5)} < 0.02 then floor(${chance(6)} * (select max(villages) from village))::bigint
              when ${chance(5)} < 0.22 then (home + 1) % (select max(villages) from village) else home end as no
       from (select i, month, pid, (hashint8extended(pid, :seed::bigint) & 1073741823) % (select max(villages) from village) as home from person) at_home
     ) p join village using (no)`,
    { rows, months, seed, people: Math.max(1000, Math.round(rows / 20)) },
  )
  await settle(pool, 'fact_attendance')
  await cover(pool, 'service-menu', months)
}

async function settle(pool: Knex, table: string): Promise<void> {
  await pool.raw(`analyze ${table}`)
}

async function cover(pool: Knex, source: string, months: number): Promise<void> {
  await pool.raw(
    `insert into coverage (county_id, source, month_on, load_id)
     select distinct county_id, :source, ('${firstMonth}'::date + make_interval(months => m))::date, 1
     from unit cross join generate_series(0, :months::int - 1) m where county_id <> 0
     on conflict do nothing`,
    { source, months },
  )
}

/** Where a change falls. */
export type Where = 'last month' | 'scattered'

/** What a change touches. */
export interface Changed {
  readonly table: 'fact_activity' | 'fact_attendance'
  readonly on: 'held_on' | 'attended_on'
  readonly subject: 'activity' | 'participant'
  /** What a correction does to a row: `attendance = f.attendance + 1`. */
  readonly set: string
}

/** A head-count that is corrected. */
export const attendanceCorrected: Changed = { table: 'fact_activity', on: 'held_on', subject: 'activity', set: 'attendance = f.attendance + 1' }

/** A sign-in that turns out to be somebody else's. */
export const personCorrected: Changed = { table: 'fact_attendance', on: 'attended_on', subject: 'participant', set: 'participant_pid = md5(f.participant_pid)' }

/** Changes rows as a correction would, and marks their months, as a load does. */
export async function correct(pool: Knex, { months }: History, { table, on, subject, set }: Changed, rows: number, where: Where, seed: number): Promise<void> {
  await pool.raw(
    `with chosen as (
       select county_id, ${on}, source, src_id from ${table}
       where :everywhere::boolean or ${on} >= ('${firstMonth}'::date + make_interval(months => :months::int - 1))
       order by hashint8extended(row_no, :seed::bigint) limit :rows::int
     ),
     changed as (
       update ${table} f set ${set}
       from chosen c where f.county_id = c.county_id and f.${on} = c.${on} and f.source = c.source and f.src_id = c.src_id
       returning f.county_id, month_of(f.${on}) as month_on
     )
     insert into dirty (county_id, subject, month_on) select distinct county_id, :subject, month_on from changed`,
    { months, rows, everywhere: where === 'scattered', seed, subject },
  )
}
