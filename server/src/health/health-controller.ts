import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { Policy } from '../access/policy.js'
import { Versions } from '../figures/versions.js'
import { query } from '../http/schema-pipe.js'

const Health = z.object({
  status: z.enum(['ok', 'empty']).meta({ description: 'empty: nothing was published yet' }),
  dataVersion: z.int().nullable(),
  dataAsOf: z.string().nullable(),
}).meta({ id: 'Health' })

/** Whether the server serves, and how old its figures are: all that is told to anybody. */
@ApiTags('operation')
@Controller('api/health')
export class HealthController {
  constructor(@Inject(Versions) private readonly versions: Versions) {}

  @Get()
  @Policy({ isPublic: true })
  @ApiOperation({ summary: 'State of the server and of its figures.' })
  @ApiOkResponse({ standardSchema: Health })
  async health(@Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof Health>> {
    const now = await this.versions.current()
    return { status: now ? 'ok' : 'empty', dataVersion: now?.version ?? null, dataAsOf: now?.dataAsOf ?? null }
  }
}
