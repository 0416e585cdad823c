import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common'
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { text } from '@mingshu/metrics'
import type {} from '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { getUnit } from '../access/narrow.js'
import { By, cookieName, Policy, type SignedRequest } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { isSecure, Means } from '../means.js'
import { screenLink, screenPages } from './pages.js'
import { screenCookie } from './screen-cookie.js'
import { addScreen, listScreens, renewScreen, revokeScreen, type Screen } from './screens.js'

const WantedScreen = z.strictObject({
  place: z.string().trim().min(1).max(60).meta({ description: 'Where it hangs, in words.' }),
  shows: z.array(z.enum(screenPages)).min(1).max(screenPages.length).meta({ description: 'The pages it turns, in their order.' }),
  units: z.array(z.string().max(20)).min(1).max(10).meta({ description: 'Whose figures it shows: these units and all below.' }),
}).meta({ id: 'WantedScreen' })

const Nothing = z.strictObject({}).meta({ id: 'Nothing' })

const ScreenSchema = z.object({
  id: z.uuid(), place: z.string(), shows: z.array(z.string()), units: z.array(z.string()), madeBy: z.string(), madeAt: z.string(),
  state: z.enum(['waiting', 'open', 'expired', 'revoked']), expiresAt: z.string(),
}).meta({ id: 'Screen' })

const MadeScreen = z.object({ id: z.uuid(), link: z.string().meta({ description: 'Opens the screen once within a week. Shown only here.' }) }).meta({ id: 'MadeScreen' })

/**
 * Screens on walls. Operators make and end them, within their own units: a link that stays open for months in a hall is looked
 * after by who looks after the service. Leaders open the same pages with their own session.
 */
@ApiTags('operation')
@Controller('api/screens')
export class ScreensController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units) {}

  @Get()
  @Policy({ roles: ['operator'] })
  @ApiOperation({ summary: 'The screens of the viewer\'s units, the newest first.' })
  @ApiOkResponse({ standardSchema: z.object({ screens: z.array(ScreenSchema) }) })
  async list(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown): Promise<{ screens: Screen[] }> {
    return { screens: await this.ownScreens(viewer) }
  }

  @Post()
  @HttpCode(201)
  @Policy({ roles: ['operator'] })
  @ApiOperation({ summary: 'Makes a screen. Its link opens it once and then keeps a token that only reads figures.' })
  @ApiCreatedResponse({ standardSchema: MadeScreen })
  async make(@By() viewer: Viewer, @Body({ schema: WantedScreen }) { place, shows, units }: z.infer<typeof WantedScreen>): Promise<z.infer<typeof MadeScreen>> {
    const tree = await this.units.get()
    const unitCodes = units.map((code) => getUnit(code, viewer, tree).code)
    return this.means.database.pool('desk').transaction(async (trx) => {
      const { id, secret } = await addScreen(trx, { place, shows, unitCodes, madeBy: viewer.login })
      await record(trx, { actor: viewer.login, action: 'screen_made', detail: { screenId: id, place, shows, unitCodes } })
      return { id, link: screenLink(this.means.url(), shows, secret) }
    })
  }

  @Delete(':id')
  @HttpCode(204)
  @Policy({ roles: ['operator'] })
  @ApiOperation({ summary: 'Ends a screen. It goes dark at once.' })
  @ApiNoContentResponse()
  async revoke(@By() viewer: Viewer, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    const screen = (await this.ownScreens(viewer)).find((s) => s.id === id)
    if (!screen) throw refuse(404, 'unknown_screen', text('没有这块大屏。', 'There is no such screen.'))
    await this.means.database.pool('desk').transaction(async (trx) => {
      if (await revokeScreen(trx, id)) await record(trx, { actor: viewer.login, action: 'screen_revoked', detail: { screenId: id } })
    })
  }

  @Post('renewal')
  @HttpCode(204)
  @Policy({ roles: ['screen'] })
  @ApiOperation({ summary: 'Asked by a screen itself, every hour: its token then ends thirty days from now.' })
  @ApiNoContentResponse()
  async renew(@Body({ schema: Nothing }) _: unknown, @Req() request: SignedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const { credential } = request
    const secure = isSecure(this.means.config)
    const secret = request.cookies[cookieName(secure)]
    if (!credential || secret === undefined || !(await renewScreen(this.means.database.pool('desk'), credential.hash))) throw refuse(401, 'not_signed_in', text('这块大屏已停用。', 'This screen has ended.'))
    reply.setCookie(cookieName(secure), secret, screenCookie(secure))
  }

  private async ownScreens(viewer: Viewer): Promise<Screen[]> {
    const tree = await this.units.get()
    const isOwn = (code: string): boolean => {
      const unit = tree.find(code)
      return unit !== undefined && viewer.roots.some((root) => tree.isBelow(unit, root))
    }
    return (await listScreens(this.means.database.pool('desk'))).filter((s) => s.units.every(isOwn))
  }
}
