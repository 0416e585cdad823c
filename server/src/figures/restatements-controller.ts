import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { getUnit } from '../access/narrow.js'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { Day } from '../http/day.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { versionParameter } from './figures-controller.js'
import { restated } from './restated.js'
import { Versions } from './versions.js'

const RestatementsQuery = query({
  unit: z.string().max(20), v: versionParameter,
  since: Day.optional().meta({ description: 'Published on this day or later. Default: in the last ninety days.' }),
})
const Restatements = z.object({
  restatements: z.array(z.object({ unit: z.string(), period: z.string(), metric: z.string(), was: z.string().nullable(), is: z.string().nullable(), version: z.int(), publishedAt: z.string() })),
  more: z.boolean().meta({ description: 'There are older ones than the five hundred listed.' }),
}).meta({ id: 'Restatements' })

const most = 500

/** What changed in months that were over. */
@ApiTags('figures')
@Controller('api/restatements')
export class RestatementsController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units, @Inject(Versions) private readonly versions: Versions) {}

  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'Figures of closed months that changed after they were published: what they were and are, newest first.' })
  @ApiOkResponse({ standardSchema: Restatements })
  async list(@By() viewer: Viewer, @Query({ schema: RestatementsQuery }) { unit, v, since }: z.infer<typeof RestatementsQuery>): Promise<z.infer<typeof Restatements>> {
    const tree = await this.units.get()
    const of = getUnit(unit, viewer, tree)
    const at = await this.versions.get(v)
    const from = since ?? new Date(Date.parse(at.publishedAt) - 90 * 86_400_000).toISOString().slice(0, 10)
    const rows = await restated(this.means.database, viewer, tree, at, { of, since: from, limit: most + 1 })
    return { restatements: rows.slice(0, most), more: rows.length > most }
  }
}
