import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import { fileSources } from '@mingshu/etl'
import { addMonths, monthOf, text } from '@mingshu/metrics'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { sendBytes, workbookType } from '../http/workbook.js'
import { yesterday } from '../runs/loads.js'
import { sampleBook } from './sample-book.js'

/** Empty forms for the files clerks send. */
@ApiTags('uploads')
@Controller('api/samples')
export class SamplesController {
  constructor(@Inject(Units) private readonly units: Units) {}

  @Get(':source')
  @Policy(everybody)
  @ApiOperation({ summary: 'The sample of a kind of file: its columns with lists to choose from, three examples, and how to fill it in.' })
  @ApiProduces(workbookType)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async sample(@By() viewer: Viewer, @Param('source', { schema: z.string().max(60) }) id: string, @Query({ schema: query({}) }) _: unknown, @Res() reply: FastifyReply): Promise<void> {
    const source = fileSources.find((s) => s.id === id)
    if (!source) throw refuse(404, 'unknown_source', text(`没有叫“${id}”的文件来源。有：${fileSources.map((s) => s.id).join('、')}。`, `There is no kind of file “${id}”. There are ${fileSources.map((s) => s.id).join(', ')}.`))
    const tree = await this.units.get()
    const on = yesterday(new Date())
    const month = addMonths(monthOf(on), -1).slice(0, 7)
    const towns = viewer.roots.flatMap((root) => tree.below(root, on)).filter((u) => u.level === 'town')
    const book = await sampleBook(source, { month, units: (towns.length > 0 ? towns : viewer.roots).slice(0, 3) })
    sendBytes(reply, book, `${source.paper.zh}_${month}_样表.xlsx`)
  }
}
