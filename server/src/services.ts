import { join } from 'node:path'
import type { Wall } from './access/narrow.js'
import { openHolders, type Holders } from './access/holders.js'
import { openUnits, type Units } from './access/tree.js'
import { openAnswers, type Answers } from './figures/answers.js'
import { openAsker, type Asker } from './figures/asker.js'
import { openBehind, type Behind } from './figures/behind.js'
import { openVersions, type Versions } from './figures/versions.js'
import { openAnchors, type Anchors } from './audit/anchors.js'
import { openFiles } from './exports/files.js'
import { makeExports } from './exports/maker.js'
import { openQueue, type Queue } from './jobs/queue.js'
import type { Means } from './means.js'
import { openNews, type News } from './news/listen.js'
import { openFreshness, type Freshness } from './runs/freshness.js'
import { loadsOf } from './runs/loads.js'
import { loadUploads } from './uploads/loader.js'
import { keepSwept } from './uploads/sweep.js'
import { openWorker, type Worker } from './runs/worker.js'

/** The long-lived parts of a server. */
export interface Services {
  readonly news: News
  readonly units: Units
  readonly versions: Versions
  readonly freshness: Freshness
  readonly holders: Holders
  readonly answers: Answers
  readonly asker: Asker
  readonly behind: Behind
  readonly queue: Queue
  readonly anchors: Anchors
  readonly worker: Worker
  /** Whether this server offers ticks. */
  readonly isScheduled: boolean
  close(): Promise<void>
}

/** What tests may leave out. */
export interface ServiceOptions {
  /** Offer ticks by the clock. Default true. */
  readonly isScheduled?: boolean
  /** Perform runs and jobs. Default true. */
  readonly isWorking?: boolean
  /** Let the service refuse foreign units. Default `up`. */
  readonly wall?: Wall
  /** The clock that says what is late. Default: that of the machine. */
  readonly now?: () => Date
}

/** Opens the parts and lets the news move them. */
export async function openServices({ config, database, say, key, url }: Means, { isScheduled = true, isWorking = true, wall = 'up', now = () => new Date() }: ServiceOptions = {}): Promise<Services> {
  const news = await openNews(database.pool('desk'))
  const units = openUnits(database.pool('api'))
  const versions = openVersions(database.pool('api'))
  const freshness = openFreshness(database, versions, config.schedule, now)
  // Whoever tries the demo comes back to the page after lunch, and has no second link.
  const idleMinutes = async (): Promise<number> => ((await versions.current())?.isDemo ? 12 * 60 : config.idleMinutes)
  const holders = openHolders(database.pool('desk'), units.get, idleMinutes, config.smallCell)
  const answers = openAnswers()
  const asker = openAsker(database, units, versions, wall)
  const behind = openBehind(database, units, asker, wall)
  const worker = isWorking ? await openWorker(database, { loads: () => loadsOf({ database, dataDir: config.dataDir, sources: config.sources, key }), say }) : idle
  const queue = await openQueue(database, say)
  const anchors = openAnchors(config.dataDir)
  const stopSweeping = keepSwept(join(config.dataDir, 'uploads'), say)
  if (isWorking) {
    await loadUploads(queue, { database, key, units, versions, worker, say })
    await makeExports(queue, { smallBelow: config.smallCell, database, asker, behind, units, versions, news, anchors, url, say, files: openFiles(join(config.dataDir, 'exports')) })
  }

  news.on('mingshu_version', () => {
    versions.refresh()
    units.refresh()
  })
  news.on('mingshu_session', (what) => holders.forget(what))
  news.onGap(() => {
    versions.refresh()
    holders.forget()
  })
  return {
    news, units, versions, freshness, holders, answers, asker, behind, queue, anchors, worker, isScheduled,
    async close() {
      stopSweeping()
      await Promise.all([worker.close(), queue.close()])
      await news.close()
    },
  }
}

const idle: Worker = { wake: () => {}, close: async () => {} }
