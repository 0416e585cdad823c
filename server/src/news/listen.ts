import type { Knex } from 'knex'

/** Channels on which servers and commands tell each other what happened. */
export type Channel = 'mingshu_version' | 'mingshu_session' | 'mingshu_run' | 'mingshu_export' | 'mingshu_late'

const channels: readonly Channel[] = ['mingshu_version', 'mingshu_session', 'mingshu_run', 'mingshu_export', 'mingshu_late']

/** Hears what is told on a channel. */
export type Hear = (payload: string) => unknown

/** A connection that listens, and comes back when it is lost. */
export interface News {
  /** Calls `hear` for each piece of news until the returned function is called. */
  on(channel: Channel, hear: Hear): () => void
  /** Calls `hear` whenever news may have been missed: at the start, and when the connection is back. */
  onGap(hear: () => void): () => void
  close(): Promise<void>
}

/** The token of the one {@link News} of a server. */
export const News = Symbol('News')

// What we use of the driver's connection; knex hands one out that its pool does not own.
interface Connection {
  query(sql: string): Promise<unknown>
  on(event: 'notification', hear: (told: { channel: string; payload?: string }) => void): void
  on(event: 'error' | 'end', hear: () => void): void
  removeAllListeners(event?: string): void
  end(): Promise<void>
}

/** Opens the connection; resolves when it listens. */
export async function openNews(pool: Knex, retryAfter = 500): Promise<News> {
  const hearers = new Map<Channel, Set<Hear>>(channels.map((c) => [c, new Set()]))
  const gaps = new Set<() => void>()
  let connection: Connection | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  async function connect(): Promise<void> {
    const fresh = await (pool.client as { acquireRawConnection(): Promise<Connection> }).acquireRawConnection()
    if (isClosed) return fresh.end()
    connection = fresh
    const lost = (): void => {
      if (connection !== fresh || isClosed) return
      connection = undefined
      fresh.end().catch(() => {})
      again()
    }
    fresh.on('error', lost)
    fresh.on('end', lost)
    fresh.on('notification', ({ channel, payload = '' }) => hearers.get(channel as Channel)?.forEach((hear) => hear(payload)))
    await fresh.query(channels.map((c) => `listen ${c}`).join(';'))
    gaps.forEach((hear) => hear())
  }

  function again(): void {
    timer = setTimeout(() => connect().catch(again), retryAfter)
    timer.unref()
  }

  await connect()
  return {
    on(channel, hear) {
      hearers.get(channel)?.add(hear)
      return () => hearers.get(channel)?.delete(hear)
    },
    onGap(hear) {
      gaps.add(hear)
      return () => gaps.delete(hear)
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await connection?.end().catch(() => {})
    },
  }
}

/** Tells everybody who listens; at most some 8,000 bytes. */
export async function tell(pool: Knex, channel: Channel, news: unknown): Promise<void> {
  await pool.raw('select pg_notify(:channel, :payload)', { channel, payload: typeof news === 'string' ? news : JSON.stringify(news) })
}
