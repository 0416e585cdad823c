import type { Knex } from 'knex'
import { isShown } from './shown-runs.js'

/** What a step usually takes. */
export interface Usual {
  /** Median, in seconds. */
  readonly seconds: number
  /** Nights it is of. */
  readonly nights: number
}

/** Nights a median is of, at most. */
const most = 30

/** What each step took in the median of the last thirty nights that were published before a run. Steps without a result do not count; what was played is not compared with what was run. */
export async function usualOf(desk: Knex, { fireAt, demo }: { fireAt: string; demo: boolean }): Promise<Map<string, Usual>> {
  const { rows } = await desk.raw<{ rows: { name: string; seconds: number; nights: number }[] }>(
    `with night as (
       select run_id, attempt from run where job = 'nightly' and state = 'done' and fire_at < :fireAt and is_demo = :demo and ${isShown} order by fire_at desc limit :most
     )
     select s.name, percentile_cont(0.5) within group (order by extract(epoch from s.finished_at - s.started_at)::float8) as seconds, count(*)::int as nights
     from night join run_step s using (run_id, attempt)
     where s.finished_at is not null and s.rows_out is not null
     group by s.name`, { fireAt, demo, most })
  return new Map(rows.map(({ name, seconds, nights }) => [name, { seconds, nights }]))
}
