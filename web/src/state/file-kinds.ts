/** The kinds of files that units send. */
export const fileKinds = ['industry-rosters', 'monthly-returns'] as const
export type FileKind = (typeof fileKinds)[number]
