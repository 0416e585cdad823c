import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { fileSources, systems } from '@mingshu/etl'
import type { Text } from '@mingshu/metrics'
import { z } from 'zod'
import { By, everybody, Policy } from '../access/policy.js'
import type { Viewer } from '../access/viewer.js'
import { Versions } from '../figures/versions.js'
import { query } from '../http/schema-pipe.js'
import { TextSchema } from '../http/texts.js'
import { Means } from '../means.js'
import { isLate, nextRunAt } from '../runs/due.js'

const Source = z.object({
  id: z.string(), name: TextSchema, kind: z.enum(['system', 'file']),
  holds: z.array(TextSchema).meta({ description: 'What it tells about.' }),
  since: z.string().meta({ description: 'First day it can have recorded anything.' }),
  asOf: z.string().nullable().meta({ description: 'The state it was last read in; null when it never was.' }),
  covers: z.string().nullable().meta({ description: 'The last month a file was for.' }),
  rowsRead: z.int(), rowsRejected: z.int().meta({ description: 'In the last thirty days.' }),
})
const About = z.object({
  sources: z.array(Source),
  schedule: z.string().meta({ description: 'When figures are run, as cron writes it.' }), nextRunAt: z.string().nullable(), late: z.boolean(),
  runs: z.object({ done: z.int(), failed: z.int(), lastDoneAt: z.string().nullable() }).meta({ description: 'The ledger of the last thirty days.' }),
  held: z.array(z.string()).meta({ description: 'Subjects that keep earlier figures, for a rule found a fault in their facts.' }),
  smallBelow: z.int().meta({ description: 'Counts of persons from 1 to below this are hidden from those who may not see the lists.' }),
  contact: z.string().nullable(),
}).meta({ id: 'About' })

interface Told {
  readonly source: string
  readonly asOf: string
  readonly covers: string | null
  readonly rowsRead: string
  readonly rowsRejected: string
}

/** What a statistical product owes its readers. */
@ApiTags('figures')
@Controller('api/about')
export class AboutController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Versions) private readonly versions: Versions) {}

  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'Where the figures come from, how often and how well: from the declarations of the sources and the ledger of runs.' })
  @ApiOkResponse({ standardSchema: About })
  async about(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof About>> {
    const { database, config } = this.means
    const desk = database.pool('desk')
    const [loads, runs, now] = await Promise.all([
      desk.raw<{ rows: Told[] }>(
        `select source, max(as_of) as "asOf", to_char(max(covers_month), 'YYYY-MM') as covers,
           coalesce(sum(rows_read) filter (where as_of > now() - interval '30 days'), 0) as "rowsRead", coalesce(sum(rows_rejected) filter (where as_of > now() - interval '30 days'), 0) as "rowsRejected"
         from load group by source`),
      desk.raw<{ rows: { done: string; failed: string; lastDoneAt: string | null }[] }>(
        `select count(*) filter (where state = 'done' and fire_at > now() - interval '30 days') as done, count(*) filter (where state = 'failed' and fire_at > now() - interval '30 days') as failed,
           max(finished_at) filter (where state = 'done') as "lastDoneAt" from run`),
      this.versions.current(),
    ])
    const told = new Map(loads.rows.map((l) => [l.source, l]))
    const source = (id: string, name: Text, kind: 'system' | 'file', holds: Text[], since: string): z.infer<typeof Source> => {
      const { asOf = null, covers = null, rowsRead = 0, rowsRejected = 0 } = told.get(id) ?? {}
      return { id, name, kind, holds, since, asOf, covers, rowsRead: Number(rowsRead), rowsRejected: Number(rowsRejected) }
    }
    const [ledger] = runs.rows
    return {
      sources: [
        ...systems.map((s) => source(s.id, s.name, 'system', s.entities.map((e) => e.name), s.since)),
        ...fileSources.map((s) => source(s.id, s.name, 'file', [s.entity.name], s.since)),
      ],
      schedule: config.schedule, nextRunAt: nextRunAt(config.schedule), late: now ? isLate(config.schedule, now.businessOn) : false,
      runs: { done: Number(ledger?.done ?? 0), failed: Number(ledger?.failed ?? 0), lastDoneAt: ledger?.lastDoneAt ?? null },
      held: [...(now?.held ?? [])], smallBelow: viewer.scope.exact ? 0 : config.smallCell, contact: config.contact ?? null,
    }
  }
}
