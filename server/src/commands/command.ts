import type { ParseArgsConfig } from 'node:util'
import type { Database } from '@mingshu/db'
import { isDay, type Language, type Text } from '@mingshu/metrics'
import type { Config } from '../config.js'
import type { Terminal } from '../terminal.js'

/** What a command is given. */
export interface CommandMeans {
  readonly config: Config
  readonly language: Language
  /** Steps and warnings, on stderr. */
  readonly terminal: Terminal
  readonly isJson: boolean
  /** Opens the database on the first call: joins the server that runs on it, or starts it for as long as the command lasts. */
  database(): Promise<Database>
  /** What the command answers: a line on stdout. */
  print(line: string): void
}

/** Values of options, as `parseArgs` gives them. */
export type Values = Readonly<Record<string, string | boolean | undefined>>

/** One word after `mingshu`. */
export interface Command {
  readonly usage: string
  readonly about: Text
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** Most words beside the options; more are a mistake of usage. */
  readonly words: number
  /** Returns the exit code when it is not 0. Throws a {@link usageError}, or a sentence. */
  run(words: readonly string[], values: Values, means: CommandMeans): Promise<number | void>
}

/** A mistake in how a command was called. */
export interface UsageError extends Error {
  readonly isUsage: true
}

/** Makes a {@link UsageError}. */
export const usageError = (message: string): UsageError => Object.assign(new Error(message), { isUsage: true as const })

/** The text of an option, if it was given. */
export const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** The text of an option that is needed. */
export function need(values: Values, name: string): string {
  const value = textOf(values, name)
  if (value === undefined || value === '') throw usageError(`--${name} is missing.`)
  return value
}

/** A day given as an option. */
export function dayOf(values: Values, name: string): string | undefined {
  const value = textOf(values, name)
  if (value !== undefined && !isDay(value)) throw usageError(`--${name} is a day like 2024-10-31, not “${value}”.`)
  return value
}

/** A whole number given as an option. */
export function wholeOf(values: Values, name: string, least: number, most: number): number | undefined {
  const value = textOf(values, name)
  if (value === undefined) return undefined
  if (!/^\d{1,9}$/.test(value) || Number(value) < least || Number(value) > most) throw usageError(`--${name} is a whole number from ${least} to ${most}, not “${value}”.`)
  return Number(value)
}
