import type {} from '@fastify/cookie'
import { cookieName, credentialOf } from '../access/policy.js'
import { plainUnit } from '../access/plain-unit.js'
import { meOf } from '../me/me.js'
import { isSecure, type Means } from '../means.js'
import type { Services } from '../services.js'
import type { Boot } from './page.js'

/** What the page begins with for a viewer who is signed in: who they are and their units, so that it need not ask. */
export function bootOf({ config }: Means, { holders, versions, units }: Services): Boot {
  return async (request) => {
    const credential = credentialOf({ headers: {}, cookies: request.cookies }, cookieName(isSecure(config)))
    const viewer = credential && (await holders.find(credential))
    if (!viewer) return undefined
    const [now, tree] = await Promise.all([versions.current(), units.get()])
    const on = now?.businessOn ?? new Date().toISOString().slice(0, 10)
    return { me: meOf(viewer, now, config.schedule), units: viewer.roots.flatMap((root) => tree.below(root, on)).map(plainUnit) }
  }
}
