import { createParamDecorator, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { text } from '@mingshu/metrics'
import type {} from '@fastify/cookie'
import type { FastifyRequest } from 'fastify'
import { refuse } from '../http/problem.js'
import { fingerprint, screenPrefix } from '../people/tokens.js'
import type { Credential, Holders } from './holders.js'
import { readers, roles, type Reader, type Viewer } from './viewer.js'

/** Who may use a route. Every route says it; the server does not start with one that does not. */
export type RoutePolicy = { readonly roles: readonly Reader[]; readonly isUnattended?: true } | { readonly isPublic: true }

/** Declares who may use a route. */
export const Policy = Reflector.createDecorator<RoutePolicy>()

/** Everybody who is signed in. */
export const everybody: RoutePolicy = { roles }

/** Screens on walls too: only what their pages are drawn from. */
export const everybodyAndScreens: RoutePolicy = { roles: readers }

/** The header by which a page says that it asks by itself, with nobody there; the idle limit then goes on. */
export const unattended = 'x-unattended'

/** A request of which the guard has found out who it is from. */
export interface SignedRequest extends FastifyRequest {
  viewer?: Viewer
  credential?: Credential
}

/** The viewer a route answers. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  const { viewer } = context.switchToHttp().getRequest<SignedRequest>()
  if (!viewer) throw new Error('A public route asked who its viewer is.')
  return viewer
})

/** Name of the session cookie; with TLS it takes the prefix that only a secure page of this very host can set. */
export const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-mingshu' : 'mingshu')

/** How a request says who it is from: a bearer token, else the session cookie. */
export function credentialOf({ headers, cookies }: Pick<FastifyRequest, 'headers' | 'cookies'>, cookie: string): Credential | undefined {
  if (headers.authorization !== undefined) {
    const token = /^Bearer ([\w-]{20,200})$/i.exec(headers.authorization)?.[1]
    return { kind: 'token', hash: fingerprint(token ?? '') }
  }
  const session = cookies[cookie]
  return session === undefined || session.length > 200 ? undefined : { kind: session.startsWith(screenPrefix) ? 'screen' : 'session', hash: fingerprint(session) }
}

/** Lets a request through to its route when the route's policy allows its viewer. Denies by default. */
export class PolicyGuard implements CanActivate {
  constructor(private readonly reflector: Reflector, private readonly holders: Holders, private readonly cookie: string) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // The handler the router has chosen, not the path somebody wrote, decides.
    const policy = this.reflector.get(Policy, context.getHandler())
    if (!policy) throw new Error(`${context.getClass().name}.${context.getHandler().name} has no policy.`)
    if ('isPublic' in policy) return true
    const request = context.switchToHttp().getRequest<SignedRequest>()
    const credential = credentialOf(request, this.cookie)
    const isThere = !policy.isUnattended && request.headers[unattended] === undefined
    const viewer = credential && (await (isThere ? this.holders.find(credential) : this.holders.look(credential)))
    if (!credential || !viewer) throw refuse(401, 'not_signed_in', text('请先登录。', 'Please sign in first.'))
    if (!policy.roles.includes(viewer.role)) {
      throw refuse(403, 'not_your_role', text('您的岗位没有这项权限。需要时请联系管理员。', 'Your role does not include this. Ask the operator if you need it.'))
    }
    request.viewer = viewer
    request.credential = credential
    return true
  }
}
