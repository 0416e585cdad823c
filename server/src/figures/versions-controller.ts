import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { isDay, text } from '@mingshu/metrics'
import { z } from 'zod'
import { everybody, Policy } from '../access/policy.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'

const AsOf = query({
  asof: z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/).refine((at) => !Number.isNaN(Date.parse(at)) && isDay(at.slice(0, 10)))
    .meta({ description: 'A day, or a minute of Asia/Shanghai: 2025-11-01T06:00. A day means its end.' }),
})
const Found = z.object({ version: z.int(), businessOn: z.string(), dataAsOf: z.string(), publishedAt: z.string() }).meta({ id: 'Version' })

/** Published versions by the clock. */
@ApiTags('figures')
@Controller('api/versions')
export class VersionsController {
  constructor(@Inject(Means) private readonly means: Means) {}

  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'The newest version that had been published by an instant.' })
  @ApiOkResponse({ standardSchema: Found })
  async at(@Query({ schema: AsOf }) { asof }: z.infer<typeof AsOf>): Promise<z.infer<typeof Found>> {
    const instant = asof.includes('T') ? `${asof}+08:00` : `${asof}T23:59:59.999+08:00`
    const { rows: [found] } = await this.means.database.pool('api').raw<{ rows: z.infer<typeof Found>[] }>(
      `select version, business_on as "businessOn", data_as_of as "dataAsOf", published_at as "publishedAt" from data_version
       where published_at <= :instant::timestamptz and version <= (select version from published) order by version desc limit 1`, { instant })
    if (!found) throw refuse(404, 'unknown_version', text(`${asof} 以前还没有发布过数据。`, `Nothing had been published by ${asof}.`))
    return found
  }
}
