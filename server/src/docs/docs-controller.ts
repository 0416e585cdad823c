import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { OpenAPIObject } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { everybody, Policy } from '../access/policy.js'
import { pack, sendPacked, type Packed } from '../http/packed.js'
import { query } from '../http/schema-pipe.js'
import { docsPage, styleHash } from './docs-page.js'

/** The description of the API; made when it is first asked for. */
export interface Documentation {
  get(): OpenAPIObject
}

/** The token of the {@link Documentation} of a server. */
export const Documentation = Symbol('Documentation')

/** The API, described for programs and for people. */
@ApiExcludeController()
@Controller('api')
export class DocsController {
  private packed: Promise<Packed> | undefined
  private page: string | undefined

  constructor(@Inject(Documentation) private readonly documentation: Documentation) {}

  @Get('openapi.json')
  @Policy(everybody)
  async openapi(@Query({ schema: query({}) }) _: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.packed ??= pack(JSON.stringify(this.documentation.get()), 9)
    sendPacked(request, reply, await this.packed)
  }

  @Get('docs')
  @Policy(everybody)
  docs(@Query({ schema: query({}) }) _: unknown, @Res() reply: FastifyReply): void {
    this.page ??= docsPage(this.documentation.get())
    void reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', `default-src 'none'; style-src ${styleHash}; base-uri 'none'; frame-ancestors 'none'; form-action 'none'`)
      .send(this.page)
  }
}
