import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { text } from '@mingshu/metrics'
import { z } from 'zod'
import { By, everybody, Policy } from '../access/policy.js'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { tell } from '../news/listen.js'
import { addDutyNote } from './duty.js'
import { minutesLate, promiseOf } from './due.js'
import { Freshness, FreshnessSchema, type FreshnessState } from './freshness.js'
import { findRun } from './ledger.js'

const Said = z.strictObject({
  kind: z.enum(['seen', 'ignored']).meta({ description: 'seen: somebody is on it; ignored: it is known and nothing will be done.' }),
  sentence: z.string().trim().min(1).max(200).optional().meta({ description: 'Why, or what is done. Needed to ignore.' }),
  runId: z.uuid().optional().meta({ description: 'The late night it is about. Default: the promise that is missed now.' }),
}).meta({ id: 'DutyNoteSaid' })

/** How fresh the figures are, and what the one on duty says about it. */
@ApiTags('operation')
@Controller('api/freshness')
export class FreshnessController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Freshness) private readonly freshness: Freshness) {}

  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'How fresh the newest figures are; the event “freshness” tells when it changes.' })
  @ApiOkResponse({ standardSchema: FreshnessSchema })
  state(@Query({ schema: query({}) }) _: unknown): Promise<FreshnessState> {
    return this.freshness.get()
  }

  @Post('notes')
  @HttpCode(201)
  @Policy({ roles: ['operator'] })
  @ApiOperation({ summary: 'Says that late figures are known. Everybody sees it beside the stamp.' })
  @ApiCreatedResponse({ standardSchema: FreshnessSchema })
  async say(@By() viewer: Viewer, @Body({ schema: Said }) { kind, sentence, runId }: z.infer<typeof Said>): Promise<FreshnessState> {
    if (kind === 'ignored' && sentence === undefined) throw refuse(400, 'reason_missing', text('忽略迟到要写明原因，例如“闸机厂商已确认，白天补读”。', 'To ignore a late run takes a reason, such as “the vendor knows, it is read again by day”.'))
    const dueAt = runId === undefined ? (await this.freshness.get()).dueAt : await this.promiseOf(runId)
    if (dueAt === null) throw refuse(409, 'not_late', text('没有迟到的更新，不用说明。', 'Nothing is late, so there is nothing to say.'))
    const desk = this.means.database.pool('desk')
    await desk.transaction(async (trx) => {
      await addDutyNote(trx, { dueAt, kind, name: viewer.name, login: viewer.login, sentence: sentence ?? null })
      await record(trx, { actor: viewer.login, action: kind === 'seen' ? 'late_seen' : 'late_ignored', detail: { dueAt, sentence: sentence ?? null } })
    })
    await tell(desk, 'mingshu_late', dueAt)
    return this.freshness.get()
  }

  /** The promise that a night missed; null when it kept it. */
  private async promiseOf(runId: string): Promise<string | null> {
    const run = await findRun(this.means.database.pool('desk'), runId, this.freshness.now())
    if (!run) throw refuse(404, 'unknown_run', text('没有这次运行。', 'There is no such run.'))
    return run.job === 'nightly' && minutesLate(run.fireAt, run.finishedAt, this.freshness.now()) > 0 ? promiseOf(run.fireAt) : null
  }
}
