import { RequestMethod } from '@nestjs/common'
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js'
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core'
import { Policy, type RoutePolicy } from './policy.js'

/** A route of the API and who may use it. */
export interface Route {
  readonly method: string
  readonly path: string
  readonly handler: string
  readonly policy: RoutePolicy | undefined
}

/** The routes of all controllers. */
export function routesOf(discovery: DiscoveryService, scanner: MetadataScanner, reflector: Reflector): Route[] {
  return discovery.getControllers().flatMap(({ metatype }) => {
    if (!metatype) return []
    const prototype = metatype.prototype as Record<string, (...given: never) => unknown>
    const prefix = pathsOf(Reflect.getMetadata(PATH_METADATA, metatype))
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name]
      if (!handler || !Reflect.hasMetadata(METHOD_METADATA, handler)) return []
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'ALL'
      const policy = reflector.get(Policy, handler) as RoutePolicy | undefined
      return prefix.flatMap((head) => pathsOf(Reflect.getMetadata(PATH_METADATA, handler)).map((tail) => ({
        method, path: `/${[head, tail].map((p) => p.replace(/^\/|\/$/g, '')).filter(Boolean).join('/')}`, handler: `${metatype.name}.${name}`, policy,
      })))
    })
  })
}

const pathsOf = (metadata: unknown): string[] => (Array.isArray(metadata) ? metadata.map(String) : [typeof metadata === 'string' ? metadata : ''])

/** Throws when a route has no policy, or when more is public than signing in, the state of health and the set-up that a token of the console opens. */
export function refuseOpenRoutes(routes: readonly Route[]): void {
  const open = routes.filter((r) => !r.policy).map((r) => r.handler)
  if (open.length > 0) throw new Error(`Every route needs a @Policy that says who may use it: ${open.join(', ')} ${open.length === 1 ? 'has' : 'have'} none.`)
  const shown = routes.filter((r) => r.policy && 'isPublic' in r.policy).map((r) => `${r.method} ${r.path}`)
  const extra = shown.filter((s) => !publicRoutes.includes(s))
  if (extra.length > 0) throw new Error(`Only ${publicRoutes.join(' and ')} may be public, not ${extra.join(', ')}.`)
}

/** All that answers without signing in, besides the page's own files. */
export const publicRoutes: readonly string[] = ['GET /api/health', 'POST /api/session', 'POST /api/setup', 'POST /api/setup/opening', 'PUT /api/setup/units']
