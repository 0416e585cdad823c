import type {} from '@fastify/cookie'
import type { Unit } from '@mingshu/metrics'
import type { FastifyRequest } from 'fastify'
import { cookieName, credentialOf } from '../access/policy.js'
import { plainUnit } from '../access/plain-unit.js'
import type { UnitTree } from '../access/units.js'
import type { Viewer } from '../access/viewer.js'
import { treeDay, type VersionInfo, type Versions } from '../figures/versions.js'
import { wireOf } from '../figures/wire.js'
import { mappedUnits } from '../maps/maps.js'
import { meOf } from '../me/me.js'
import { isSecure, type Means } from '../means.js'
import type { Services } from '../services.js'
import { firstQuestions, lastWholeMonth } from './first-questions.js'
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
    const place = now && !viewer.shows ? await placeOf(request, viewer, tree, versions, now) : undefined
    const answers = place ? await firstAnswers(services, viewer, place) : []
    // With its first figures come the units they name: a city's villages are four fifths of the page, and are fetched once it is drawn.
    const isUpper = place !== undefined && [place.unit, ...viewer.roots].every((unit) => unit.level === 'city' || unit.level === 'county')
    const below = await services.answers.get({ scope: viewer.scopeKey, version: now?.version ?? 0, question: ['boot units', on, isUpper] }, async () =>
      viewer.roots.flatMap((root) => tree.below(root, on)).filter((unit) => !isUpper || unit.level !== 'village').map(plainUnit))
    // Units and answers are packed already: they are laid in as they are.
    return `{"me":${JSON.stringify(meOf(viewer, now, freshness, maps))},"units":${below.json.toString()},"isUpper":${isUpper},"answers":[${answers.join(',')}]}`
  }
}

/** What an address of the overview is about. */
interface Place {
  readonly unit: Unit
  readonly month: string
  readonly at: VersionInfo
}

/** Parameters of an address that leave the first questions as they are, beside those that name the place. */
const others = ['lang', 'theme', 'tab', 'focus']

/** The place of an address of the overview, a link to keep among them; undefined where it asks for something else, or for what there is not. */
async function placeOf({ url }: FastifyRequest, viewer: Viewer, tree: UnitTree, versions: Versions, now: VersionInfo): Promise<Place | undefined> {
  const { pathname, searchParams } = new URL(url, 'http://page')
  const { area, period: month = lastWholeMonth(now.businessOn), v, ...more } = Object.fromEntries(searchParams)
  if (pathname !== '/overview' && !(pathname === '/' && searchParams.size === 0)) return undefined
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) || !/^\d{1,9}$/.test(v ?? '0') || Object.keys(more).some((name) => !others.includes(name))) return undefined
  const unit = area === undefined ? viewer.roots[0] : tree.find(area)
  if (!unit || !viewer.roots.some((root) => tree.isBelow(unit, root))) return undefined
  const at = Number(v ?? 0) === 0 ? now : await versions.get(Number(v)).catch(() => undefined)
  return at && { unit, month, at }
}

async function firstAnswers({ asker, answers, units }: Services, viewer: Viewer, { unit, month, at }: Place): Promise<string[]> {
  const questions = firstQuestions(unit, month, await units.get(), at.businessOn)
  const packed = await Promise.all(questions.map((question) => answers.get({ scope: viewer.scopeKey, version: at.version, question }, async () => wireOf(await asker.ask(question, viewer, at)))))
  return packed.map(({ json }) => json.toString())
}
