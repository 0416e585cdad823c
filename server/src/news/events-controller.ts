import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common'
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import { text } from '@mingshu/metrics'
import type { FastifyReply } from 'fastify'
import { Holders } from '../access/holders.js'
import { By, everybodyAndScreens, Policy, type SignedRequest } from '../access/policy.js'
import type { Viewer } from '../access/viewer.js'
import { Versions } from '../figures/versions.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Freshness } from '../runs/freshness.js'
import { News } from './listen.js'

// Figures are seen to be late within thirty seconds.
const beatEvery = 20_000
const mostPerUser = 12

/** Live news: versions as they are published, and the progress of runs for those who look after them. */
@ApiTags('operation')
@Controller('api/events')
export class EventsController {
  private readonly open = new Map<string, number>()
  /** Ends all streams; set when the server closes. */
  private readonly ends = new Set<() => void>()

  constructor(@Inject(News) private readonly news: News, @Inject(Versions) private readonly versions: Versions, @Inject(Holders) private readonly holders: Holders, @Inject(Freshness) private readonly freshness: Freshness) {}

  @Get()
  // The browser opens it again whenever it breaks, whoever is there.
  @Policy({ ...everybodyAndScreens, isUnattended: true })
  @ApiOperation({ summary: 'Server-sent events: “version” {dataVersion, dataAsOf}; “freshness”, as GET /api/freshness, when figures become late, come, or somebody on duty says something; “run” {runId, job, state, step, progress} for operators, reviewers and clerks.' })
  @ApiProduces('text/event-stream')
  listen(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown, @Req() request: SignedRequest, @Res() reply: FastifyReply): void {
    const { raw } = reply
    // Gone while the guard looked for who it is: its end was told already, and nobody would count it down.
    if (request.raw.destroyed || raw.destroyed) return void reply.hijack()
    const mine = this.open.get(viewer.userId) ?? 0
    if (mine >= mostPerUser) throw refuse(429, 'too_many_streams', text('打开的页面太多，请关闭一些。', 'Too many pages are open. Close some.'), 30)
    this.open.set(viewer.userId, mine + 1)

    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    const send = (event: string, news: unknown): void => void raw.write(`event: ${event}\ndata: ${JSON.stringify(news)}\n\n`)

    let told = 0
    const tellVersion = async (): Promise<void> => {
      const now = await this.versions.current()
      if (!now || now.version === told) return
      told = now.version
      send('version', { dataVersion: now.version, dataAsOf: now.dataAsOf })
    }
    let known = ''
    const tellFreshness = async (): Promise<void> => {
      const { at, ...state } = await this.freshness.get()
      if (JSON.stringify(state) === known) return
      known = JSON.stringify(state)
      send('freshness', { at, ...state })
    }
    const end = (): void => void raw.end()
    const safely = (): void => void tellVersion().then(tellFreshness).catch(() => {})
    const stops = [
      this.news.on('mingshu_version', safely),
      this.news.on('mingshu_late', safely),
      this.news.onGap(safely),
      // Who signed out, was disabled or got another role hears nothing more; the browser asks again and is told.
      this.news.on('mingshu_session', (what) => (what === request.credential?.hash || what === viewer.userId) && end()),
      ...(viewer.role === 'leader' || viewer.role === 'screen' ? [] : [this.news.on('mingshu_run', (payload) => void raw.write(`event: run\ndata: ${payload}\n\n`))]),
    ]
    const beat = setInterval(() => {
      raw.write(': still here\n\n')
      // Nobody tells that a promise has passed: the clock does.
      safely()
      const { credential } = request
      if (credential) this.holders.look(credential).then((v) => v ?? end(), () => undefined)
    }, beatEvery)
    this.ends.add(end)
    raw.on('close', () => {
      clearInterval(beat)
      stops.forEach((stop) => stop())
      this.ends.delete(end)
      const left = (this.open.get(viewer.userId) ?? 1) - 1
      if (left > 0) this.open.set(viewer.userId, left)
      else this.open.delete(viewer.userId)
    })
    raw.write('retry: 3000\n\n')
    safely()
  }

  /** Ends all streams, or the server would wait for their readers when it closes. */
  beforeApplicationShutdown(): void {
    this.ends.forEach((end) => end())
  }
}
