import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { openDatabase, type Database } from '@mingshu/db'
import { fillSources } from '@mingshu/demo'
import { claimRun, offerRun, performRun } from '@mingshu/etl'
import { text, type Text } from '@mingshu/metrics'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Reader } from './access/viewer.js'
import { createApp } from './app.js'
import { isLoopback, type Config } from './config.js'
import { openKnownKey } from './known-key.js'
import { isSecure, type Means } from './means.js'
import { openOperators } from './operators/operators.js'
import { demoLinks } from './people/demo-users.js'
import { prepareDatabase } from './prepare.js'
import { lastTick, parseCron } from './runs/cron.js'
import { writeDemoNights } from './runs/demo-nights.js'
import { demoSeed, inboxOf, isDemoFilled, isEmpty, isPublished } from './runs/demo.js'
import { businessDayOf } from './runs/due.js'
import { firstTold, offerYearBefore, resumeHistory } from './runs/history.js'
import { loadsOf, yesterday } from './runs/loads.js'
import { offerNewerDefinitions } from './runs/newer-definitions.js'
import { announcer, expireDead, leaseName } from './runs/worker.js'
import { serverFile } from './server-file.js'
import { hasNobody, makeSetupToken } from './setup/token.js'
import { openServices, type Services } from './services.js'
import { stepName } from './runs/step-name.js'
import { plantEvents } from './why/plant-events.js'
import { failed, type Terminal } from './terminal.js'

/** A server that serves. */
export interface Serving {
  readonly url: string
  /** Where Prometheus reads; undefined when it is off. */
  readonly metricsUrl: string | undefined
  /** One-time links by role, and of the screen; only with demo data, and only on this machine. */
  readonly links: Readonly<Record<Reader, string>> | undefined
  /** The link to the first account, while there is none. */
  readonly setup: string | undefined
  close(): Promise<void>
}

/** Opens everything, step by step, and listens. What was opened is closed again when a later step fails. */
export async function serve(config: Config, terminal: Terminal, pageBuilt?: Promise<unknown>): Promise<Serving> {
  const opened: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end()
  }
  try {
    mkdirSync(config.dataDir, { recursive: true })
    const database = await terminal.step('database', text('数据库', 'Database'), async () => {
      const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, say: terminal.say })
      opened.push(() => database.close())
      const { applied } = await prepareDatabase(database)
      return { result: database, told: openedAs(database, config, applied.length) }
    })
    const key = await openKnownKey(config, database)
    let address = config.publicUrl?.origin ?? ''
    const means: Means = { config, database, say: terminal.say, key, url: () => address }

    const mayPlay = config.demo === 'auto' && database.embedded && Object.keys(config.sources).length === 0
    if (mayPlay && (await isEmpty(database))) await fillDemo(database, config, terminal)
    // Also when a start before this one was ended in the middle.
    if (mayPlay && (await isDemoFilled(database))) {
      if (await isPublished(database)) await resumeHistory(database.pool('etl'), lastNight(config.schedule).businessOn)
      else await firstRun(means, terminal)
      await plantEvents(database, yesterday(new Date()))
    }

    await offerNewerDefinitions(database.pool('etl'))

    const services = await openServices(means)
    opened.push(() => services.close())
    const url = await terminal.step('page', text('界面', 'Page'), async () => {
      const { app, url } = await listen(means, services)
      opened.push(() => app.close())
      address = url
      await pageBuilt
      return { result: url, told: text(`就绪 ${url}`, `ready at ${url}`) }
    })
    const operators = await openOperators(means, services)
    if (operators) opened.push(() => operators.close())

    const isShown = (await isDemoFilled(database)) && Object.keys(config.sources).length === 0 && isLoopback(config.host)
    const links = isShown ? await demoLinks(database, url) : undefined
    const setup = isShown ? undefined : await setupLink(database, url)
    const forget = serverFile(config.dataDir).write({ pid: process.pid, url })
    opened.push(async () => forget())
    return { url, metricsUrl: operators?.url, links, setup, close }
  } catch (error) {
    await close().catch(() => {})
    throw error
  }
}

/** While nobody can sign in, the console gives the way to the first account. */
async function setupLink(database: Database, url: string): Promise<string | undefined> {
  const desk = database.pool('desk')
  return (await hasNobody(desk)) ? `${url}/setup#${await desk.transaction(makeSetupToken)}` : undefined
}

function openedAs(database: Database, { dataDir, databaseUrl }: Config, applied: number): Text {
  const at = databaseUrl === undefined ? relative(process.cwd(), dataDir) || dataDir : new URL(databaseUrl).host
  const news = applied > 0 ? text(`，新建或更新 ${applied} 项`, `, ${applied} migrations applied`) : text('', '')
  return database.embedded
    ? text(`PostgreSQL 已启动(本地，${at})${news.zh}`, `PostgreSQL started (bundled, ${at})${news.en}`)
    : text(`PostgreSQL 已连接(${at})${news.zh}`, `PostgreSQL connected (${at})${news.en}`)
}

/** Plays the demo's sources from their first day to yesterday. */
export async function fillDemo(database: Database, config: Config, terminal: Terminal): Promise<void> {
  await terminal.step('demo', text('演示数据', 'Demo data'), async (progress) => {
    // Lets npm run reset tell the demo's data from real ones.
    writeFileSync(join(config.dataDir, 'demo'), `${demoSeed}\n`)
    progress(undefined, text('正在生成四个业务系统和平台名册', 'playing four source systems and the rosters'))
    const { rows } = await fillSources(database, inboxOf(config.dataDir), { seed: demoSeed, to: yesterday(new Date()) })
    const count = Object.values(rows).reduce((sum, n) => sum + n, 0)
    return { result: undefined, told: text(`江门市 7 县(市、区) · 湛江经开区 6 镇街 · ${Math.round(count / 1000)} 千行 · 明细为虚构`, `Jiangmen, 7 counties · Zhanjiang zone, 6 towns · ${Math.round(count / 1000)}k rows · invented`) }
  })
}

/** When the last nightly run was due, and the day it counts up to. */
function lastNight(schedule: string): { fireAt: string; businessOn: string } {
  const fireAt = lastTick(parseCron(schedule), new Date()) ?? new Date().toISOString()
  return { fireAt, businessOn: businessDayOf(fireAt) }
}

async function firstRun({ database, config, key }: Means, terminal: Terminal): Promise<void> {
  await terminal.step('run', text('汇总', 'Figures'), async (progress) => {
    const pool = database.pool('etl')
    await writeDemoNights(database, config.schedule)
    // Last night was played; this run counts what it would have.
    await offerRun(pool, { job: 'first', ...lastNight(config.schedule), requestedBy: 'schedule' })
    await expireDead(database)
    // The sources were filled this very moment.
    const loads = (await loadsOf({ database, dataDir: config.dataDir, sources: config.sources, key })).filter((l) => l.name !== 'demo')
    const run = await claimRun(pool, leaseName())
    if (!run) return { result: undefined, told: text('已有运行在进行', 'a run is under way already') }
    const announce = announcer(database, run.job)
    // A run that fails is told and kept in the ledger; the page is served all the same, or nobody could look into it.
    const done = await performRun(database, run, {
      // A sample is drawn once all years are counted.
      loads, since: firstTold(run.businessOn), sample: 0,
      onNews(news) {
        announce(news)
        if (news.state === 'failed' && news.note) terminal.say(news.note[terminal.language])
        progress(news.done !== undefined && news.of ? news.done / news.of : undefined, stepName(news.step))
      },
    }).catch((error: unknown) => terminal.say(failed(error)[terminal.language]))
    if (!done) return { result: undefined, told: text('没有完成，原因见上；排除后在“运行”页重新运行', 'not finished, see above; run again from the page of runs') }
    await offerYearBefore(pool, firstTold(run.businessOn), run) // the worker takes it as soon as there is one
    return {
      result: undefined,
      told: text(`${loads.length} 个来源已读，${done.opened} 行汇总，数据截至 ${run.businessOn}；以前年份正在后台汇总`, `${loads.length} sources read, ${done.opened} rows folded, figures up to ${run.businessOn}; earlier years follow`),
    }
  })
}

const furthest = 50

// A port that was named is the one; otherwise the next free one will do.
async function listen(means: Means, services: Services): Promise<{ app: NestFastifyApplication; url: string }> {
  const { config } = means
  let { port } = config
  for (let tries = 0; !config.isPortFixed && port !== 0 && tries < furthest && !(await isFree(config.host, port)); tries++) port++
  const app = await createApp(means, services)
  try {
    await app.listen(port, config.host)
  } catch (error) {
    await app.close()
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new Error(`PORT=${port} on ${config.host} is taken. Stop what uses it, or set another PORT; without PORT the next free one is used.`, { cause: error })
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') throw new Error(`Cannot listen on ${config.host}:${port} (${code}). Set HOST to an address of this machine and PORT to 1024 or more.`, { cause: error })
    throw error
  }
  const { port: taken } = app.getHttpServer().address() as { port: number }
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  return { app, url: config.publicUrl?.origin ?? `${isSecure(config) ? 'https' : 'http'}://${host}:${taken}` }
}

/** Whether nobody listens on a port yet. */
export const isFree = (host: string, port: number): Promise<boolean> => new Promise((answer) => {
  const probe = createServer()
  probe.once('error', () => answer(false))
  probe.listen(port, host, () => probe.close(() => answer(true)))
})
