import { readFile } from 'node:fs/promises'
import { Controller, HttpCode, Inject, Post, Query, Req } from '@nestjs/common'
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { text } from '@mingshu/metrics'
import { readWorkbook, verifyWorkbook } from '@mingshu/reports'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { fileOf, fileTypes } from '../http/body.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { findByNumber } from './export-jobs.js'

const Verified = z.object({
  number: z.string().meta({ description: '导出号' }), version: z.int(), same: z.boolean(),
  exportedAt: z.string(), changes: z.array(z.object({ sheet: z.string(), cell: z.string(), was: z.string(), is: z.string() })),
  more: z.boolean().meta({ description: 'More cells were changed than the thousand listed.' }),
}).meta({ id: 'Verified' })

const mostChanges = 1000

/** Whether a file is still what was exported. */
@ApiTags('reports')
@Controller('api/verify')
export class VerifyController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units) {}

  @Post()
  @HttpCode(200)
  @Policy(everybody)
  @ApiOperation({ summary: 'Compares a workbook with what was exported under its number, cell by cell.' })
  @ApiConsumes(...fileTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: Verified })
  async verify(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown, @Req() request: FastifyRequest): Promise<z.infer<typeof Verified>> {
    const read = readWorkbook(await bytesOf(fileOf(request)))
    if ('refused' in read) throw refuse(422, 'not_ours', read.refused)
    const unknown = refuse(404, 'unknown_export', text(`没有您可查看的、导出号为 ${read.exportNo} 的导出。`, `There is no export with the number ${read.exportNo} that you may see.`))
    const tree = await this.units.get()
    const desk = this.means.database.pool('desk')
    const job = (await findByNumber(desk, read.exportNo)).find(({ question, userId }) => {
      const unit = tree.find(question.unit)
      return unit && viewer.roots.some((root) => tree.isBelow(unit, root)) && (userId === viewer.userId || viewer.scope.exact || !question.exact)
    })
    if (!job?.filePath) throw unknown
    const original = await readFile(job.filePath).catch(() => undefined)
    if (!original) throw refuse(404, 'gone', text('导出的原件已不在，无法核对。请重新导出后比较。', 'The original is gone, so nothing can be compared. Export it again.'))
    const verdict = verifyWorkbook(read, original)
    await desk.transaction((trx) => record(trx, { actor: viewer.login, action: 'file_verified', detail: { number: verdict.exportNo, changes: verdict.changes.length } }))
    return {
      number: verdict.exportNo, version: verdict.version, same: verdict.changes.length === 0, exportedAt: job.createdAt,
      changes: verdict.changes.slice(0, mostChanges).map((c) => ({ ...c })), more: verdict.changes.length > mostChanges,
    }
  }
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}
