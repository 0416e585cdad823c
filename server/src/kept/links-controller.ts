import { createHash } from 'node:crypto'
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { text } from '@mingshu/metrics'
import { z } from 'zod'
import { everybody, Policy } from '../access/policy.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { KeptPath } from './path.js'

const NewLink = z.strictObject({ path: KeptPath }).meta({ id: 'NewLink' })

/** Short links to full addresses. They grant nothing: who opens one needs the rights of the address. */
@ApiTags('people')
@Controller('api/links')
export class LinksController {
  constructor(@Inject(Means) private readonly means: Means) {}

  @Post()
  @HttpCode(201)
  @Policy(everybody)
  @ApiOperation({ summary: 'Makes the short link of an address: /s/ and the id. The same address has the same one.' })
  @ApiCreatedResponse({ standardSchema: z.object({ id: z.string() }) })
  async shorten(@Body({ schema: NewLink }) { path }: z.infer<typeof NewLink>): Promise<{ id: string }> {
    // Sixty bits of the address; the primary key tells should two ever share them.
    const id = createHash('sha256').update(path).digest('base64url').slice(0, 10)
    const { rows: [kept] } = await this.means.database.pool('desk').raw<{ rows: { path: string }[] }>(
      `with added as (insert into short_link (link_id, path) values (:id, :path) on conflict do nothing returning path)
       select path from added union all select path from short_link where link_id = :id limit 1`, { id, path })
    if (kept?.path !== path) throw refuse(409, 'taken', text('这个短链接已被另一个地址占用，请复制完整链接。', 'Another address has this short link already. Copy the full one.'))
    return { id }
  }

  @Get(':id')
  @Policy(everybody)
  @ApiOperation({ summary: 'The address behind a short link.' })
  @ApiOkResponse({ standardSchema: z.object({ path: z.string() }) })
  async open(@Param('id', { schema: z.string().max(40) }) id: string, @Query({ schema: query({}) }) _: unknown): Promise<{ path: string }> {
    const { rows: [link] } = await this.means.database.pool('desk').raw<{ rows: { path: string }[] }>('select path from short_link where link_id = :id', { id })
    if (!link) throw refuse(404, 'unknown_link', text('没有这个短链接，请向发送人要完整地址。', 'There is no such short link. Ask its sender for the full address.'))
    return { path: link.path }
  }
}
