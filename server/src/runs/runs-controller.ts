import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { offerRun } from '@mingshu/etl'
import { text } from '@mingshu/metrics'
import { z } from 'zod'
import { By, Policy, type RoutePolicy } from '../access/policy.js'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { Day } from '../http/day.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { Units } from '../access/tree.js'
import { Versions } from '../figures/versions.js'
import { DataSet, listDataSets } from './data-sets.js'
import { Freshness } from './freshness.js'
import { findRun, listRuns, Run, RunDetail } from './ledger.js'
import { listNights, Night } from './nights.js'
import { Worker } from './worker.js'

const Paging = query({
  limit: z.coerce.number().int().min(1).max(200).optional().meta({ description: 'Default 50.' }),
  cursor: z.uuid().optional().meta({ description: 'Id of the last run of the page before.' }),
})
const Wanted = z.strictObject({
  full: z.boolean().optional().meta({ description: 'Fold everything again. Default: what changed.' }),
  from: Day.optional().meta({ description: 'Fold again the months from this day on, besides what changed.' }),
  to: Day.optional(),
  retry: z.strictObject({ runId: z.uuid(), step: z.string().max(60) }).optional().meta({ description: 'Do one step of a run again, “load …” or “publish”: its source is read again and what changed is published, for the same business date.' }),
}).refine((w) => w.to === undefined || (w.from !== undefined && w.from <= w.to), {
  path: ['to'], params: { text: text('“to”要和“from”一起给出，且不早于它。', '“to” needs a “from” that is not later.') },
}).meta({ id: 'WantedRun' })

const Nights = query({ limit: z.coerce.number().int().min(1).max(60).optional().meta({ description: 'Default 14.' }) })
const people: RoutePolicy = { roles: ['operator', 'reviewer', 'clerk'] }

/** The ledger of runs. */
@ApiTags('operation')
@Controller('api/runs')
export class RunsController {
  constructor(
    @Inject(Means) private readonly means: Means, @Inject(Worker) private readonly worker: Worker, @Inject(Freshness) private readonly freshness: Freshness,
    @Inject(Versions) private readonly versions: Versions, @Inject(Units) private readonly units: Units,
  ) {}

  @Get()
  @Policy(people)
  @ApiOperation({ summary: 'The runs, newest first.' })
  @ApiOkResponse({ standardSchema: z.object({ runs: z.array(Run), cursor: z.uuid().nullable() }) })
  async list(@Query({ schema: Paging }) { limit = 50, cursor }: z.infer<typeof Paging>): Promise<{ runs: z.infer<typeof Run>[]; cursor: string | null }> {
    const runs = await listRuns(this.means.database.pool('desk'), { limit, cursor, now: this.freshness.now() })
    return { runs, cursor: runs.length === limit ? (runs.at(-1)?.runId ?? null) : null }
  }

  @Get('nights')
  @Policy(people)
  @ApiOperation({ summary: 'The last nights, newest first: steps beside their medians, minutes late, and what the rules found.' })
  @ApiOkResponse({ standardSchema: z.object({ nights: z.array(Night) }) })
  async nights(@Query({ schema: Nights }) { limit = 14 }: z.infer<typeof Nights>): Promise<{ nights: Night[] }> {
    return { nights: await listNights(this.means.database.pool('desk'), limit, this.freshness.now()) }
  }

  @Get('data-sets')
  @Policy(people)
  @ApiOperation({ summary: 'The sources: how fresh each is, and which of the viewer\'s counties have not reported the last whole month.' })
  @ApiOkResponse({ standardSchema: z.object({ dataSets: z.array(DataSet) }) })
  async dataSets(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown): Promise<{ dataSets: DataSet[] }> {
    const [tree, current] = await Promise.all([this.units.get(), this.versions.current()])
    const { schedule } = this.means.config
    return { dataSets: await listDataSets(this.means.database, viewer, tree, { schedule, now: this.freshness.now(), businessOn: current?.businessOn, version: current?.version ?? 0 }) }
  }

  @Get(':id')
  @Policy(people)
  @ApiOperation({ summary: 'One run with its steps.' })
  @ApiOkResponse({ standardSchema: RunDetail })
  async one(@Param('id', { schema: z.uuid() }) id: string, @Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof RunDetail>> {
    const run = await findRun(this.means.database.pool('desk'), id, this.freshness.now())
    if (!run) throw refuse(404, 'unknown_run', text('没有这次运行。', 'There is no such run.'))
    return run
  }

  @Post()
  @HttpCode(202)
  @Policy({ roles: ['operator'] })
  @ApiOperation({ summary: 'Asks for a run now. It waits for the one that is running.' })
  @ApiAcceptedResponse({ standardSchema: z.object({ runId: z.uuid() }) })
  async start(@By() viewer: Viewer, @Body({ schema: Wanted }) wanted: z.infer<typeof Wanted>): Promise<{ runId: string }> {
    const { retry } = wanted
    const again = retry && (await this.retried(retry))
    const runId = await this.means.database.pool('desk').transaction(async (trx) => {
      const id = await offerRun(trx, {
        job: 'on-demand', ...again, fireAt: new Date().toISOString(), requestedBy: viewer.login,
        ...(wanted.full === undefined ? {} : { full: wanted.full }), ...(wanted.from === undefined ? {} : { from: wanted.from }), ...(wanted.to === undefined ? {} : { to: wanted.to }),
      })
      if (id === undefined) throw refuse(409, 'already_asked', text('刚刚已有人要求运行，请稍候。', 'A run was asked for this very moment. Wait for it.'))
      await record(trx, { actor: viewer.login, action: 'run_asked', detail: { runId: id, ...wanted } })
      return id
    })
    this.worker.wake()
    return { runId }
  }

  /** What doing a step of a run again asks for. The other sources stand as they were read, so the business date stays that of the run. */
  private async retried({ runId, step }: { runId: string; step: string }): Promise<{ job: string; onlyStep: string; businessOn: string }> {
    const run = await findRun(this.means.database.pool('desk'), runId, this.freshness.now())
    if (!run) throw refuse(404, 'unknown_run', text('没有这次运行。', 'There is no such run.'))
    if (run.state === 'queued' || run.state === 'running') throw refuse(409, 'still_running', text('这次运行还在进行，完成后才能重跑其中一步。', 'This run is under way. A step of it can be done again when it has ended.'))
    if (!run.steps.some((s) => s.name === step) || !/^(load .+|publish)$/.test(step)) {
      throw refuse(422, 'no_retry', text('这一步不能单独重跑；可以重跑的是“读取…”和“发布”。', 'This step cannot be done again by itself; reading a source and publishing can.'))
    }
    return { job: 'retry', onlyStep: step, businessOn: run.businessOn }
  }
}
