import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Means } from '../means.js'
import type { Services } from '../services.js'
import { isLate } from '../runs/due.js'

/** The listener of the operators. */
export interface Operators {
  readonly url: string
  close(): Promise<void>
}

const furthest = 50

/** Serves `/metrics` for Prometheus on the operators' own address; nothing when it is off. */
export async function openOperators(means: Means, services: Services): Promise<Operators | undefined> {
  const { metricsHost: host, metricsPort, isMetricsPortFixed } = means.config
  if (metricsPort === undefined) return undefined
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const server = createServer((request, response) => {
    if (request.url !== '/metrics' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404).end()
      return
    }
    figuresOf(means, services, delay.percentile(99) / 1e9).then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(request.method === 'HEAD' ? undefined : text),
      () => response.writeHead(503).end(),
    )
  })
  const last = isMetricsPortFixed || metricsPort === 0 ? metricsPort : metricsPort + furthest
  for (let port = metricsPort; port <= last; port++) {
    const taken = await new Promise<Error | undefined>((done) => server.once('error', done).listen(port, host, () => done(undefined)))
    if (!taken) break
    if (port === last) throw new Error(`METRICS_PORT=${metricsPort} on ${host} cannot be used (${taken.message}). Set another, or METRICS_PORT=off.`, { cause: taken })
  }
  server.unref()
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}/metrics`,
    close: () => new Promise((done) => {
      delay.disable()
      server.close(() => done())
      server.closeAllConnections()
    }),
  }
}

interface Series {
  readonly name: string
  readonly help: string
  readonly type: 'gauge' | 'counter'
  readonly values: readonly (readonly [labels: string, value: number | string])[]
}

async function figuresOf({ database, config }: Means, { versions, answers }: Services, lag: number): Promise<string> {
  const [now, runs, jobs] = await Promise.all([
    versions.current(),
    database.pool('desk').raw<{ rows: { job: string; state: string; count: string; last: string | null; seconds: string | null }[] }>(
      `select job, state, count(*) as count, extract(epoch from max(finished_at)) as last,
         extract(epoch from (array_agg(finished_at - started_at order by finished_at desc nulls last))[1]) as seconds from run group by job, state order by job, state`),
    database.pool('desk').raw<{ rows: { state: string; count: string }[] }>('select state, count(*) as count from export_job group by state order by state'),
  ])
  const { heapUsed, rss } = process.memoryUsage()
  const series: Series[] = [
    { name: 'mingshu_up', help: 'The server serves.', type: 'gauge', values: [['', 1]] },
    { name: 'mingshu_data_version', help: 'Version published now; 0 for none.', type: 'gauge', values: [['', now?.version ?? 0]] },
    { name: 'mingshu_published_timestamp_seconds', help: 'When it was published.', type: 'gauge', values: now ? [['', Date.parse(now.publishedAt) / 1000]] : [] },
    { name: 'mingshu_data_timestamp_seconds', help: 'Oldest state of a source behind it.', type: 'gauge', values: now ? [['', Date.parse(now.dataAsOf) / 1000]] : [] },
    { name: 'mingshu_late', help: '1 when the figures are older than the schedule promises.', type: 'gauge', values: [['', now && !isLate(config.schedule, now.businessOn) ? 0 : 1]] },
    { name: 'mingshu_runs', help: 'Runs of the ledger by job and state.', type: 'gauge', values: runs.rows.map((r) => [`job="${r.job}",state="${r.state}"`, r.count]) },
    { name: 'mingshu_run_finished_timestamp_seconds', help: 'When a run last ended so.', type: 'gauge', values: runs.rows.flatMap((r) => (r.last === null ? [] : [[`job="${r.job}",state="${r.state}"`, r.last] as const])) },
    { name: 'mingshu_run_duration_seconds', help: 'How long the last one took.', type: 'gauge', values: runs.rows.flatMap((r) => (r.seconds === null ? [] : [[`job="${r.job}",state="${r.state}"`, r.seconds] as const])) },
    { name: 'mingshu_exports', help: 'Exports by state.', type: 'gauge', values: jobs.rows.map((r) => [`state="${r.state}"`, r.count]) },
    { name: 'mingshu_answers_hits_total', help: 'Answers given from memory.', type: 'counter', values: [['', answers.stats.hits]] },
    { name: 'mingshu_answers_misses_total', help: 'Answers that were made.', type: 'counter', values: [['', answers.stats.misses]] },
    { name: 'mingshu_answers_bytes', help: 'Memory of kept answers.', type: 'gauge', values: [['', answers.stats.bytes]] },
    { name: 'mingshu_event_loop_delay_seconds', help: 'How late the event loop is, 99th percentile.', type: 'gauge', values: [['', lag]] },
    { name: 'process_resident_memory_bytes', help: 'Memory of the process.', type: 'gauge', values: [['', rss]] },
    { name: 'nodejs_heap_used_bytes', help: 'Memory of its objects.', type: 'gauge', values: [['', heapUsed]] },
    { name: 'process_uptime_seconds', help: 'Seconds since the start.', type: 'gauge', values: [['', process.uptime()]] },
  ]
  return series.map(({ name, help, type, values }) =>
    `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${values.map(([labels, value]) => `${name}${labels ? `{${labels}}` : ''} ${value}\n`).join('')}`).join('')
}
