import { Inject, Injectable, type OnModuleInit, type Type } from '@nestjs/common'
import { Cron, Interval } from '@nestjs/schedule'
import { offerRun } from '@mingshu/etl'
import type { Database } from '@mingshu/db'
import { Means } from '../means.js'
import { lastTick, parseCron, ticks } from './cron.js'
import { isDemoFilled, isEmpty } from './demo.js'
import { businessDayOf } from './due.js'
import { Worker } from './worker.js'

/**
 * Offers every tick that is due and was not: those missed while no server ran, oldest first, and the one of now. The ledger
 * takes each once, whatever the number of servers. On an empty ledger only the last one is due.
 */
export async function offerDue(database: Database, schedule: string, now = new Date()): Promise<number> {
  const cron = parseCron(schedule)
  const pool = database.pool('etl')
  const { rows: [known] } = await pool.raw<{ rows: { fireAt: string | null; businessOn: string | null; publishedAt: string | null }[] }>(
    `select (select max(fire_at) from run where job = 'nightly') as "fireAt", business_on as "businessOn", published_at as "publishedAt"
     from (select) one left join data_version on version = (select version from published)`)
  const last = lastTick(cron, now)
  if (last === undefined) return 0
  const missed = known?.fireAt ? ticks(cron, new Date(known.fireAt), now) : [last]
  let offered = 0
  for (const fireAt of missed) {
    // A run on demand may have counted that day already; going back to an earlier day would show less than was shown.
    if (known?.businessOn && businessDayOf(fireAt) < known.businessOn) continue
    // One that began after the tick has done its work.
    if (known?.businessOn === businessDayOf(fireAt) && known.publishedAt && Date.parse(known.publishedAt) > Date.parse(fireAt)) continue
    if (await offerRun(pool, { job: 'nightly', fireAt, requestedBy: 'schedule' })) offered++
  }
  return offered
}

async function hasSource({ config, database }: Means): Promise<boolean> {
  return Object.keys(config.sources).length > 0 || (await isDemoFilled(database)) || !(await isEmpty(database))
}

/** Offers ticks by the clock. */
export interface Schedule {
  offer(): Promise<void>
  offerMissed(): Promise<void>
}

/** The class of the {@link Schedule}, for one that is known only when the server starts. */
export function scheduleOf(schedule: string): Type<Schedule> {
  const cron = parseCron(schedule)

  @Injectable()
  class ByTheClock implements Schedule, OnModuleInit {
    /** All ticks up to here were offered. */
    private reached = 0

    constructor(@Inject(Means) private readonly means: Means, @Inject(Worker) private readonly worker: Worker) {}

    async onModuleInit(): Promise<void> {
      await this.offer()
    }

    @Cron(schedule, { timeZone: 'Asia/Shanghai' })
    async offer(): Promise<void> {
      const now = new Date()
      try {
        // Before there is anything to read, or was anything loaded, a run would publish nothing as if it were something.
        if ((await hasSource(this.means)) && (await offerDue(this.means.database, schedule, now)) > 0) this.worker.wake()
        this.reached = now.getTime()
      } catch (error) {
        this.means.say(`the schedule could not offer its run: ${error instanceof Error ? error.message : String(error)}`)
      }
    }

    // At the tick itself the database may have been starting, or the machine asleep, and the night would be lost.
    @Interval(60_000)
    async offerMissed(): Promise<void> {
      const last = lastTick(cron, new Date())
      if (last !== undefined && Date.parse(last) > this.reached) await this.offer()
    }
  }
  return ByTheClock
}
