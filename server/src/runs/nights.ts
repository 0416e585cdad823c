import type { Knex } from 'knex'
import { z } from 'zod'
import { listRuns, Run, RunStep, stepsOf } from './ledger.js'
import { usualOf } from './usual.js'

/** A night on the wire: its run, its steps, and what the rules found in what it published. */
export const Night = Run.extend({
  steps: z.array(RunStep),
  checks: z.object({ blocks: z.int(), explain: z.int(), informs: z.int() }).nullable().meta({ description: 'Rows the rules found, by severity; null when the night published nothing.' }),
}).meta({ id: 'Night' })

/** A night. */
export type Night = z.infer<typeof Night>

/** The last nights, newest first. Every step stands beside what it takes in the median of the thirty nights before the newest of its kind, run or played. */
export async function listNights(desk: Knex, limit: number, now: Date): Promise<Night[]> {
  const runs = await listRuns(desk, { limit, job: 'nightly', now })
  const stepsOfKind = async (demo: boolean): Promise<[string, Night['steps']][]> => {
    const own = runs.filter((r) => r.demo === demo)
    const [newest] = own
    return newest ? [...(await stepsOf(desk, own, await usualOf(desk, newest)))] : []
  }
  const [run, played, checks] = await Promise.all([stepsOfKind(false), stepsOfKind(true), checksOf(desk, runs.flatMap((r) => r.version ?? []))])
  const steps = new Map([...run, ...played])
  return runs.map((r) => ({ ...r, steps: steps.get(r.runId) ?? [], checks: r.version === null ? null : (checks.get(r.version) ?? null) }))
}

async function checksOf(desk: Knex, versions: readonly number[]): Promise<Map<number, NonNullable<Night['checks']>>> {
  const { rows } = await desk.raw<{ rows: ({ version: number } & NonNullable<Night['checks']>)[] }>(
    `select version,
       coalesce(sum((c->>'violations')::int) filter (where c->>'severity' = 'blocks'), 0)::int as blocks,
       coalesce(sum((c->>'violations')::int) filter (where c->>'severity' = 'explain'), 0)::int as explain,
       coalesce(sum((c->>'violations')::int) filter (where c->>'severity' = 'informs'), 0)::int as informs
     from data_version left join lateral jsonb_array_elements(checks) c on true
     where version = any(:versions::int[]) group by version`, { versions })
  return new Map(rows.map(({ version, ...counts }) => [version, counts]))
}
