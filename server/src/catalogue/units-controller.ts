import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { getUnit } from '../access/narrow.js'
import { plainUnit, UnitSchema } from '../access/plain-unit.js'
import { By, everybodyAndScreens, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { Answers } from '../figures/answers.js'
import { treeDay, Versions } from '../figures/versions.js'
import { Day } from '../http/day.js'
import { sendPacked } from '../http/packed.js'
import { query } from '../http/schema-pipe.js'

const UnitsQuery = query({
  root: z.string().max(20).optional().meta({ description: 'Code of the unit to begin with. Default: all the viewer may see.' }),
  level: z.enum(['city', 'county', 'town', 'village']).optional().meta({ description: 'Only units of this level.' }),
  at: Day.optional().meta({ description: 'The tree of this day. Default: of the last day that counts.' }),
})
const UnitList = z.object({ units: z.array(UnitSchema) }).meta({ id: 'Units' })

/** The tree the viewer may see. */
@ApiTags('figures')
@Controller('api/units')
export class UnitsController {
  constructor(@Inject(Units) private readonly units: Units, @Inject(Versions) private readonly versions: Versions, @Inject(Answers) private readonly answers: Answers) {}

  @Get()
  @Policy(everybodyAndScreens)
  @ApiOperation({ summary: 'The units the viewer may see, in administrative order, those above before those below.' })
  @ApiOkResponse({ standardSchema: UnitList })
  async list(@By() viewer: Viewer, @Query({ schema: UnitsQuery }) { root, level, at }: z.infer<typeof UnitsQuery>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const tree = await this.units.get()
    const now = await this.versions.current()
    const on = at ?? treeDay(now)
    const roots = root === undefined ? viewer.roots : [getUnit(root, viewer, tree)]
    const packed = await this.answers.get({ scope: viewer.scopeKey, version: now?.version ?? 0, question: ['units', root, level, on] }, async () => ({
      units: roots.flatMap((r) => tree.below(r, on)).filter((u) => level === undefined || u.level === level).map(plainUnit),
    }))
    sendPacked(request, reply, packed)
  }
}
