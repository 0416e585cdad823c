import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { By, everybodyAndScreens, Policy } from '../access/policy.js'
import type { Viewer } from '../access/viewer.js'
import { Versions } from '../figures/versions.js'
import { query } from '../http/schema-pipe.js'
import { Freshness } from '../runs/freshness.js'
import { Me, meOf } from './me.js'

/** Who am I, and what may I see. */
@ApiTags('people')
@Controller('api/me')
export class MeController {
  constructor(@Inject(Versions) private readonly versions: Versions, @Inject(Freshness) private readonly freshness: Freshness) {}

  @Get()
  @Policy(everybodyAndScreens)
  @ApiOperation({ summary: 'Who is signed in, what they may see, and how fresh it is.' })
  @ApiOkResponse({ standardSchema: Me })
  async me(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof Me>> {
    return meOf(viewer, ...(await Promise.all([this.versions.current(), this.freshness.get()])))
  }
}
