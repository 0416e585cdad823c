import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Body, Controller, Get, HttpCode, Inject, Post, Put, Query, Req, Res } from '@nestjs/common'
import { ApiBody, ApiConsumes, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { replaceUnits } from '@mingshu/db'
import { openSheetReader, readSheets } from '@mingshu/etl'
import { text, type Text } from '@mingshu/metrics'
import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { plainUnit, UnitSchema } from '../access/plain-unit.js'
import { cookieName, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import { record } from '../audit/chain.js'
import { openFiles } from '../exports/files.js'
import { fileOf, fileTypes } from '../http/body.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { isSecure, Means } from '../means.js'
import { addAccount, findAccount } from '../people/accounts.js'
import { hashPassword, refusePassword } from '../people/password.js'
import { openSession, sessionHours } from '../people/sessions.js'
import { isEmpty } from '../runs/demo.js'
import { Progress, progressOf } from './progress.js'
import { hasNobody, isSetupToken, useSetupToken } from './token.js'
import { unitsOfSheet } from './unit-sheet.js'

const Token = z.string().min(20).max(200).meta({ description: 'The part after # of the link on the console.' })
const Opening = z.strictObject({ token: Token }).meta({ id: 'SetupOpening' })
const First = z.strictObject({
  token: Token,
  login: z.string().regex(/^[a-z0-9][a-z0-9._@-]{1,59}$/i),
  name: z.string().trim().min(1).max(60),
  password: z.string().min(1).max(200),
  units: z.array(z.string().max(20)).min(1).max(20).meta({ description: 'Codes of the units they look after; all below belong to them.' }),
}).meta({ id: 'FirstAccount' })
const Tops = z.object({ units: z.array(UnitSchema).meta({ description: 'The cities and counties there are.' }), count: z.int().meta({ description: 'All units of the list.' }) }).meta({ id: 'SetupUnits' })

const closed = refuse(401, 'no_setup', text('设置链接无效、已用过或已过期。请重新启动服务，从控制台取新的链接；已有账号的，直接登录。', 'The set-up link is not valid, was used or has expired. Start the server again for a new one; whoever has an account signs in.'))

/** The first minutes of an installation, before anybody can sign in. Open to whoever has the token of the console, and to nobody once it was used. */
@ApiTags('operation')
@Controller('api/setup')
export class SetupController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units) {}

  @Post('opening')
  @HttpCode(200)
  @Policy({ isPublic: true })
  @ApiOperation({ summary: 'Whether a set-up token may still be used, and the units there are.' })
  @ApiOkResponse({ standardSchema: Tops })
  async open(@Body({ schema: Opening }) { token }: z.infer<typeof Opening>): Promise<z.infer<typeof Tops>> {
    await this.check(token)
    return this.tops()
  }

  @Put('units')
  @HttpCode(200)
  @Policy({ isPublic: true })
  @ApiOperation({ summary: 'Puts a sheet of divisions (.xlsx or .csv) in the place of the list that comes with the product.' })
  @ApiHeader({ name: 'x-setup-token', required: true, description: 'The part after # of the link on the console.' })
  @ApiConsumes(...fileTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: Tops })
  async divide(@Query({ schema: query({}) }) _: unknown, @Req() request: FastifyRequest): Promise<z.infer<typeof Tops>> {
    const token = request.headers['x-setup-token']
    await this.check(typeof token === 'string' ? token : undefined)
    if (!(await isEmpty(this.means.database))) throw refuse(409, 'not_empty', text('已经有数据，不能再换行政区划。', 'There are data already; the divisions can no longer be replaced.'))
    const files = openFiles(join(this.means.config.dataDir, 'uploads'))
    const name = `units-${randomUUID()}.sheet`
    const { path } = await files.write(name, fileOf(request, 8 * 1024 * 1024))
    const reader = openSheetReader()
    try {
      const sheets = await readSheets(path, name, await readFile(path), reader)
      if ('refused' in sheets) throw unfit(sheets.refused)
      const found = unitsOfSheet(sheets[0] ?? [])
      if ('refused' in found) throw unfit(found.refused)
      await replaceUnits(this.means.database, found).catch((error: unknown) => {
        throw error instanceof Error && !('code' in error) ? unfit(text(error.message, error.message)) : error
      })
    } finally {
      reader.close()
      await files.remove(name)
    }
    this.units.refresh()
    await this.means.database.pool('desk').transaction((trx) => record(trx, { actor: 'setup', action: 'units_replaced', detail: {} }))
    return this.tops()
  }

  @Post()
  @HttpCode(201)
  @Policy({ isPublic: true })
  @ApiOperation({ summary: 'Makes the first account, an operator, uses the token up and signs them in.' })
  @ApiOkResponse({ standardSchema: z.object({ login: z.string() }) })
  async begin(@Body({ schema: First }) { token, login, name, password, units }: z.infer<typeof First>, @Res({ passthrough: true }) reply: FastifyReply): Promise<{ login: string }> {
    await this.check(token)
    const { config, database } = this.means
    const tree = await this.units.get()
    const unknown = units.find((code) => !tree.find(code))
    if (unknown !== undefined) throw refuse(422, 'unknown_unit', text(`没有代码为“${unknown}”的单位。`, `There is no unit “${unknown}”.`))
    // The first account can do everything, so it is held to the longer of the two rules.
    const weak = password.length < 12 ? text('密码至少 12 位。', 'A password needs at least 12 characters.') : refusePassword(password, config.policy, login)
    if (weak) throw refuse(422, 'weak_password', weak)
    const passwordHash = await hashPassword(password)
    const secret = await database.pool('desk').transaction(async (trx) => {
      if (!(await useSetupToken(trx, token)) || !(await hasNobody(trx))) throw closed
      await addAccount(trx, { login, name, role: 'operator', unitCodes: units, passwordHash })
      const account = await findAccount(trx, login)
      const session = await openSession(trx, account?.userId ?? '')
      await record(trx, { actor: 'setup', action: 'user_added', detail: { login: login.toLowerCase(), role: 'operator', unitCodes: units } })
      return session
    })
    const secure = isSecure(config)
    reply.setCookie(cookieName(secure), secret, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: sessionHours * 3600 })
    return { login: login.toLowerCase() }
  }

  @Get('progress')
  @Policy({ roles: ['operator'] })
  @ApiOperation({ summary: 'The steps from an empty installation to figures that people use, and which are done.' })
  @ApiOkResponse({ standardSchema: Progress })
  async progress(@Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof Progress>> {
    return progressOf(this.means)
  }

  private async check(token: string | undefined): Promise<void> {
    const desk = this.means.database.pool('desk')
    if (token === undefined || !(await hasNobody(desk)) || !(await isSetupToken(desk, token))) throw closed
  }

  private async tops(): Promise<z.infer<typeof Tops>> {
    const tree = await this.units.get()
    const today = new Date().toISOString().slice(0, 10)
    const all = tree.tops().flatMap((top) => tree.below(top, today))
    return { units: all.filter((u) => u.level === 'city' || u.level === 'county').map(plainUnit), count: all.length }
  }
}

const unfit = (why: Text): ReturnType<typeof refuse> => refuse(422, 'unfit_units', why)
