import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { scoped } from '@mingshu/db'
import { parsePeriod, placeChangeSql, placesOf, text, type PlaceChange, type Question } from '@mingshu/metrics'
import { z } from 'zod'
import { narrow } from '../access/narrow.js'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { Asker, runner } from '../figures/asker.js'
import { getMetric } from '../figures/behind.js'
import { versionParameter } from '../figures/figures-controller.js'
import { Versions } from '../figures/versions.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { TextSchema } from '../http/texts.js'
import { Means } from '../means.js'

const PlacesQuery = query({ metric: z.string().max(80), unit: z.string().max(20), period: z.string().max(40), compare: z.enum(['prev', 'yoy']), v: versionParameter })
const moved = { was: z.string(), is: z.string(), change: z.string() }
const Kind = z.enum(['same', 'paused', 'opened', 'closed', 'unnamed'])
const PlaceChanges = z.object({
  name: TextSchema.meta({ description: 'What the places are.' }),
  was: z.string(), is: z.string().meta({ description: 'The figure itself.' }),
  silent: z.int().meta({ description: 'Places that were not shut and counted nothing, though they did before.' }),
  kinds: z.array(z.object({ kind: Kind, places: z.int(), ...moved })).meta({ description: 'Places open in both periods, those shut since, closed, opened, and facts that name none. They add up to the change.' }),
  places: z.array(z.object({ kind: Kind, place: z.string(), name: z.string().nullable(), unit: z.string().nullable(), since: z.string().nullable(), ...moved })).meta({ description: 'Of each kind those that moved most.' }),
}).meta({ id: 'PlaceChanges' })

/** A change told apart over the places it happened at. */
@ApiTags('figures')
@Controller('api/places')
export class PlacesController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units, @Inject(Versions) private readonly versions: Versions, @Inject(Asker) private readonly asker: Asker) {}

  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'Which part of a change comes from places open in both periods, and which from those shut, closed or opened.' })
  @ApiOkResponse({ standardSchema: PlaceChanges })
  async split(@By() viewer: Viewer, @Query({ schema: PlacesQuery }) { metric: code, unit, period, compare, v }: z.infer<typeof PlacesQuery>): Promise<z.infer<typeof PlaceChanges>> {
    const metric = getMetric(code)
    const at = await this.versions.get(v)
    const question: Question = { metrics: [code], unit, period: parsePeriod(period).code, compare: [compare] }
    const narrowed = narrow(question, viewer, await this.units.get(), at)
    const sql = placeChangeSql(narrowed)
    const rows = await scoped(this.means.database.pool('trace'), viewer.scope, (trx) => runner(trx)<PlaceChange>(sql))
    const { total: { cells: { [code]: cell } } } = await this.asker.ask(question, viewer, at)
    const [first] = rows
    // Facts have no past: what they say now is told only where it is what was published.
    const isSame = (figure: string | null | undefined, counted: string): boolean => Number(figure ?? 0) === Number(counted)
    if (first && !(isSame(cell?.value, first.all_is) && isSame(compare === 'prev' ? cell?.prev_value : cell?.yoy_value, first.all_was))) {
      throw refuse(409, 'not_current', text('明细与这一版数字不一致：已有更新的数据到达或发布。请切换到最新数据，或等下一次汇总后再看。', 'The rows behind this version have changed since. Show the newest version, or look again after the next run.'))
    }
    return {
      name: placesOf(metric)?.name ?? text('', ''), was: first?.all_was ?? '0', is: first?.all_is ?? '0', silent: Number(first?.silent ?? 0),
      kinds: rows.filter((r, i) => rows.findIndex((o) => o.kind === r.kind) === i).map((r) => ({ kind: r.kind, places: Number(r.kind_count), was: r.kind_was, is: r.kind_is, change: r.kind_change })),
      places: rows.map(({ kind, place, name_zh: name, unit: at, since, was, is, change }) => ({ kind, place, name, unit: at, since, was, is, change })),
    }
  }
}
