import type { Text } from '@mingshu/metrics'

/** An error in words for people, in both languages. */
export interface Refusal extends Error {
  readonly text: Text
  /** It may be over in a moment: worth trying again. */
  readonly isPassing?: boolean
}

/** Makes a {@link Refusal}. */
export const refusal = (said: Text, isPassing = false): Refusal => Object.assign(new Error(`${said.zh} ${said.en}`), { text: said, isPassing })
