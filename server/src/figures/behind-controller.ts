import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { parsePeriod, plainSplits, text } from '@mingshu/metrics'
import { z } from 'zod'
import { By, everybody, Policy } from '../access/policy.js'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { TextSchema } from '../http/texts.js'
import { findRun } from '../runs/ledger.js'
import { Means } from '../means.js'
import { Behind, getMetric, type Figure } from './behind.js'
import { columnNames, isShown } from './column-names.js'
import { versionParameter } from './figures-controller.js'
import { valueNames } from './value-names.js'
import { Versions } from './versions.js'

const figure = {
  metric: z.string().max(80), unit: z.string().max(20), period: z.string().max(40), v: versionParameter,
  by: z.string().max(40).optional().meta({ description: 'With member: the dimension of one member of the figure.' }), member: z.string().max(40).optional(),
}
const TraceQuery = query({
  ...figure,
  side: z.enum(['of', 'to']).optional().meta({ description: 'Of a ratio: the rows of its numerator (default) or denominator.' }),
  cursor: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(1000).optional().meta({ description: 'Default 100.' }),
})
const ProofQuery = query(figure)

const Field = z.union([z.string(), z.number(), z.boolean()]).nullable()
const Traced = z.object({
  count: z.string().meta({ description: 'Rows behind the figure.' }), sum: z.string().nullable().meta({ description: 'What they come to: the figure itself.' }),
  sides: z.object({ of: z.string(), to: z.string() }).nullable().meta({ description: 'Of a ratio: numerator and denominator.' }),
  columns: z.array(z.object({ key: z.string(), label: TextSchema, values: z.record(z.string(), TextSchema).optional().meta({ description: 'What its codes mean.' }) })),
  rows: z.array(z.object({
    unit: z.string(), fields: z.record(z.string(), Field), source: z.string().nullable(), file: z.string().nullable(), row: z.string().nullable(), srcId: z.string(), countedOn: z.string(), load: z.string().nullable(), asOf: z.string().nullable(),
  })),
  cursor: z.string().nullable(), ahead: z.boolean().meta({ description: 'The rows have changed since the version was published; the next run will count them.' }),
}).meta({ id: 'Trace' })
const ProofSchema = z.object({
  metric: z.string(), definition: z.int(), value: z.string().nullable(), recomputed: z.string().nullable().meta({ description: 'Counted again from the facts.' }), equal: z.boolean(),
  of: z.string().nullable().optional(), to: z.string().nullable().optional(), version: z.int(),
  run: z.object({ runId: z.uuid(), finishedAt: z.string().nullable() }).nullable(), checks: z.unknown().meta({ description: 'What was checked before the version was published.' }),
}).meta({ id: 'Proof' })

/** What stands behind a figure. */
@ApiTags('figures')
@Controller('api')
export class BehindController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Behind) private readonly behind: Behind, @Inject(Versions) private readonly versions: Versions) {}

  @Get('trace')
  @Policy(everybody)
  @ApiOperation({ summary: 'The rows behind a figure, back to source, file and line. What they come to is the figure.' })
  @ApiOkResponse({ standardSchema: Traced })
  async trace(@By() viewer: Viewer, @Query({ schema: TraceQuery }) { side, cursor, limit, v, ...asked }: z.infer<typeof TraceQuery>): Promise<z.infer<typeof Traced>> {
    const metric = getMetric(asked.metric)
    const at = await this.versions.get(v)
    const page = { ...(side === undefined ? {} : { side }), ...(cursor === undefined ? {} : { cursor }), ...(limit === undefined ? {} : { limit }) }
    const { counts, rows, cursor: next, isAhead } = await this.behind.trace(figureOf(asked), page, viewer, at)
    // Who looks at rows about persons leaves a line.
    const isOfPersons = metric.kind === 'ratio' ? metric.of.persons ?? metric.to.persons : metric.persons
    if (isOfPersons && cursor === undefined) {
      await this.means.database.pool('desk').transaction((trx) => record(trx, { actor: viewer.login, action: 'persons_viewed', detail: { metric: metric.code, unit: asked.unit, period: asked.period, version: at.version, rows: counts[0]?.rows ?? '0' } }))
    }
    const told = (name: 'of' | 'to' | 'value'): string | null => counts.find((c) => c.side === name)?.value ?? null
    const shown = counts.find((c) => c.side === (side ?? 'of')) ?? counts[0]
    const keys = Object.keys(rows[0]?.fields ?? {}).filter(isShown)
    return {
      count: shown?.rows ?? '0', sum: shown?.value ?? null,
      sides: metric.kind === 'ratio' ? { of: told('of') ?? '0', to: told('to') ?? '0' } : null,
      columns: keys.map((key) => {
        const values = valueNames(metric, key)
        return { key, label: columnNames[key] ?? text(key, key), ...(values && { values }) }
      }),
      rows: rows.map((r) => ({
        unit: r.unit, fields: Object.fromEntries(keys.map((key) => [key, r.fields[key] ?? null])), source: r.source, file: r.file_name, row: r.row_no, srcId: r.src_id, countedOn: r.counted_on, load: r.load_id, asOf: r.as_of,
      })),
      cursor: next, ahead: isAhead,
    }
  }

  @Get('proof')
  @Policy(everybody)
  @ApiOperation({ summary: 'A figure counted again from the facts, with its definition, run and checks.' })
  @ApiOkResponse({ standardSchema: ProofSchema })
  async proof(@By() viewer: Viewer, @Query({ schema: ProofQuery }) { v, ...asked }: z.infer<typeof ProofQuery>): Promise<z.infer<typeof ProofSchema>> {
    const metric = getMetric(asked.metric)
    const at = await this.versions.get(v)
    const { code: _, ...proof } = await this.behind.prove(figureOf(asked), viewer, at)
    const run = await findRun(this.means.database.pool('desk'), at.runId)
    return {
      metric: metric.code, definition: metric.definition ?? 1, ...proof, version: at.version,
      run: run ? { runId: run.runId, finishedAt: run.finishedAt } : null, checks: await this.versions.checksOf(at.version),
    }
  }
}

function figureOf({ metric, unit, period, by, member }: { metric: string; unit: string; period: string; by?: string | undefined; member?: string | undefined }): Figure {
  if ((by === undefined) !== (member === undefined)) throw refuse(400, 'bad_parameter', text('“by”和“member”要一起给出。', '“by” and “member” go together.'))
  if (by !== undefined && (plainSplits as readonly string[]).includes(by)) throw refuse(400, 'bad_parameter', text('“by”应为指标的一种分组，如 worker_group。', '“by” should be a dimension of the metric, such as worker_group.'))
  return { metric, unit, period: parsePeriod(period).code, ...(by === undefined || member === undefined ? {} : { member: { dim: by, member } }) }
}
