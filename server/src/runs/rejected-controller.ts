import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import { systemName, text } from '@mingshu/metrics'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { By, Policy, type RoutePolicy } from '../access/policy.js'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { Versions } from '../figures/versions.js'
import { languageOf } from '../http/language.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { cursorOf, cursorPattern, listRejectedLoads, listRejectedRows, RejectedLoad, RejectedRow } from './rejected.js'
import { rejectedCsv } from './rejected-csv.js'

const which = {
  source: z.string().max(40).optional().meta({ description: 'Rows of this source only.' }),
  load: z.string().regex(/^\d{1,18}$/).optional().meta({ description: 'Rows of this load only.' }),
}
const Rows = query({ ...which, limit: z.coerce.number().int().min(1).max(1000).optional().meta({ description: 'Default 100.' }), cursor: z.string().regex(cursorPattern).optional() })
const File = query(which)
const people: RoutePolicy = { roles: ['operator', 'reviewer', 'clerk'] }

/** A file is whole or it is none: more rows than these are taken load by load. */
const most = 100_000

/** What was refused when sources were read, and why. */
@ApiTags('operation')
@Controller('api/rejected')
export class RejectedController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Versions) private readonly versions: Versions) {}

  @Get()
  @Policy(people)
  @ApiOperation({ summary: 'The loads that refused rows of the viewer\'s counties, newest first.' })
  @ApiOkResponse({ standardSchema: z.object({ loads: z.array(RejectedLoad) }) })
  async loads(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown): Promise<{ loads: RejectedLoad[] }> {
    const loads = await listRejectedLoads(this.means.database, viewer)
    return { loads: loads.map((l) => ({ ...l, name: systemName(l.source) })) }
  }

  @Get('rows')
  @Policy(people)
  @ApiOperation({ summary: 'Refused rows with the sentence that says why; personal values are masked.' })
  @ApiOkResponse({ standardSchema: z.object({ rows: z.array(RejectedRow), cursor: z.string().nullable() }) })
  async rows(@By() viewer: Viewer, @Query({ schema: Rows }) { source, load, limit = 100, cursor }: z.infer<typeof Rows>): Promise<{ rows: RejectedRow[]; cursor: string | null }> {
    // One more than asked tells whether there are more.
    const found = await listRejectedRows(this.means.database, viewer, { source, load }, { limit: limit + 1, cursor })
    const rows = found.slice(0, limit)
    const last = found.length > limit ? rows.at(-1) : undefined
    return { rows, cursor: last ? cursorOf(last) : null }
  }

  @Get('file')
  @Policy(people)
  @ApiOperation({ summary: 'The same rows as a file for a spreadsheet.' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async file(@By() viewer: Viewer, @Query({ schema: File }) { source, load }: z.infer<typeof File>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const language = languageOf(request)
    const [loads, rows, now] = await Promise.all([listRejectedLoads(this.means.database, viewer), listRejectedRows(this.means.database, viewer, { source, load }, { limit: most }), this.versions.current()])
    const isDemo = now?.isDemo ?? false
    const csv = rejectedCsv(loads, rows, { language, isDemo })
    await this.means.database.pool('desk').transaction((trx) => record(trx, { actor: viewer.login, action: 'rejected_saved', detail: { source: source ?? null, load: load ?? null, rows: rows.length } }))
    const name = `${isDemo ? text('演示_', 'demo_')[language] : ''}${text('拒收行', 'rejected-rows')[language]}${source === undefined ? '' : `_${systemName(source)[language]}`}${rows.length === most ? text(`_仅前${most}行`, `_first-${most}-rows`)[language] : ''}.csv`
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="rejected.csv"; filename*=UTF-8''${encodeURIComponent(name)}`)
      .header('cache-control', 'private, no-store')
      .send(csv)
  }
}
