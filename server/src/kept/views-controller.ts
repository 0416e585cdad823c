import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common'
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { text } from '@mingshu/metrics'
import { z } from 'zod'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { KeptPath } from './path.js'
import { forgetView, keepView, listViews, mostViews, shareView } from './views.js'

const View = z.object({ id: z.uuid(), name: z.string(), path: z.string(), shared: z.boolean(), mine: z.boolean(), owner: z.string() }).meta({ id: 'SavedView' })
const Name = z.string().trim().min(1).max(60).refine((name) => !/\p{Cc}/u.test(name), { params: { text: text('名称里有控制字符，请去掉。', 'The name holds control characters.') } })
const NewView = z.strictObject({ name: Name, path: KeptPath, shared: z.boolean().optional() }).meta({ id: 'NewView' })

/** Pages with filters that people keep under a name, and share. */
@ApiTags('people')
@Controller('api/views')
export class ViewsController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units) {}

  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'The viewer\'s own views, and the shared ones about units they may see.' })
  @ApiOkResponse({ standardSchema: z.object({ views: z.array(View) }) })
  async list(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown): Promise<{ views: z.infer<typeof View>[] }> {
    const [views, tree] = [await listViews(this.means.database.pool('desk'), viewer.userId), await this.units.get()]
    const mayKnow = (code: string | null): boolean => {
      const unit = code === null ? undefined : tree.find(code)
      return code === null || (unit !== undefined && viewer.roots.some((root) => tree.isBelow(unit, root)))
    }
    return {
      views: views.filter((v) => v.userId === viewer.userId || mayKnow(v.unitCode))
        .map(({ viewId, userId, name, path, isShared, owner }) => ({ id: viewId, name, path, shared: isShared, mine: userId === viewer.userId, owner })),
    }
  }

  @Post()
  @HttpCode(201)
  @Policy(everybody)
  @ApiOperation({ summary: 'Keeps a page with its filters under a name; a view of that name is replaced.' })
  @ApiCreatedResponse({ standardSchema: z.object({ id: z.uuid() }) })
  async keep(@By() viewer: Viewer, @Body({ schema: NewView }) { name, path, shared = false }: z.infer<typeof NewView>): Promise<{ id: string }> {
    const id = await this.means.database.pool('desk').transaction((trx) => keepView(trx, viewer.userId, { name, path, isShared: shared }))
    if (id === undefined) throw refuse(422, 'too_many_views', text(`最多保存 ${mostViews} 个视图，请先删去不用的。`, `At most ${mostViews} views are kept. Remove some first.`))
    return { id }
  }

  @Put(':id')
  @HttpCode(204)
  @Policy(everybody)
  @ApiOperation({ summary: 'Shares a view of one\'s own, or no longer.' })
  @ApiNoContentResponse()
  async share(@By() viewer: Viewer, @Param('id', { schema: z.uuid() }) id: string, @Body({ schema: z.strictObject({ shared: z.boolean() }).meta({ id: 'Sharing' }) }) { shared }: { shared: boolean }): Promise<void> {
    await this.own(id, (trx) => shareView(trx, id, viewer.userId, shared))
  }

  @Delete(':id')
  @HttpCode(204)
  @Policy(everybody)
  @ApiOperation({ summary: 'Forgets a view of one\'s own.' })
  @ApiNoContentResponse()
  async forget(@By() viewer: Viewer, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    await this.own(id, (trx) => forgetView(trx, id, viewer.userId))
  }

  // A view of somebody else is read-only: to change it there is none.
  private async own(id: string, change: (trx: Parameters<typeof forgetView>[0]) => Promise<boolean>): Promise<void> {
    const done = await this.means.database.pool('desk').transaction(change)
    if (!done) throw refuse(404, 'unknown_view', text(`您没有编号为 ${id} 的视图。别人共享的视图只能打开，不能改。`, `You have no view ${id}. Views that others share can be opened, not changed.`))
  }
}
