import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { text } from '@mingshu/metrics'
import { z } from 'zod'
import { getUnit } from '../access/narrow.js'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { treeDay, Versions } from '../figures/versions.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { findOutlines } from './maps.js'

const AreaOutlines = z.object({
  approval: z.string().meta({ description: '审图号: has to be printed wherever the outlines are drawn.' }),
  outlines: z.array(z.object({
    unit: z.string(),
    outline: z.array(z.array(z.array(z.array(z.number())))).meta({ description: 'Coordinates of a GeoJSON MultiPolygon: polygons of rings of [longitude, latitude].' }),
  })),
}).meta({ id: 'AreaOutlines' })

/** Approved maps. They are added by the command map; none comes with the product. */
@ApiTags('figures')
@Controller('api/maps')
export class MapsController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units, @Inject(Versions) private readonly versions: Versions) {}

  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'The outlines of the units directly below one, of an approved map; me.maps names the units that have them.' })
  @ApiOkResponse({ standardSchema: AreaOutlines })
  async outlines(@By() viewer: Viewer, @Query({ schema: query({ unit: z.string().max(20) }) }) { unit: code }: { unit: string }): Promise<Awaited<ReturnType<typeof findOutlines>>> {
    const tree = await this.units.get()
    const unit = getUnit(code, viewer, tree)
    const found = await findOutlines(this.means.database.pool('desk'), tree.childrenOf(unit, treeDay(await this.versions.current())))
    if (!found) throw refuse(404, 'no_map', text(`没有导入${unit.name.zh}下级单位的地图。运维可用 mingshu map add 导入带审图号的 GeoJSON。`, `No map of the units below ${unit.name.en} was added. An operator adds an approved GeoJSON by mingshu map add.`))
    return found
  }
}
