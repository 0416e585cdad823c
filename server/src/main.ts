import { parseArgs } from 'node:util'
import { text, type Language } from '@mingshu/metrics'
import { readConfig } from './config.js'
import { demoDoors } from './people/demo-users.js'
import { serve, type Serving } from './serve.js'
import { failed, openTerminal, pad, type Terminal } from './terminal.js'

/** What a start needs beyond its arguments. */
export interface StartMeans {
  /** Resolves when the page is built; the links are shown then. */
  readonly pageBuilt?: Promise<unknown>
}

const usage = `npm start -- [--json] [--lang zh|en]
  --json  one JSON object per line, the last {"ready":true,"url":…,"links":{…}}
  --lang  language of the terminal (default: LANG=zh or en in the settings, else zh)
Settings are read from the environment and from .env; see .env.example.`

/** Starts the server and keeps it until SIGINT or SIGTERM. */
export async function start(argv: readonly string[], { pageBuilt }: StartMeans = {}): Promise<void> {
  const { values, problem } = readArguments(argv)
  if (values.help || problem) {
    process[problem ? 'stderr' : 'stdout'].write(problem ? `${problem}\n${usage}\n` : `${usage}\n`)
    process.exit(problem ? 2 : 0)
  }
  const isJson = values.json ?? false
  let language: Language = values.lang === 'en' ? 'en' : 'zh'
  let terminal = openTerminal({ language, isJson, out: process.stdout })
  let serving: Serving | undefined
  endOnSignals(() => serving, () => terminal)
  try {
    const config = readConfig()
    language = values.lang === undefined ? config.language : language
    terminal = openTerminal({ language, isJson, out: process.stdout })
    serving = await serve(config, terminal, pageBuilt)
    welcome(serving, terminal)
  } catch (error) {
    const why = failed(error)
    if (isJson) terminal.json({ ready: false, failed: why[language] })
    process.stderr.write(` ✗ ${why[language]}\n`)
    process.exit(1)
  }
}

function readArguments(argv: readonly string[]): { values: { json?: boolean; lang?: string; help?: boolean }; problem?: string } {
  try {
    const { values } = parseArgs({ args: [...argv], options: { json: { type: 'boolean' }, lang: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
    return values.lang === undefined || values.lang === 'zh' || values.lang === 'en' ? { values } : { values, problem: `--lang is zh or en, not “${values.lang}”.` }
  } catch (error) {
    return { values: {}, problem: error instanceof Error ? error.message : String(error) }
  }
}

function welcome({ url, metricsUrl, links, setup }: Serving, terminal: Terminal): void {
  const { language } = terminal
  const named = demoDoors.filter(({ to }) => links?.[to] !== undefined)
  for (const { to, title, hint } of named) {
    const line = `   ${pad(title[language], 10)}${links?.[to] ?? ''}   ${hint[language]}`
    terminal.line(text(line, line))
  }
  if (links) terminal.line(text(' 链接各用一次；要新的请运行 npm run mingshu -- demo', ' Each link works once; npm run mingshu -- demo makes new ones'))
  else if (setup !== undefined) {
    terminal.line(text(`   首次设置  ${setup}`, `   Set up    ${setup}`))
    terminal.line(text(' 还没有账号：打开上面的链接建立第一个管理员。链接只能用一次，24 小时内有效', ' Nobody can sign in yet: open the link to make the first operator. It works once, within 24 hours'))
  } else terminal.line(text(`   ${url}   用户由 npm run mingshu -- user add 添加`, `   ${url}   npm run mingshu -- user add makes users`))
  terminal.line(text(' 停止 Ctrl C · 重来 npm run reset · 生产部署见 docs/deploy.md', ' Stop: Ctrl C · Begin again: npm run reset · Production: docs/deploy.md'))
  terminal.json({ ready: true, url, links: links ?? {}, ...(setup === undefined ? {} : { setup }), ...(metricsUrl === undefined ? {} : { metrics: metricsUrl }) })
}

const patience = 3500

function endOnSignals(serving: () => Serving | undefined, terminal: () => Terminal): void {
  let isEnding = false
  const end = (): void => {
    const running = serving()
    // A second signal, or one before there is anything to close in order; the database ends with us either way.
    if (isEnding || !running) process.exit(130)
    isEnding = true
    terminal().line(text('\n 正在停止…', '\n Stopping …'))
    setTimeout(() => process.exit(0), patience).unref()
    running.close().then(() => process.exit(0), (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      process.exit(1)
    })
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}
