/** What a page holds at a time, after a garbage collection. */
export interface Held {
  /** Bytes of JavaScript. */
  readonly heap: number
  readonly nodes: number
  readonly listeners: number
}
