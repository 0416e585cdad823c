import type { Text } from '@mingshu/metrics'

/** An error in words for people, in both languages. */
export interface Refusal extends Error {
  readonly text: Text
}

/** Makes a {@link Refusal}. */
export const refusal = (said: Text): Refusal => Object.assign(new Error(`${said.zh} ${said.en}`), { text: said })
