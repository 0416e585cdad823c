import type { Knex } from 'knex'
import { findHolder } from '../people/sessions.js'
import { findScreen } from '../screens/screens.js'
import type { UnitTree } from './units.js'
import { viewerOf, type Viewer } from './viewer.js'

/** How a request says who it is from: the fingerprint of its cookie, which may be a screen's, or of its token. */
export interface Credential {
  readonly kind: 'session' | 'token' | 'screen'
  readonly hash: string
}

/** Who is behind a credential. */
export interface Holders {
  find(credential: Credential): Promise<Viewer | undefined>
  /** The same for what a page does by itself: it does not move the idle limit on. */
  look(credential: Credential): Promise<Viewer | undefined>
  /** Forgets a session, all sessions of a user, or, without an argument, everything. */
  forget(what?: string): void
}

/** The token of the {@link Holders} of a server. */
export const Holders = Symbol('Holders')

// A change of rights is heard of at once; this bounds the delay when the news is lost.
const freshFor = 2000
const mostKnown = 10_000

/** Recognises viewers, and remembers each for two seconds so that a page's many requests ask the database once. */
export function openHolders(desk: Knex, tree: () => Promise<UnitTree>, idleMinutes: () => Promise<number>, smallBelow?: number): Holders {
  const known = new Map<string, { at: number; viewer: Promise<Viewer | undefined>; userId?: string }>()

  async function read({ kind, hash }: Credential, isThere: boolean): Promise<Viewer | undefined> {
    const holder = kind === 'screen' ? await findScreen(desk, hash) : await findHolder(desk, kind, hash, await idleMinutes(), isThere)
    return holder && viewerOf(holder, await tree(), smallBelow)
  }

  const remembered = ({ hash }: Credential): Promise<Viewer | undefined> | undefined => {
    const found = known.get(hash)
    return found && performance.now() - found.at < freshFor ? found.viewer : undefined
  }

  return {
    find(credential) {
      const found = remembered(credential)
      if (found) return found
      if (known.size >= mostKnown) known.clear()
      const viewer = read(credential, true)
      const entry: { at: number; viewer: Promise<Viewer | undefined>; userId?: string } = { at: performance.now(), viewer }
      known.set(credential.hash, entry)
      viewer.then((v) => v && (entry.userId = v.userId), () => known.delete(credential.hash))
      return viewer
    },
    // What it finds is not remembered, or the person who comes next would not be seen.
    look: (credential) => remembered(credential) ?? read(credential, false),
    forget(what) {
      if (what === undefined) return known.clear()
      known.delete(what)
      for (const [hash, { userId }] of known) if (userId === what) known.delete(hash)
    },
  }
}
