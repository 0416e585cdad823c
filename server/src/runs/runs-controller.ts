import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { offerRun } from '@mingshu/etl'
import { text } from '@mingshu/metrics'
import { z } from 'zod'
import { By, Policy } from '../access/policy.js'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { findRun, listRuns, Run, RunDetail } from './ledger.js'
import { Worker } from './worker.js'

const Paging = query({
  limit: z.coerce.number().int().min(1).max(200).optional().meta({ description: 'Default 50.' }),
  cursor: z.uuid().optional().meta({ description: 'Id of the last run of the page before.' }),
})
const Wanted = z.strictObject({
  full: z.boolean().optional().meta({ description: 'Fold everything again. Default: what changed.' }),
  from: z.iso.date().optional().meta({ description: 'Fold again the months from this day on, besides what changed.' }),
  to: z.iso.date().optional(),
}).refine((w) => w.to === undefined || (w.from !== undefined && w.from <= w.to), {
  path: ['to'], params: { text: text('“to”要和“from”一起给出，且不早于它。', '“to” needs a “from” that is not later.') },
}).meta({ id: 'WantedRun' })

/** The ledger of runs. */
@ApiTags('operation')
@Controller('api/runs')
export class RunsController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Worker) private readonly worker: Worker) {}

  @Get()
  @Policy({ roles: ['operator', 'reviewer', 'clerk'] })
  @ApiOperation({ summary: 'The runs, newest first.' })
  @ApiOkResponse({ standardSchema: z.object({ runs: z.array(Run), cursor: z.uuid().nullable() }) })
  async list(@Query({ schema: Paging }) { limit = 50, cursor }: z.infer<typeof Paging>): Promise<{ runs: z.infer<typeof Run>[]; cursor: string | null }> {
    const runs = await listRuns(this.means.database.pool('desk'), limit, cursor)
    return { runs, cursor: runs.length === limit ? (runs.at(-1)?.runId ?? null) : null }
  }

  @Get(':id')
  @Policy({ roles: ['operator', 'reviewer', 'clerk'] })
  @ApiOperation({ summary: 'One run with its steps.' })
  @ApiOkResponse({ standardSchema: RunDetail })
  async one(@Param('id', { schema: z.uuid() }) id: string, @Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof RunDetail>> {
    const run = await findRun(this.means.database.pool('desk'), id)
    if (!run) throw refuse(404, 'unknown_run', text('没有这次运行。', 'There is no such run.'))
    return run
  }

  @Post()
  @HttpCode(202)
  @Policy({ roles: ['operator'] })
  @ApiOperation({ summary: 'Asks for a run now. It waits for the one that is running.' })
  @ApiAcceptedResponse({ standardSchema: z.object({ runId: z.uuid() }) })
  async start(@By() viewer: Viewer, @Body({ schema: Wanted }) wanted: z.infer<typeof Wanted>): Promise<{ runId: string }> {
    const runId = await this.means.database.pool('desk').transaction(async (trx) => {
      const id = await offerRun(trx, {
        job: 'on-demand', fireAt: new Date().toISOString(), requestedBy: viewer.login,
        ...(wanted.full === undefined ? {} : { full: wanted.full }), ...(wanted.from === undefined ? {} : { from: wanted.from }), ...(wanted.to === undefined ? {} : { to: wanted.to }),
      })
      if (id === undefined) throw refuse(409, 'already_asked', text('刚刚已有人要求运行，请稍候。', 'A run was asked for this very moment. Wait for it.'))
      await record(trx, { actor: viewer.login, action: 'run_asked', detail: { runId: id, ...wanted } })
      return id
    })
    this.worker.wake()
    return { runId }
  }
}
