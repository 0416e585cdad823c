import { existsSync } from 'node:fs'
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common'
import { ApiAcceptedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import { metricsOf, parsePeriod, subjects, text } from '@mingshu/metrics'
import { findReport, refusal } from '@mingshu/reports'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { getUnit } from '../access/narrow.js'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { Versions } from '../figures/versions.js'
import { languageOf } from '../http/language.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { sendWorkbook, workbookType } from '../http/workbook.js'
import { TextSchema } from '../http/texts.js'
import { Queue } from '../jobs/queue.js'
import { Version } from '../http/version.js'
import { Means } from '../means.js'
import { askExport, cancelExport, findExport, listExports, mostOpen, type ExportJob, type Wanted } from './export-jobs.js'

const WantedExport = z.strictObject({
  report: z.string().max(60).meta({ description: 'Id or number of a report, or “ledger” for the rows behind one figure.' }),
  unit: z.string().max(20), period: z.string().max(40),
  metric: z.string().max(80).optional().meta({ description: 'Of a ledger: the figure whose rows it lists.' }),
  v: Version.optional().meta({ description: 'Published version. Default: the one published now.' }),
  lang: z.enum(['zh', 'en']).optional().meta({ description: 'Language of the workbook. Default: that of the request.' }),
}).meta({ id: 'WantedExport' })

const ExportSchema = z.object({
  id: z.uuid(), report: z.string(), unit: z.string(), period: z.string(), metric: z.string().nullable(), version: z.int(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']), progress: z.number().meta({ description: 'From 0 to 1.' }),
  fileName: z.string().nullable(), number: z.string().nullable().meta({ description: '导出号' }), sha256: z.string().nullable(), bytes: z.number().nullable(), rows: z.number().nullable(),
  failure: TextSchema.nullable(), createdAt: z.string(), finishedAt: z.string().nullable(),
}).meta({ id: 'Export' })

const Id = z.uuid()

/** Workbooks: asked for, made in the background, fetched. */
@ApiTags('reports')
@Controller('api/exports')
export class ExportsController {
  constructor(
    @Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units, @Inject(Versions) private readonly versions: Versions, @Inject(Queue) private readonly queue: Queue,
  ) {}

  @Post()
  @HttpCode(202)
  @Policy(everybody)
  @ApiOperation({ summary: 'Asks for a workbook. It is made in the background, at the version named here.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'The same key with the same body gives the same export.' })
  @ApiAcceptedResponse({ standardSchema: z.object({ id: z.uuid() }) })
  async start(@By() viewer: Viewer, @Body({ schema: WantedExport }) body: z.infer<typeof WantedExport>, @Req() request: FastifyRequest): Promise<{ id: string }> {
    const key = request.headers['idempotency-key']
    if (key !== undefined && (typeof key !== 'string' || key === '' || key.length > 200)) throw refuse(400, 'bad_parameter', text('Idempotency-Key 应为 1 至 200 个字符。', 'Idempotency-Key is 1 to 200 characters.'))
    const at = await this.versions.get(body.v)
    const wanted = await this.check(viewer, body, body.lang ?? languageOf(request))
    return this.means.database.pool('desk').transaction(async (trx) => {
      const asked = await askExport(trx, viewer.userId, wanted, at.version, key)
      if ('refused' in asked) {
        throw asked.refused === 'too many'
          ? refuse(429, 'too_many_exports', text(`您有 ${mostOpen} 个导出还没有完成，请等其中一个完成后再试。`, `You have ${mostOpen} exports under way. Wait for one of them.`), 10)
          : refuse(409, 'key_reused', text('这个 Idempotency-Key 已用于另一个导出，请换一个。', 'This Idempotency-Key was used for another export. Use a new one.'))
      }
      if (asked.isNew) {
        await this.queue.put(trx, wanted.report === 'ledger' ? 'ledger' : 'export', asked.id)
        await record(trx, { actor: viewer.login, action: 'export_asked', detail: { exportId: asked.id, version: at.version, ...wanted } })
      }
      return { id: asked.id }
    })
  }

  private async check(viewer: Viewer, { report: name, unit: code, period, metric }: z.infer<typeof WantedExport>, language: 'zh' | 'en'): Promise<Wanted> {
    const unit = getUnit(code, viewer, await this.units.get())
    const span = parsePeriod(period).code
    const common = { unit: unit.code, period: span, language, exact: viewer.scope.exact }
    if (name === 'ledger') {
      if (metric === undefined) throw refuse(400, 'bad_parameter', text('导出明细要写明指标：metric。', 'A ledger needs the metric whose rows it lists.'))
      if (!metricsOf(subjects).has(metric)) throw refuse(400, 'unknown_metric', text(`没有指标“${metric}”。`, `There is no metric “${metric}”.`))
      return { report: 'ledger', metric, ...common }
    }
    const report = findReport(name)
    if (!report) throw refuse(404, 'unknown_report', text(`没有报表“${name}”。报表目录见 /api/reports。`, `There is no report “${name}”. They are listed at /api/reports.`))
    if (metric !== undefined) throw refuse(400, 'bad_parameter', text('只有导出明细(ledger)才要写指标。', 'Only a ledger takes a metric.'))
    const refused = refusal(report, unit, span)
    if (refused) throw refuse(422, 'does_not_fit', refused)
    return { report: report.id, ...common }
  }

  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'The viewer\'s exports, newest first.' })
  @ApiOkResponse({ standardSchema: z.object({ exports: z.array(ExportSchema) }) })
  async list(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown): Promise<{ exports: z.infer<typeof ExportSchema>[] }> {
    return { exports: (await listExports(this.means.database.pool('desk'), viewer.userId)).map(wireOf) }
  }

  @Get(':id')
  @Policy(everybody)
  @ApiOperation({ summary: 'One export and how far it is.' })
  @ApiOkResponse({ standardSchema: ExportSchema })
  async one(@By() viewer: Viewer, @Param('id', { schema: Id }) id: string, @Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof ExportSchema>> {
    return wireOf(await this.get(viewer, id))
  }

  @Get(':id/file')
  @Policy(everybody)
  @ApiOperation({ summary: 'The workbook.' })
  @ApiProduces(workbookType)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@By() viewer: Viewer, @Param('id', { schema: Id }) id: string, @Query({ schema: query({}) }) _: unknown, @Res() reply: FastifyReply): Promise<void> {
    const job = await this.get(viewer, id)
    // What was allowed when it was asked for may not be any more.
    getUnit(job.question.unit, viewer, await this.units.get())
    if (job.question.exact && !viewer.scope.exact) throw refuse(403, 'not_your_role', text('这个文件含有您现在无权查看的小数值，请重新导出。', 'This file holds small counts you may no longer see. Export it again.'))
    if (job.state !== 'done' || job.filePath === null) throw refuse(409, 'not_ready', text('文件还没有做好。', 'The file is not ready.'))
    if (!existsSync(job.filePath)) throw refuse(404, 'gone', text('文件已不在，请重新导出。', 'The file is gone. Export it again.'))
    await this.means.database.pool('desk').transaction((trx) => record(trx, { actor: viewer.login, action: 'export_fetched', detail: { exportId: id, number: job.number, sha256: job.sha256 } }))
    await sendWorkbook(reply, job.filePath, job.fileName ?? `${id}.xlsx`, job.number ?? id)
  }

  @Delete(':id')
  @HttpCode(204)
  @Policy(everybody)
  @ApiOperation({ summary: 'Stops an export that waits or is under way.' })
  @ApiNoContentResponse()
  async cancel(@By() viewer: Viewer, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.get(viewer, id)
    await this.means.database.pool('desk').transaction(async (trx) => {
      if (!(await cancelExport(trx, id, viewer.userId))) throw refuse(409, 'already_over', text('这个导出已经结束。', 'This export is over already.'))
      await trx.raw(`select pg_notify('mingshu_export', :id)`, { id })
      await record(trx, { actor: viewer.login, action: 'export_cancelled', detail: { exportId: id } })
    })
  }

  private async get(viewer: Viewer, id: string): Promise<ExportJob> {
    const job = await findExport(this.means.database.pool('desk'), id, viewer.userId)
    if (!job) throw refuse(404, 'unknown_export', text('没有这个导出。', 'There is no such export.'))
    return job
  }
}

const wireOf = (job: ExportJob): z.infer<typeof ExportSchema> => ({
  id: job.exportId, report: job.report, unit: job.question.unit, period: job.question.period, metric: job.question.metric ?? null, version: job.version,
  state: job.state, progress: job.progress, fileName: job.fileName, number: job.number, sha256: job.sha256,
  bytes: job.bytes === null ? null : Number(job.bytes), rows: job.rowCount === null ? null : Number(job.rowCount),
  failure: job.failure, createdAt: job.createdAt, finishedAt: job.finishedAt,
})
