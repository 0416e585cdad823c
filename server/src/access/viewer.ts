import { text, type Scope, type Text, type Unit } from '@mingshu/metrics'
import type { UnitTree } from './units.js'

/** What a person does here, and so what they may. */
export type Role = 'leader' | 'reviewer' | 'clerk' | 'operator'

/** All roles, in the order of their links. */
export const roles: readonly Role[] = ['leader', 'clerk', 'reviewer', 'operator']

/** What asks: a person in a role, or a screen on a wall, which is nobody and only reads. */
export type Reader = Role | 'screen'

/** All that may ask. */
export const readers: readonly Reader[] = [...roles, 'screen']

/** Somebody who is signed in, and what they may see. */
export interface Viewer {
  readonly userId: string
  readonly login: string
  readonly name: string
  readonly role: Reader
  /** Of a screen: the pages it turns. */
  readonly shows?: readonly string[]
  /** The units they were given; all below belong to them too. */
  readonly roots: readonly Unit[]
  readonly scope: Scope
  /** Names the scope: viewers with the same one may share answers. */
  readonly scopeKey: string
  /** Page and filters where their work begins; null: the page of the role. */
  readonly home: string | null
}

/** An account, as it is stored. */
export interface Account {
  readonly userId: string
  readonly login: string
  readonly name: string
  readonly role: Reader
  readonly shows?: readonly string[]
  readonly unitCodes: readonly string[]
  /** Page and filters where their work begins; null: the page of the role. */
  readonly home?: string | null
}

/** Works out what an account may see; counts of persons below `smallBelow` are small. Codes that are no units any more give nothing. */
export function viewerOf(account: Account, tree: UnitTree, smallBelow = 5): Viewer {
  const given = account.unitCodes.flatMap((code) => tree.find(code) ?? [])
  // Of two units one above the other only the upper counts, or lists would show the lower twice.
  const roots = given.filter((u, i) => !given.some((o, j) => (j < i && o.unitId === u.unitId) || (o.unitId !== u.unitId && tree.isBelow(u, o))))
  const scope = { ...scopeOf(roots, account.role, tree), smallBelow }
  return {
    userId: account.userId, login: account.login, name: account.name, role: account.role, ...(account.shows ? { shows: account.shows } : {}), roots, scope, home: account.home ?? null,
    scopeKey: `${roots.map((u) => u.code).join('.')}/${scope.counties.join('.')}/${scope.units.join('.')}/${scope.exact ? 'exact' : `from${smallBelow}`}${account.shows ? `/${account.shows.join('.')}` : ''}`,
  }
}

// Whole counties where a county or all of it belongs to the viewer; single units for the cities above and the towns and villages below.
function scopeOf(roots: readonly Unit[], role: Reader, tree: UnitTree): Scope {
  const all = roots.flatMap((root) => tree.allBelow(root))
  const counties = [...new Set(all.filter((u) => u.level === 'county').map((u) => u.countyId))].sort((a, b) => a - b)
  const units = [...new Set(all.filter((u) => !counties.includes(u.countyId)).map((u) => u.unitId))].sort()
  // Who works with the lists may see small counts of persons; who only looks at figures may not.
  return { counties, units, exact: role === 'reviewer' || role === 'clerk' }
}

/** What a viewer may see, in words. */
export function sightOf({ roots }: Pick<Viewer, 'roots'>): Text {
  if (roots.length === 0) return text('没有可查看的单位', 'no unit at all')
  return text(roots.map((u) => `${u.name.zh}(${u.code})及下级`).join('、'), roots.map((u) => `${u.name.en} (${u.code}) and below`).join(', '))
}
