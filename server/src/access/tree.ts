import type { Knex } from 'knex'
import { readUnits, type UnitTree } from './units.js'

/** The tree of units, read once and again after each publication. */
export interface Units {
  get(): Promise<UnitTree>
  refresh(): void
}

/** The token of the {@link Units} of a server. */
export const Units = Symbol('Units')

/** Keeps the tree. */
export function openUnits(pool: Knex): Units {
  let tree: Promise<UnitTree> | undefined
  return {
    get() {
      tree ??= readUnits(pool).catch((error: unknown) => {
        tree = undefined
        throw error
      })
      return tree
    },
    refresh() {
      tree = undefined
    },
  }
}
