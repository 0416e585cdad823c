import type { Text } from './text.js'

/** A way to break a figure down: a column of the fact and the members it may hold. */
export interface Dimension {
  readonly name: Text
  /** Member code to its label, in the order tables print them. Members that are not listed do not exist. */
  readonly members: Readonly<Record<string, Text>>
}

/** Declares a dimension. */
export const dimension = <const M extends Record<string, Text>>(name: Text, members: M): Dimension & { readonly members: M } => ({
  name,
  members,
})
