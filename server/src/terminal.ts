import { text, type Language, type Text } from '@mingshu/metrics'

/** Where a start and the commands tell what they do: lines for people, or one JSON object per line for scripts. */
export interface Terminal {
  readonly language: Language
  readonly isJson: boolean
  /** Tells what a step did and how long it took; while it works, how far it is. */
  step<T>(id: string, name: Text, work: (progress: Progress) => Promise<Told<T>>): Promise<T>
  /** A line for operators, in the language it comes in. */
  say(line: string): void
  /** A line for people only. */
  line(said: Text): void
  /** An object for scripts only. */
  json(object: object): void
}

/** What a step did, in words, and what came of it. */
export interface Told<T> {
  readonly told: Text
  readonly result: T
}

/** Tells how far a step is: from 0 to 1, or nothing when nobody knows; and what it is doing. */
export type Progress = (part: number | undefined, what: Text) => void

/** The part of a stream that is written to. */
export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Opens a terminal. Only on a TTY a line moves while a step works. */
export function openTerminal({ language, isJson, out }: { language: Language; isJson: boolean; out: Output }): Terminal {
  const isLive = Boolean(out.isTTY) && !isJson
  let moving = ''
  const clear = (): void => {
    if (moving) out.write(`\r${' '.repeat(widthOf(moving))}\r`)
    moving = ''
  }
  const print = (line: string): void => {
    clear()
    out.write(`${line}\n`)
  }
  return {
    language, isJson,
    say: (line) => (isJson ? out.write(`${JSON.stringify({ said: line })}\n`) : print(` · ${line}`)),
    line: (said) => !isJson && print(said[language]),
    json: (object) => isJson && out.write(`${JSON.stringify(object)}\n`),
    async step(id, name, work) {
      const begun = performance.now()
      const { told, result } = await work((part, what) => {
        if (!isLive) return
        const bar = part === undefined ? '' : ` ${'█'.repeat(Math.round(part * 20)).padEnd(20, '░')} ${String(Math.round(part * 100)).padStart(3)} %`
        const line = clip(` … ${pad(name[language], nameWidth)}${what[language]}${bar}`, (out.columns ?? 80) - 1)
        if (line === moving) return
        clear()
        out.write(line)
        moving = line
      })
      const ms = Math.round(performance.now() - begun)
      if (isJson) out.write(`${JSON.stringify({ step: id, told: told[language], ms })}\n`)
      else print(` ✓ ${pad(name[language], nameWidth)}${pad(told[language], toldWidth)}${(ms / 1000).toFixed(1).padStart(6)} s`)
      return result
    },
  }
}

const nameWidth = 12
const toldWidth = 62

/** Columns a text takes on a terminal: Chinese characters take two. */
export const widthOf = (line: string): number => [...line].reduce((sum, c) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c) ? 2 : 1), 0)

/** Fills a text up to a width; one that is longer gets one space. */
export const pad = (line: string, width: number): string => line + ' '.repeat(Math.max(width - widthOf(line), 1))

function clip(line: string, width: number): string {
  let short = line
  while (widthOf(short) > width) short = short.slice(0, -1)
  return short
}

/** What programs and people are told when something ends the command. */
export const failed = (error: unknown): Text => {
  const said = typeof error === 'object' && error !== null && 'text' in error ? (error as { text: Text }).text : undefined
  const message = error instanceof Error ? error.message : String(error)
  return said ?? text(message, message)
}
