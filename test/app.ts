import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Database } from '../db/src/database.js'
import { runJob } from '../etl/src/run.js'
import { subjects } from '../metrics/src/index.js'
import { randomFacts } from './random-facts.js'
import type { Role } from '../server/src/access/viewer.js'
import { createApp } from '../server/src/app.js'
import { readConfig, type Config } from '../server/src/config.js'
import { addAccount, findAccount } from '../server/src/people/accounts.js'
import { makeToken } from '../server/src/people/tokens.js'
import { prepareDatabase } from '../server/src/prepare.js'
import { openPseudonymKey } from '../server/src/secrets.js'
import { openServices, type ServiceOptions, type Services } from '../server/src/services.js'
import { freshDatabase } from './database.js'

/** An answer of the application. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly text: string
  readonly bytes: Buffer
  // Tests look into answers of many shapes; what is not there is undefined and fails their expectation.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any
}

/** What to send. */
export interface Ask {
  readonly as?: string
  readonly body?: unknown
  readonly raw?: Buffer | string
  readonly headers?: Readonly<Record<string, string>>
}

/** An application on a database of its own, with nobody listening on a port. */
export interface TestApp extends AsyncDisposable {
  readonly app: NestFastifyApplication
  readonly database: Database
  readonly services: Services
  readonly config: Config
  readonly dataDir: string
  /** What operators were told. */
  readonly said: string[]
  /** Adds an account and returns a token to ask with. */
  viewer(login: string, role: Role, ...unitCodes: string[]): Promise<string>
  ask(method: string, path: string, how?: Ask): Promise<Reply>
}

/** Puts random facts of one year's first three months under some units of three counties and the zone, and publishes them. */
export async function publishFacts(database: Database, { seed = 1, rows = 120, businessOn = '2024-03-31' } = {}): Promise<number> {
  const etl = database.pool('etl')
  const { rows: units } = await etl.raw<{ rows: { unitId: string; countyId: number }[] }>(
    `select unit_id as "unitId", county_id as "countyId" from unit where code = any(:codes)`,
    { codes: ['440703002131', '440703002128', '440703005', '440704001', '440785100', '440785', '440803070', '440811173', '440804001'] })
  await randomFacts(etl, { seed, rows, units, from: '2024-01-01', days: 91 })
  const counties = [...new Set(units.map((u) => u.countyId))]
  for (const s of subjects) {
    for (const month of ['2024-01-01', '2024-02-01', '2024-03-01']) {
      for (const county of counties) {
        await etl.raw('insert into coverage (county_id, source, month_on, load_id) values (?, ?, ?, 1) on conflict do nothing', [county, s.system, month])
        await etl.raw('insert into dirty (county_id, subject, month_on) values (?, ?, ?)', [county, s.id, month])
      }
    }
  }
  return runAgain(database, businessOn)
}

let fire = 0

/** Folds what is dirty and publishes it. */
export async function runAgain(database: Database, businessOn = '2024-03-31', full = false): Promise<number> {
  const done = await runJob(database, 'test', { job: 'test', fireAt: new Date(1.7e12 + ++fire * 1000).toISOString(), businessOn, full }, { loads: [] })
  if (!done) throw new Error('The run was offered before.')
  return done.version
}

/** Serves a database: a fresh one, or the one given, which then stays. */
export async function serve({ database: given, isPrepared = given !== undefined, env = {}, ...options }: { database?: Database; isPrepared?: boolean; env?: NodeJS.ProcessEnv } & ServiceOptions = {}): Promise<TestApp> {
  const database = given ?? (await freshDatabase())
  const dataDir = mkdtempSync(join(tmpdir(), 'mingshu-app-'))
  const said: string[] = []
  const means = { config: readConfig({ DATA_DIR: dataDir, ...env }), database, say: (line: string) => void said.push(line), key: openPseudonymKey(dataDir, undefined), url: () => 'http://127.0.0.1:3000' }
  if (!isPrepared) await prepareDatabase(database)
  const services = await openServices(means, { isScheduled: false, isWorking: false, ...options })
  const app = await createApp(means, services)
  await app.init()
  await app.getHttpAdapter().getInstance().ready()
  return {
    app, database, services, config: means.config, dataDir, said,
    viewer: (login, role, ...unitCodes) => database.pool('desk').transaction(async (trx) => {
      await addAccount(trx, { login, name: login, role, unitCodes, passwordHash: null })
      const account = await findAccount(trx, login)
      return makeToken(trx, account?.userId ?? '', 1)
    }),
    async ask(method, path, { as, body, raw, headers = {} } = {}) {
      const answer = await app.getHttpAdapter().getInstance().inject({
        method: method as 'GET', url: path,
        headers: { ...(as === undefined ? {} : { authorization: `Bearer ${as}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
        ...(raw === undefined ? {} : { payload: raw }),
      })
      return {
        status: answer.statusCode, headers: answer.headers, text: answer.payload, bytes: answer.rawPayload,
        get json() {
          return JSON.parse(answer.payload) as unknown
        },
      }
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await services.close()
      if (!given) await database.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
