import { Body, Controller, Delete, HttpCode, Inject, Post, Req, Res } from '@nestjs/common'
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { text } from '@mingshu/metrics'
import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Holders } from '../access/holders.js'
import { By, cookieName, credentialOf, everybody, Policy } from '../access/policy.js'
import { readers, type Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { isLoopback } from '../config.js'
import { refuse } from '../http/problem.js'
import { isSecure, Means } from '../means.js'
import { screenCookie } from '../screens/screen-cookie.js'
import { openScreen, screenLogin } from '../screens/screens.js'
import { findAccount, findAccountById, type StoredAccount } from './accounts.js'
import { countFailure, forgetFailures, refuseLocked } from './lockout.js'
import { inTurn, isPassword } from './password.js'
import { closeSession, openSession, sessionHours } from './sessions.js'
import { screenPrefix, useOnceLink } from './tokens.js'

const SignIn = z.union([
  z.strictObject({ login: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
  z.strictObject({ token: z.string().min(20).max(200).meta({ description: 'The part after # of a one-time link, of the demo or of a screen.' }) }),
]).meta({ id: 'SignIn' })

const SignedIn = z.object({ user: z.object({ login: z.string(), name: z.string(), role: z.enum(readers) }) }).meta({ id: 'SignedIn' })

/** Signing in and out. */
@ApiTags('people')
@Controller('api/session')
export class SessionController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Holders) private readonly holders: Holders) {}

  @Post()
  @HttpCode(200)
  @Policy({ isPublic: true })
  @ApiOperation({ summary: 'Sign in with a password, or with a one-time link of the demo or of a screen. Sets the session cookie.' })
  @ApiOkResponse({ standardSchema: SignedIn })
  async signIn(@Body({ schema: SignIn }) body: z.infer<typeof SignIn>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<z.infer<typeof SignedIn>> {
    if ('token' in body && body.token.startsWith(screenPrefix)) return this.asScreen(body.token, request, reply)
    const { account, secret } = 'token' in body ? await this.byLink(body.token, request) : await this.byPassword(body.login, body.password, request)
    // Whatever session the browser had before ends: a new sign-in never continues an old one.
    await this.end(request, account.login)
    const secure = isSecure(this.means.config)
    reply.setCookie(cookieName(secure), secret, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: sessionHours * 3600 })
    return { user: { login: account.login, name: account.name, role: account.role } }
  }

  @Delete()
  @HttpCode(204)
  @Policy(everybody)
  @ApiOperation({ summary: 'Sign out. The session ends at once, on every server.' })
  @ApiNoContentResponse()
  async signOut(@By() viewer: Viewer, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.end(request, viewer.login)
    const secure = isSecure(this.means.config)
    reply.clearCookie(cookieName(secure), { path: '/', httpOnly: true, sameSite: 'lax', secure })
  }

  // Who has to wait is told so before they queue.
  private async byPassword(login: string, password: string, request: FastifyRequest): Promise<{ account: StoredAccount; secret: string }> {
    await refuseLocked(this.means.database.pool('desk'), login, request.ip)
    return inTurn(() => this.tryPassword(login, password, request))
  }

  private async tryPassword(login: string, password: string, request: FastifyRequest): Promise<{ account: StoredAccount; secret: string }> {
    const desk = this.means.database.pool('desk')
    // Again, and counted before the turn ends: a hundred guesses sent at once would all have been let in above.
    await refuseLocked(desk, login, request.ip)
    const account = await findAccount(desk, login)
    const isRight = await isPassword(password, account?.passwordHash)
    if (!account || !isRight || account.isDisabled) {
      await desk.transaction(async (trx) => {
        await countFailure(trx, login, request.ip)
        await record(trx, { actor: account?.login ?? 'unknown', action: 'sign_in_refused', detail: { ip: request.ip } })
      })
      throw refuse(401, 'wrong_password', text('登录名或密码不对。', 'The login or the password is not right.'))
    }
    return desk.transaction(async (trx) => {
      await forgetFailures(trx, login, request.ip)
      const secret = await openSession(trx, account.userId)
      await record(trx, { actor: account.login, action: 'sign_in', detail: { by: 'password', ip: request.ip } })
      return { account, secret }
    })
  }

  // Links are printed where the server was started; so they work there and nowhere else, whatever a proxy says.
  private async byLink(token: string, request: FastifyRequest): Promise<{ account: StoredAccount; secret: string }> {
    const gone = refuse(401, 'link_used', text('这个链接已用过或已失效，每个链接只能用一次。请看终端中新的链接，或运行 npm run mingshu -- demo 取得。', 'This link was used or has expired; each works once. Take a new one from the terminal, or run npm run mingshu -- demo.'))
    const address = request.socket.remoteAddress ?? ''
    if (!isLoopback(this.means.config.host) || !isLoopback(address.replace(/^::ffff:/, ''))) throw gone
    return this.means.database.pool('desk').transaction(async (trx) => {
      const userId = await useOnceLink(trx, token)
      const account = userId === undefined ? undefined : await findAccountById(trx, userId)
      if (!account || account.isDisabled) throw gone
      const secret = await openSession(trx, account.userId)
      await record(trx, { actor: account.login, action: 'sign_in', detail: { by: 'link', ip: request.ip } })
      return { account, secret }
    })
  }

  // A screen hangs on another machine than the server's, and is no person: it gets a token that may only read.
  private async asScreen(link: string, request: FastifyRequest, reply: FastifyReply): Promise<z.infer<typeof SignedIn>> {
    const opened = await this.means.database.pool('desk').transaction(async (trx) => {
      const screen = await openScreen(trx, link)
      if (screen) await record(trx, { actor: screenLogin(screen.id), action: 'screen_opened', detail: { screenId: screen.id, ip: request.ip } })
      return screen
    })
    if (!opened) throw refuse(401, 'link_used', text('这个大屏链接已用过、已过期或已停用。请运维重新生成：npm run mingshu -- screen add。', 'This link of a screen was used, has expired or was ended. Ask the operator for a new one: npm run mingshu -- screen add.'))
    await this.end(request, screenLogin(opened.id))
    const secure = isSecure(this.means.config)
    reply.setCookie(cookieName(secure), opened.token, screenCookie(secure))
    return { user: { login: screenLogin(opened.id), name: opened.place, role: 'screen' } }
  }

  private async end(request: FastifyRequest, actor: string): Promise<void> {
    const credential = credentialOf({ headers: {}, cookies: request.cookies }, cookieName(isSecure(this.means.config)))
    if (!credential) return
    await this.means.database.pool('desk').transaction(async (trx) => {
      if (await closeSession(trx, credential.hash)) await record(trx, { actor, action: 'sign_out', detail: {} })
    })
    this.holders.forget(credential.hash)
  }
}
