import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { fileSources, systems } from '@mingshu/etl'
import { parseCron } from './runs/cron.js'

/** Where one source system is: a database to read, or a folder into which files are put. */
export interface SourceAddress {
  readonly url?: string
  readonly inbox?: string
}

/** Password and session rules: those of 等保 (`gb`), or of OWASP ASVS 5.0 (`asvs`). */
export type PolicyName = 'gb' | 'asvs'

/** Everything an operator may decide. Read once, by {@link readConfig}. */
export interface Config {
  readonly host: string
  readonly port: number
  /** The port was named, so the next free one will not do. */
  readonly isPortFixed: boolean
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly sources: Readonly<Record<string, SourceAddress>>
  readonly schedule: string
  readonly demo: 'auto' | 'off'
  readonly language: 'zh' | 'en'
  readonly smallCell: number
  readonly policy: PolicyName
  /** Who answers questions about the figures and gives rights; printed on pages. */
  readonly contact: string | undefined
  readonly idleMinutes: number
  readonly publicUrl: URL | undefined
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  /** Addresses whose `X-Forwarded-*` headers are believed; they end TLS for us. */
  readonly trustedProxy: readonly string[]
  readonly pseudonymKeyFile: string | undefined
  readonly metricsHost: string
  readonly metricsPort: number | undefined
  readonly isMetricsPortFixed: boolean
}

interface Setting<T> {
  /** What it is, for `.env.example`. */
  readonly about: string
  /** The value that is used when it is not set; empty when there is none. */
  readonly usual: string
  /** Throws what would be right. */
  read(value: string): T
}

const setting = <T>(about: string, usual: string, read: (value: string) => T): Setting<T> => ({ about, usual, read })

const integer = (least: number, most: number) => (value: string): number => {
  if (!/^\d{1,9}$/.test(value) || Number(value) < least || Number(value) > most) throw new Error(`a whole number from ${least} to ${most}`)
  return Number(value)
}
const oneOf = <const T extends string>(...allowed: readonly T[]) => (value: string): T => {
  const found = allowed.find((a) => a === value)
  if (!found) throw new Error(allowed.join(' or '))
  return found
}
const optional = <T>(read: (value: string) => T) => (value: string): T | undefined => (value === '' ? undefined : read(value))

/** Addresses only this machine can reach. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

const listed = (sources: readonly { readonly id: string }[]): string => sources.map((s) => s.id).join(', ')

const settings = {
  HOST: setting('Address to listen on. Beyond this machine it needs TLS_CERT and TLS_KEY, or TRUSTED_PROXY.', '127.0.0.1', (v) => {
    if (v !== 'localhost' && !isIP(v)) throw new Error('an IP address of this machine, like 127.0.0.1 or 0.0.0.0')
    return v
  }),
  PORT: setting('Port to listen on. When it is not set and 3000 is taken, the next free one is used.', '3000', integer(0, 65535)),
  DATA_DIR: setting('Folder for the bundled PostgreSQL, secrets, exports and uploads.', '.data', (v) => resolve(v)),
  DATABASE_URL: setting(
    'PostgreSQL 15 to 18 as a role that may create roles; postgres://user:password@host:5432/mingshu. Empty: the bundled one below DATA_DIR.', '',
    optional((v) => {
      const url = URL.canParse(v) ? new URL(v) : undefined
      if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2) throw new Error('postgres://user:password@host:5432/database')
      return v
    }),
  ),
  DATABASE_PASSWORD_FILE: setting('File with the password of DATABASE_URL, when the address holds none: a secret of a container.', '', optional((v) => {
    try {
      return readFileSync(v, 'utf8').trim()
    } catch {
      throw new Error('a file this account can read')
    }
  })),
  SOURCES: setting(
    'Source systems: JSON, or a file that holds it. {"service-menu":{"url":"postgres://…"},"industry-rosters":{"inbox":"/srv/rosters"}}. ' +
    `Systems: ${listed(systems)}; files: ${listed(fileSources)}. Empty: those of the demo.`, '', readSources),
  SCHEDULE: setting('When the figures are run: minute, hour, day, month and weekday of Asia/Shanghai, as cron writes them.', '0 2 * * *', (v) => {
    parseCron(v)
    return v
  }),
  DEMO: setting('auto: fill an empty bundled database with the demo years. off: never.', 'auto', oneOf('auto', 'off')),
  LANG: setting('Language of the terminal: zh or en. A locale of the system, like en_US.UTF-8, is not a wish and means zh.', 'zh', (v): 'zh' | 'en' => (v === 'en' ? 'en' : 'zh')),
  SMALL_CELL: setting('Counts of persons from 1 to below this are hidden from those who may not see the lists.', '5', integer(1, 100)),
  POLICY: setting('Rules for passwords and sessions: gb (等保 2.0) or asvs (OWASP ASVS 5.0).', 'gb', oneOf('gb', 'asvs')),
  CONTACT: setting('Who answers questions about the figures and grants rights, as it should be printed: office, name, telephone. At most 120 characters.', '', optional((v) => {
    if (v.length > 120 || /[\p{Cc}<>]/u.test(v)) throw new Error('one line of at most 120 characters, like 市委组织部信息科 0750-1234567')
    return v
  })),
  IDLE_MINUTES: setting('Minutes in which a person asks for nothing, after which their session ends; it ends after 12 hours in any case.', '30', integer(1, 720)),
  PUBLIC_URL: setting('Address people type, like https://mingshu.example.gov.cn. Written into workbooks; changes are accepted from its pages only.', '', optional((v) => {
    const url = URL.canParse(v) ? new URL(v) : undefined
    if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username) throw new Error('https://name, without a path')
    return url
  })),
  TLS_CERT: setting('Certificate chain (PEM) to serve https with.', '', optional((v) => resolve(v))),
  TLS_KEY: setting('Private key (PEM) of TLS_CERT.', '', optional((v) => resolve(v))),
  TRUSTED_PROXY: setting('Addresses or networks, with commas, of the proxies that end TLS in front of us. Their X-Forwarded-* headers are believed, nobody else\'s.', '', (v): readonly string[] => {
    const list = v.split(',').map((a) => a.trim()).filter((a) => a !== '')
    const wrong = list.find((a) => !isNetwork(a))
    if (wrong !== undefined) throw new Error(`IP addresses or networks with commas, like 10.0.0.5,10.1.0.0/16; “${wrong}” is none`)
    return list
  }),
  PSEUDONYM_KEY_FILE: setting('File with the key that turns identity numbers into pseudonyms. Empty: made once, below DATA_DIR/secrets. Keep a copy: without it new rows cannot be matched with old ones.', '', optional((v) => resolve(v))),
  METRICS_HOST: setting('Address on which Prometheus may read /metrics.', '127.0.0.1', (v) => {
    if (v !== 'localhost' && !isIP(v)) throw new Error('an IP address of this machine')
    return v
  }),
  METRICS_PORT: setting('Port for Prometheus, or off. When it is not set and 9464 is taken, the next free one is used.', '9464', (v) => (v === 'off' ? undefined : integer(0, 65535)(v))),
} as const

type Settings = typeof settings
type Read = { [K in keyof Settings]: ReturnType<Settings[K]['read']> }

/** Reads the settings. Throws one error with a line for each wrong one, saying what would be right. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const wrong: string[] = []
  const read = Object.fromEntries(Object.entries(settings).map(([name, { usual, read: parse }]) => {
    const value = env[name]?.trim() || usual
    try {
      return [name, parse(value)]
    } catch (error) {
      wrong.push(`${name}=${/URL|SOURCES/.test(name) ? '…' : value}: should be ${error instanceof Error ? error.message : String(error)}.`)
      return [name, undefined]
    }
  })) as Read

  if (wrong.length === 0) wrong.push(...refusals(read))
  if (wrong.length > 0) throw new Error(`${wrong.length === 1 ? 'A setting is wrong' : `${wrong.length} settings are wrong`} (see .env.example):\n${wrong.map((w) => `  ${w}`).join('\n')}`)

  return {
    host: read.HOST,
    port: read.PORT,
    isPortFixed: Boolean(env.PORT?.trim()),
    dataDir: read.DATA_DIR,
    databaseUrl: withPassword(read.DATABASE_URL, read.DATABASE_PASSWORD_FILE),
    sources: read.SOURCES,
    schedule: read.SCHEDULE,
    demo: read.DEMO,
    language: read.LANG,
    smallCell: read.SMALL_CELL,
    policy: read.POLICY,
    contact: read.CONTACT,
    idleMinutes: read.IDLE_MINUTES,
    publicUrl: read.PUBLIC_URL,
    tls: read.TLS_CERT && read.TLS_KEY ? { cert: read.TLS_CERT, key: read.TLS_KEY } : undefined,
    trustedProxy: read.TRUSTED_PROXY,
    pseudonymKeyFile: read.PSEUDONYM_KEY_FILE,
    metricsHost: read.METRICS_HOST,
    metricsPort: read.METRICS_PORT,
    isMetricsPortFixed: Boolean(env.METRICS_PORT?.trim()),
  }
}

// What each setting allows, and all of them together do not.
function refusals(read: Read): string[] {
  const wrong: string[] = []
  if (Boolean(read.TLS_CERT) !== Boolean(read.TLS_KEY)) wrong.push('TLS_CERT and TLS_KEY: should be set both, or neither.')
  if (!isLoopback(read.HOST) && !(read.TLS_CERT && read.TLS_KEY) && read.TRUSTED_PROXY.length === 0) {
    wrong.push(`HOST=${read.HOST}: reaches beyond this machine without encryption. Set TLS_CERT and TLS_KEY; or TRUSTED_PROXY, if a proxy in front ends TLS.`)
  }
  if (read.DATABASE_PASSWORD_FILE !== undefined && (read.DATABASE_URL === undefined || new URL(read.DATABASE_URL).password !== '')) {
    wrong.push('DATABASE_PASSWORD_FILE: should go with a DATABASE_URL that holds no password, like postgres://user@host:5432/mingshu.')
  }
  if (!isLoopback(read.METRICS_HOST) && read.METRICS_PORT === 0) wrong.push('METRICS_PORT=0: should be a fixed port when METRICS_HOST is reachable by others.')
  return wrong
}

function withPassword(address: string | undefined, password: string | undefined): string | undefined {
  if (address === undefined || password === undefined) return address
  const url = new URL(address)
  url.password = encodeURIComponent(password) // the setter leaves a % as it is
  return url.href
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const kind = isIP(address)
  return kind !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128)))
}

function readSources(value: string): Readonly<Record<string, SourceAddress>> {
  if (value === '') return {}
  const right = 'JSON like {"service-menu":{"url":"postgres://…"},"industry-rosters":{"inbox":"/srv/rosters"}}, or a file that holds it'
  let found: unknown
  try {
    found = JSON.parse(value.startsWith('{') ? value : readFileSync(value, 'utf8'))
  } catch {
    throw new Error(right)
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found)) throw new Error(right)
  return Object.fromEntries(Object.entries(found as Record<string, unknown>).map(([system, address]) => {
    const { url, inbox } = (typeof address === 'object' && address !== null ? address : {}) as Record<string, unknown>
    const hasUrl = typeof url === 'string' && /^postgres(ql)?:\/\//.test(url)
    const hasInbox = typeof inbox === 'string' && inbox !== ''
    if (hasUrl && systems.some((s) => s.id === system)) return [system, { url }]
    if (hasInbox && fileSources.some((s) => s.id === system)) return [system, { inbox: resolve(inbox) }]
    const wrong = hasUrl || hasInbox ? `is none with ${hasUrl ? 'a url' : 'an inbox'}. Known are, with a url: ${listed(systems)}; with an inbox: ${listed(fileSources)}` : 'has neither url nor inbox'
    throw new Error(`${right}; “${system}” ${wrong}`)
  }))
}

/** The text of `.env.example`: every setting, what it means and its usual value. */
export function envExample(): string {
  const lines = Object.entries(settings).flatMap(([name, { about, usual }]) => [`# ${about}`, `#${name}=${usual}`, ''])
  return ['# Settings of Mingshu. Copy to .env, remove the # before what you change. All are optional.', '', ...lines].join('\n')
}
