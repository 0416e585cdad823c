import type { Ledger, LedgerRow } from './ledger-layout.js'

/** Hands out the rows of pages one by one; only a new page is waited for. */
export interface RowCursor {
  /** The next row of the pages that have come; undefined when another page is needed. */
  take(): LedgerRow | undefined
  /** Waits for a page with rows. False when there is none. */
  more(): Promise<boolean>
  /** The first rows, without taking them. */
  peek(most: number): Promise<readonly LedgerRow[]>
  /** Tells whoever makes the pages that no more are wanted. */
  end(): Promise<void>
}

/** Opens a cursor before the first row. */
export function openRows(pages: Ledger['pages']): RowCursor {
  const source = Symbol.asyncIterator in pages ? pages[Symbol.asyncIterator]() : pages[Symbol.iterator]()
  let come: readonly LedgerRow[] = []
  let at = 0
  const append = async (): Promise<boolean> => {
    for (;;) {
      const next = await source.next()
      if (next.done) return false
      if (next.value.length === 0) continue
      come = at < come.length ? [...come.slice(at), ...next.value] : next.value
      at = 0
      return true
    }
  }
  return {
    take: () => (at < come.length ? come[at++] : undefined),
    more: append,
    async peek(most) {
      while (come.length - at < most && (await append()));
      return come.slice(at, at + most)
    },
    async end() {
      await source.return?.()
    },
  }
}
