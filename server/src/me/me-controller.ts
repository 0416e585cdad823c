import { Body, Controller, Get, HttpCode, Inject, Put, Query } from '@nestjs/common'
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { By, everybody, everybodyAndScreens, Policy } from '../access/policy.js'
import { Holders } from '../access/holders.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { treeDay, Versions } from '../figures/versions.js'
import { query } from '../http/schema-pipe.js'
import { KeptPath } from '../kept/path.js'
import { Means } from '../means.js'
import { changeHome } from '../people/accounts.js'
import { grantersOf, Granters } from './granters.js'
import { Freshness } from '../runs/freshness.js'
import { mappedUnits } from '../maps/maps.js'
import { Me, meOf } from './me.js'

const Home = z.strictObject({ path: KeptPath.nullable() }).meta({ id: 'Home' })

/** Who am I, and what may I see. */
@ApiTags('people')
@Controller('api/me')
export class MeController {
  constructor(
    @Inject(Means) private readonly means: Means, @Inject(Versions) private readonly versions: Versions,
    @Inject(Units) private readonly units: Units, @Inject(Holders) private readonly holders: Holders,
    @Inject(Freshness) private readonly freshness: Freshness,
  ) {}

  @Get()
  @Policy(everybodyAndScreens)
  @ApiOperation({ summary: 'Who is signed in, what they may see, and how fresh it is.' })
  @ApiOkResponse({ standardSchema: Me })
  async me(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof Me>> {
    const [now, freshness, tree] = await Promise.all([this.versions.current(), this.freshness.get(), this.units.get()])
    return meOf(viewer, now, freshness, await mappedUnits(this.means.database.pool('desk'), tree, treeDay(now)))
  }

  @Put('home')
  @HttpCode(204)
  @Policy(everybody)
  @ApiOperation({ summary: 'Remembers where the viewer\'s work begins; null: the page of the role.' })
  @ApiNoContentResponse()
  async home(@By() viewer: Viewer, @Body({ schema: Home }) { path }: z.infer<typeof Home>): Promise<void> {
    await this.means.database.pool('desk').transaction((trx) => changeHome(trx, viewer.userId, path))
    this.holders.forget(viewer.userId)
  }

  @Get('granters')
  @Policy(everybody)
  @ApiOperation({ summary: 'Who can give the viewer a wider sight: the operators of their units, and the contact of this installation.' })
  @ApiOkResponse({ standardSchema: Granters })
  async granters(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof Granters>> {
    return grantersOf(this.means.database.pool('desk'), viewer, await this.units.get(), this.means.config.contact)
  }
}
