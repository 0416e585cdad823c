import { text } from '@mingshu/metrics'
import type { FastifyRequest } from 'fastify'
import { refuse } from './problem.js'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses changes that a page of somebody else asks for. Browsers send `Origin` with every change; who sends a bearer token
 * or, when signing in, no cookie and no origin at all, is no browser and cannot be made to act for its owner.
 */
export function refuseForeignOrigin(request: FastifyRequest, publicUrl: URL | undefined, cookieName: string): void {
  if (safe.has(request.method)) return
  const { origin, authorization, cookie = '' } = request.headers
  const hasCookie = cookie.includes(`${cookieName}=`)
  if (origin === undefined && (authorization !== undefined || request.routeOptions.url === '/api/session') && !hasCookie) return
  if (origin !== undefined && origin === (publicUrl?.origin ?? `${request.protocol}://${request.host}`)) return
  throw refuse(403, 'foreign_origin', text('这个操作必须从本系统的页面发起。', 'This can only be asked for from a page of this system.'))
}
