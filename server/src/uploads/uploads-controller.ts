import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Controller, Get, HttpCode, Inject, Param, Put, Query, Req, Res } from '@nestjs/common'
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import { fileSources } from '@mingshu/etl'
import { text, type Text } from '@mingshu/metrics'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { By, Policy } from '../access/policy.js'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { openFiles, type Files } from '../exports/files.js'
import { fileOf, fileTypes } from '../http/body.js'
import { languageOf } from '../http/language.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Queue } from '../jobs/queue.js'
import { Means } from '../means.js'
import { sendWorkbook, workbookType } from '../http/workbook.js'
import { markedCopy } from './marked.js'
import { keptDays } from './sweep.js'
import { addUpload, findUpload, mostOpen } from './uploads.js'

const UploadQuery = query({
  source: z.enum(fileSources.map((s) => s.id)).meta({ description: 'What the file reports on.' }),
  mode: z.enum(['all', 'good']).optional().meta({ description: 'all: every row or none; good (default): the good ones, the others are told.' }),
  name: z.string().min(1).max(200).optional().meta({ description: 'Name the file has where it comes from; its month is read from it when the file does not say.' }),
})
const UploadSchema = z.object({
  id: z.uuid(), source: z.string(), fileName: z.string(), mode: z.enum(['all', 'good']), state: z.enum(['queued', 'running', 'done', 'refused', 'failed']),
  loadId: z.string().nullable(), runId: z.uuid().nullable().meta({ description: 'The run that counts it.' }),
  outcome: z.record(z.string(), z.unknown()).nullable().meta({ description: 'Counts of rows, and problems with row, column, masked value and a sentence.' }), createdAt: z.string(),
}).meta({ id: 'Upload' })

/** Files of clerks. */
@ApiTags('uploads')
@Controller('api/uploads')
export class UploadsController {
  private readonly files: Files

  constructor(@Inject(Means) private readonly means: Means, @Inject(Queue) private readonly queue: Queue) {
    this.files = openFiles(join(means.config.dataDir, 'uploads'))
  }

  @Put()
  @HttpCode(202)
  @Policy({ roles: ['clerk', 'reviewer', 'operator'] })
  @ApiOperation({ summary: 'Sends a file: one .xlsx or .csv as the body. It is checked and loaded in the background.' })
  @ApiConsumes(...fileTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiAcceptedResponse({ standardSchema: z.object({ id: z.uuid() }) })
  async send(@By() viewer: Viewer, @Query({ schema: UploadQuery }) { source, mode = 'good', name }: z.infer<typeof UploadQuery>, @Req() request: FastifyRequest): Promise<{ id: string }> {
    // Platforms and places report for a whole city. An operator may stand for a zone alone; for nobody does a file reach beyond their units.
    if (viewer.role !== 'operator' && !viewer.roots.some((u) => u.level === 'city')) {
      throw refuse(403, 'not_your_role', text('名册和月报覆盖全市，请由市级人员上传。', 'Rosters and returns cover the whole city. Ask someone of the city to send it.'))
    }
    const uploadId = randomUUID()
    const type = /\.csv$/i.test(name ?? '') || /csv/.test(request.headers['content-type'] ?? '') ? 'csv' : 'xlsx'
    const fileName = (name ?? `${source}.${type}`).replace(/[\p{Cc}/\\]/gu, '_')
    const stored = `${uploadId}.${type}`
    const { path, sha256, bytes } = await this.files.write(stored, fileOf(request))
    const sent = this.means.database.pool('desk').transaction(async (trx) => {
      if (!(await addUpload(trx, { uploadId, userId: viewer.userId, source, fileName, filePath: path, sha256, mode }))) {
        throw refuse(429, 'too_many_uploads', text(`您有 ${mostOpen} 份文件还没有检查完，请稍候再传。`, `You have ${mostOpen} files that are still being checked. Wait for one of them.`), 10)
      }
      await this.queue.put(trx, 'upload', uploadId)
      await record(trx, { actor: viewer.login, action: 'file_sent', detail: { uploadId, source, mode, bytes, sha256 } })
    })
    await sent.catch(async (error: unknown) => {
      await this.files.remove(stored)
      throw error
    })
    return { id: uploadId }
  }

  @Get(':id')
  @Policy({ roles: ['clerk', 'reviewer', 'operator'] })
  @ApiOperation({ summary: 'What became of a file.' })
  @ApiOkResponse({ standardSchema: UploadSchema })
  async one(@By() viewer: Viewer, @Param('id', { schema: z.uuid() }) id: string, @Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof UploadSchema>> {
    const upload = await findUpload(this.means.database.pool('desk'), id, viewer.userId)
    if (!upload) throw refuse(404, 'unknown_upload', text('没有这个上传。', 'There is no such upload.'))
    const { uploadId, source, fileName, mode, state, loadId, runId, outcome, createdAt } = upload
    return { id: uploadId, source, fileName, mode, state, loadId, runId, outcome, createdAt }
  }

  @Get(':id/file')
  @Policy({ roles: ['clerk', 'reviewer', 'operator'] })
  @ApiOperation({ summary: 'The same file with its bad cells marked, for whoever sent it; for seven days, when there are any.' })
  @ApiProduces(workbookType)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@By() viewer: Viewer, @Param('id', { schema: z.uuid() }) id: string, @Query({ schema: query({}) }) _: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const upload = await findUpload(this.means.database.pool('desk'), id, viewer.userId)
    if (!upload) throw refuse(404, 'unknown_upload', text('没有这个上传。', 'There is no such upload.'))
    if (upload.state === 'queued' || upload.state === 'running') throw refuse(409, 'not_ready', text('文件还在检查，请稍候。', 'The file is still being checked.'))
    if (!existsSync(upload.filePath)) {
      throw refuse(404, 'gone', text(`原文件已删除：没有可标红的单元格时读完即删，有的保留 ${keptDays} 天。请使用您手中的文件。`, `The file was deleted: at once when there was no cell to mark, else after ${keptDays} days. Use your own copy.`))
    }
    const path = await markedCopy(upload, this.files, languageOf(request)).catch((error: unknown) => {
      throw error instanceof Error && 'text' in error ? refuse(422, 'unreadable', error.text as Text) : error
    })
    const name = `${upload.fileName.replace(/\.\w+$/, '')}_${text('问题', 'problems')[languageOf(request)]}.xlsx`
    await this.means.database.pool('desk').transaction((trx) => record(trx, { actor: viewer.login, action: 'marked_fetched', detail: { uploadId: id, source: upload.source, sha256: upload.sha256 } }))
    await sendWorkbook(reply, path, name)
  }
}
