import type {} from '@fastify/cookie'
import type { FastifyRequest } from 'fastify'
import { cookieName, credentialOf } from '../access/policy.js'
import { plainUnit } from '../access/plain-unit.js'
import type { Viewer } from '../access/viewer.js'
import { treeDay, type VersionInfo } from '../figures/versions.js'
import { wireOf } from '../figures/wire.js'
import { mappedUnits } from '../maps/maps.js'
import { meOf } from '../me/me.js'
import { isSecure, type Means } from '../means.js'
import type { Services } from '../services.js'
import { firstQuestions } from './first-questions.js'
import type { Boot } from './page.js'

/**
 * What the page begins with for a viewer who is signed in: who they are, their units and, on the overview, its first figures;
 * so that it can draw before it has asked anything.
 */
export function bootOf({ config, database }: Means, services: Services): Boot {
  const { holders, versions, units } = services
  return async (request) => {
    const credential = credentialOf({ headers: {}, cookies: request.cookies }, cookieName(isSecure(config)))
    const viewer = credential && (await holders.find(credential))
    if (!viewer) return undefined
    const [now, tree, freshness] = await Promise.all([versions.current(), units.get(), services.freshness.get()])
    const on = treeDay(now)
    const maps = await mappedUnits(database.pool('desk'), tree, on)
    const answers = now && !viewer.shows && isOverview(request) ? await firstAnswers(services, viewer, now) : []
    // With its first figures come the units they name: a city's villages are four fifths of the page, and are fetched once it is drawn.
    const isUpper = answers.length > 0 && viewer.roots.every((root) => root.level === 'city' || root.level === 'county')
    const below = await services.answers.get({ scope: viewer.scopeKey, version: now?.version ?? 0, question: ['boot units', on, isUpper] }, async () =>
      viewer.roots.flatMap((root) => tree.below(root, on)).filter((unit) => !isUpper || unit.level !== 'village').map(plainUnit))
    // Units and answers are packed already: they are laid in as they are.
    return `{"me":${JSON.stringify(meOf(viewer, now, freshness, maps))},"units":${below.json.toString()},"isUpper":${isUpper},"answers":[${answers.join(',')}]}`
  }
}

// An address with a query asks for something else.
const isOverview = ({ url }: FastifyRequest): boolean => url === '/' || url === '/overview'

async function firstAnswers({ asker, answers, units }: Services, viewer: Viewer, at: VersionInfo): Promise<string[]> {
  const [home] = viewer.roots
  if (!home) return []
  const questions = firstQuestions(home, await units.get(), at.businessOn)
  const packed = await Promise.all(questions.map((question) => answers.get({ scope: viewer.scopeKey, version: at.version, question }, async () => wireOf(await asker.ask(question, viewer, at)))))
  return packed.map(({ json }) => json.toString())
}
