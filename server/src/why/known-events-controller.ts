import { randomUUID } from 'node:crypto'
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { text } from '@mingshu/metrics'
import { z } from 'zod'
import { getUnit } from '../access/narrow.js'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { Day } from '../http/day.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { enterEvent, eventKinds, eventsOf, withdrawEvent } from './known-events.js'

const Kind = z.enum(eventKinds)
const EventsQuery = query({ unit: z.string().max(20), from: Day, to: Day })
const KnownEvents = z.object({
  events: z.array(z.object({
    id: z.uuid(), unit: z.string(), kind: Kind, from: z.string(), to: z.string().meta({ description: 'Last day.' }), zh: z.string(), en: z.string(), enteredBy: z.string(), enteredAt: z.string(),
  })),
}).meta({ id: 'KnownEvents' })
const NewEvent = z.strictObject({
  unit: z.string().max(20), kind: Kind, from: Day, to: Day.meta({ description: 'Last day.' }),
  zh: z.string().trim().min(1).max(120), en: z.string().trim().min(1).max(200).optional().meta({ description: 'Default: as in Chinese.' }),
}).meta({ id: 'NewEvent' })
const longest = 1096

/** Events that explain figures: typhoons, renovations, holidays. */
@ApiTags('figures')
@Controller('api/known-events')
export class KnownEventsController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units) {}

  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'The events of some days that concern a unit, newest first, and who entered them.' })
  @ApiOkResponse({ standardSchema: KnownEvents })
  async list(@By() viewer: Viewer, @Query({ schema: EventsQuery }) { unit, from, to }: z.infer<typeof EventsQuery>): Promise<z.infer<typeof KnownEvents>> {
    return { events: [...await eventsOf(this.means.database, viewer, getUnit(unit, viewer, await this.units.get()), from, to)] }
  }

  @Post()
  @HttpCode(201)
  @Policy({ roles: ['clerk', 'reviewer', 'operator'] })
  @ApiOperation({ summary: 'Enters an event of a unit. It is shown on charts and in explanations of the unit and all below.' })
  @ApiCreatedResponse({ standardSchema: z.object({ id: z.uuid() }) })
  async enter(@By() viewer: Viewer, @Body({ schema: NewEvent }) { unit, from, to, zh, en, kind }: z.infer<typeof NewEvent>): Promise<{ id: string }> {
    const of = getUnit(unit, viewer, await this.units.get())
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
    if (days < 0) throw refuse(400, 'bad_parameter', text('事件的最后一天早于第一天，请对调。', 'The event ends before it begins. Turn the days around.'))
    if (days > longest) throw refuse(400, 'bad_parameter', text('事件最长三年。更长的请分段填写。', 'An event lasts three years at most. Enter longer ones in parts.'))
    const id = randomUUID()
    await enterEvent(this.means.database, viewer, of, { id, kind, from, to, zh, en: en ?? zh })
    return { id }
  }

  @Delete(':id')
  @HttpCode(204)
  @Policy({ roles: ['clerk', 'reviewer', 'operator'] })
  @ApiOperation({ summary: 'Takes an event back. It stays in the audit.' })
  @ApiNoContentResponse()
  async withdraw(@By() viewer: Viewer, @Param('id', { schema: z.uuid() }) id: string, @Query({ schema: query({}) }) _: unknown): Promise<void> {
    if (!(await withdrawEvent(this.means.database, viewer, id))) throw refuse(404, 'unknown_event', text('没有这个事件，或已撤回。', 'There is no such event, or it was taken back.'))
  }
}
