import type { FileKind } from '../api.js'

/** The kinds of files that units send. */
export const fileKinds: readonly FileKind[] = ['industry-rosters', 'monthly-returns']
