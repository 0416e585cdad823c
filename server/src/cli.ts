import { parseArgs } from 'node:util'
import { openDatabase, type Database } from '@mingshu/db'
import { text, type Language } from '@mingshu/metrics'
import { ask } from './commands/ask.js'
import type { Command, CommandMeans, UsageError, Values } from './commands/command.js'
import { demo } from './commands/demo.js'
import { doctor } from './commands/doctor.js'
import { exportReport } from './commands/export.js'
import { load } from './commands/load.js'
import { map } from './commands/map.js'
import { migrate } from './commands/migrate.js'
import { prove } from './commands/prove.js'
import { run } from './commands/run.js'
import { screen } from './commands/screen.js'
import { user } from './commands/user.js'
import { readConfig } from './config.js'
import { refusalOf } from './http/problem.js'
import { failed, openTerminal, pad, type Output } from './terminal.js'

/** The commands, in the order of their help. */
const commands: Readonly<Record<string, Command>> = { migrate, demo, load, run, ask, prove, export: exportReport, user, screen, map, doctor }

const general = { json: { type: 'boolean' }, lang: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const

/** What a command runs in. Default: the process. */
export interface Surroundings {
  /** Takes the answer. */
  readonly out: Output
  /** Takes what is told beside it. */
  readonly err: Output
  readonly env?: NodeJS.ProcessEnv
  readonly open?: typeof openDatabase
}

/** Runs one command. Returns 0 when it is done, 1 when it was refused with a sentence, 2 when it was called wrongly. */
export async function main(argv: readonly string[], { out, err, env, open = openDatabase }: Surroundings = { out: process.stdout, err: process.stderr }): Promise<number> {
  const [name = '', ...rest] = argv
  const wish: Language | undefined = argv[argv.indexOf('--lang') + 1] === 'en' && argv.includes('--lang') ? 'en' : undefined
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const isHelp = name === '--help' || name === '-h' || name === 'help'
    const to = isHelp ? out : err
    if (!isHelp && name !== '') err.write(`${{ zh: `没有命令“${name}”。`, en: `There is no command “${name}”.` }[wish ?? 'zh']}\n`)
    to.write(helpOf(wish ?? 'zh'))
    return isHelp ? 0 : 2
  }

  let language: Language = wish ?? 'zh'
  let database: Promise<Database> | undefined
  try {
    const { words, values } = parse(command, rest)
    if (values.help === true) {
      out.write(`mingshu ${command.usage}\n${command.about[language]}\n`)
      return 0
    }
    const config = readConfig(env)
    language = wish ?? config.language
    const isJson = values.json === true
    const terminal = openTerminal({ language, isJson: false, out: isJson ? silent : err })
    const means: CommandMeans = {
      config, language, terminal, isJson,
      database: () => (database ??= open({ url: config.databaseUrl, dataDir: config.dataDir, say: terminal.say })),
      print: (line) => void out.write(`${line}\n`),
    }
    return (await command.run(words, values, means)) ?? 0
  } catch (error) {
    if (isUsage(error)) {
      err.write(`${error.message}\nmingshu ${command.usage}\n`)
      return 2
    }
    const refusal = refusalOf(error)
    const why = refusal.code === 'internal' ? failed(error) : refusal.detail
    err.write(`✗ ${why[language]}\n`)
    return 1
  } finally {
    await database?.then((d) => d.close(), () => undefined)
  }
}

function parse(command: Command, args: readonly string[]): { words: string[]; values: Values } {
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: { ...command.options, ...general } })
    if (positionals.length > command.words) throw new Error(`“${positionals[command.words] ?? ''}” is one word too many.`)
    return { words: positionals, values: values as Values }
  } catch (error) {
    throw Object.assign(new Error(error instanceof Error ? error.message : String(error)), { isUsage: true })
  }
}

const isUsage = (error: unknown): error is UsageError => error instanceof Error && 'isUsage' in error

const silent: Output = { write: () => true }

function helpOf(language: Language): string {
  const lines = Object.entries(commands).map(([name, { about }]) => `  ${pad(name, 10)}${about[language]}`)
  const tail = text(
    '每个命令都有 --help；--json 输出与对应接口相同；--lang en 为英文。\n退出码：0 完成，1 被拒绝并说明原因，2 用法不对。',
    'Each command has --help; --json prints what the matching endpoint answers; --lang zh is Chinese.\nExit codes: 0 done, 1 refused with a sentence, 2 called wrongly.',
  )
  return `mingshu <${text('命令', 'command')[language]}> …\n${lines.join('\n')}\n${tail[language]}\n`
}
