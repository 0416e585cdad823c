import type { Database } from '@mingshu/db'
import type { Config } from './config.js'
import type { KeyFile } from './secrets.js'

/** What a server is made of. */
export interface Means {
  readonly config: Config
  readonly database: Database
  /** Hears what operators should know: a line each. */
  readonly say: (line: string) => void
  /** Makes pseudonyms of identity numbers. */
  readonly key: KeyFile
  /** Address of the page; known when it listens. */
  url(): string
}

/** The token of the {@link Means} of a server. */
export const Means = Symbol('Means')

/** Whether people reach us through TLS, ours or a proxy's. */
export const isSecure = ({ tls, publicUrl }: Config): boolean => tls !== undefined || publicUrl?.protocol === 'https:'
