import { pack, type Packed } from '../http/packed.js'

/** What an answer depends on, and nothing the reader could choose beyond the question. */
export interface AnswerKey {
  /** Scope of the viewer, as the server worked it out. */
  readonly scope: string
  readonly version: number
  readonly question: unknown
}

/** Packed answers, kept while there is room. */
export interface Answers {
  /** The answer of a key; made once however many ask for it at the same time. */
  get(key: AnswerKey, make: () => Promise<unknown>): Promise<Packed>
  readonly stats: { hits: number; misses: number; bytes: number; entries: number }
}

/** The token of the {@link Answers} of a server. */
export const Answers = Symbol('Answers')

/** Opens a cache that forgets what was not asked for longest when it holds more than so many bytes. */
export function openAnswers(mostBytes = 64 * 1024 * 1024): Answers {
  const kept = new Map<string, Packed>()
  const making = new Map<string, Promise<Packed>>()
  const stats = { hits: 0, misses: 0, bytes: 0, entries: 0 }
  const sizeOf = (key: string, packed: Packed): number => key.length + packed.json.length + (packed.brotli?.length ?? 0) + 200

  function keep(key: string, packed: Packed): void {
    const size = sizeOf(key, packed)
    if (size > mostBytes / 4) return
    kept.set(key, packed)
    stats.bytes += size
    for (const [oldest, old] of kept) {
      if (stats.bytes <= mostBytes) break
      kept.delete(oldest)
      stats.bytes -= sizeOf(oldest, old)
    }
    stats.entries = kept.size
  }

  return {
    stats,
    async get({ scope, version, question }, make) {
      const key = JSON.stringify([version, scope, question])
      const found = kept.get(key)
      if (found) {
        stats.hits++
        // The map remembers the order of insertion: what is asked for again moves to its end.
        kept.delete(key)
        kept.set(key, found)
        return found
      }
      const running = making.get(key)
      if (running) return running
      stats.misses++
      const made = make().then((answer) => pack(JSON.stringify(answer)))
      making.set(key, made)
      try {
        const packed = await made
        keep(key, packed)
        return packed
      } finally {
        making.delete(key)
      }
    },
  }
}
