import { z } from 'zod'
import type { Means } from '../means.js'

const Step = z.enum(['units', 'account', 'sources', 'run', 'people'])

/** The steps from an empty installation to figures that people use. */
export const Progress = z.object({ steps: z.array(z.object({ step: Step, done: z.boolean() })), done: z.int(), demo: z.boolean() }).meta({ id: 'SetupProgress' })

/** Which steps are done, read from what there is: nothing is ticked off by hand. */
export async function progressOf({ database, config }: Means): Promise<z.infer<typeof Progress>> {
  const { rows: [found] } = await database.pool('desk').raw<{ rows: { units: boolean; accounts: number; loaded: boolean; published: boolean; demo: boolean }[] }>(
    `select exists (select from unit) as units, (select count(*)::int from app_user where disabled_at is null) as accounts, exists (select from load) as loaded,
       exists (select from published) as published, exists (select from data_version where is_demo) as demo`)
  const steps = [
    { step: 'units' as const, done: found?.units ?? false },
    { step: 'account' as const, done: (found?.accounts ?? 0) > 0 },
    { step: 'sources' as const, done: Object.keys(config.sources).length > 0 || (found?.loaded ?? false) },
    { step: 'run' as const, done: found?.published ?? false },
    { step: 'people' as const, done: (found?.accounts ?? 0) > 1 },
  ]
  return { steps, done: steps.filter((s) => s.done).length, demo: found?.demo ?? false }
}
