import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { isPublic, subjects, text } from '@mingshu/metrics'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { everybody, everybodyAndScreens, Policy } from '../access/policy.js'
import { pack, sendPacked, type Packed } from '../http/packed.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { Catalogue, catalogueOf, entryOf, MetricEntry } from './catalogue.js'

const Versions = z.array(z.object({ version: z.int(), definition: z.string(), publishedAt: z.string() }))
const Definition = MetricEntry.extend({ versions: Versions.meta({ description: 'Hashes of its definition, and the version of the data each was first used for.' }) }).meta({ id: 'Definition' })

/** What the figures mean. */
@ApiTags('figures')
@Controller('api/metrics')
export class MetricsController {
  private catalogue: Promise<Packed> | undefined

  constructor(@Inject(Means) private readonly means: Means) {}

  @Get()
  @Policy(everybodyAndScreens)
  @ApiOperation({ summary: 'The catalogue: every metric, its meaning and how it may be asked.' })
  @ApiOkResponse({ standardSchema: Catalogue })
  async list(@Query({ schema: query({}) }) _: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.catalogue ??= pack(JSON.stringify(catalogueOf()), 9)
    sendPacked(request, reply, await this.catalogue)
  }

  @Get(':code')
  @Policy(everybody)
  @ApiOperation({ summary: 'One definition, and since when it has been as it is.' })
  @ApiOkResponse({ standardSchema: Definition })
  async one(@Param('code', { schema: z.string().max(80) }) code: string, @Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof Definition>> {
    const found = subjects.flatMap((s) => [...s.measures, ...s.ratios].filter((m) => m.code === code && isPublic(m)).map((m) => entryOf(m, s)))[0]
    if (!found) throw refuse(404, 'unknown_metric', text(`没有指标“${code}”。指标目录见 /api/metrics。`, `There is no metric “${code}”. The catalogue is at /api/metrics.`))
    const { rows } = await this.means.database.pool('api').raw<{ rows: z.infer<typeof Versions> }>(
      `select distinct on (definition) version, definition, published_at as "publishedAt"
       from (select version, definitions->>:code as definition, published_at from data_version) d where definition is not null order by definition, version`, { code })
    return { ...found, versions: rows.sort((a, b) => a.version - b.version) }
  }
}
