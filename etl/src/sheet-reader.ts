import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { text, type Text } from '@mingshu/metrics'
import type { Cell } from './source.js'

/** A line of a file: its number there and its cells. */
export interface Line {
  readonly rowNo: number
  readonly cells: readonly Cell[]
}

/** The lines of a file, sheet by sheet; or why it cannot be read. */
export type Sheets = readonly (readonly Line[])[] | { readonly refused: Text }

/** Reads .xlsx and CSV files in a child process with a small heap and a deadline, one after another. */
export interface SheetReader {
  read(path: string): Promise<Sheets>
  close(): void
}

const script = fileURLToPath(new URL('../child/sheet-rows.mjs', import.meta.url))

/** Opens a reader. The child starts with the first file, and again after one that killed it. */
export function openSheetReader({ deadline = 20_000, heap = 256 }: { deadline?: number; heap?: number } = {}): SheetReader {
  let child: ChildProcessWithoutNullStreams | undefined
  let hear: ((message: Message | undefined) => void) | undefined

  const start = (): ChildProcessWithoutNullStreams => {
    const started = spawn(process.execPath, [`--max-old-space-size=${heap}`, script], { stdio: 'pipe', env: {}, cwd: '/' })
    createInterface({ input: started.stdout }).on('line', (line) => hear?.(messageOf(line)))
    started.stdin.on('error', () => {}) // it died; its end is heard below
    started.stderr.resume()
    started.on('close', () => {
      if (child !== started) return
      child = undefined
      hear?.(undefined)
    })
    return started
  }

  return {
    async read(path) {
      const running = (child ??= start())
      const sheets: Line[][] = []
      return new Promise<Sheets>((resolve) => {
        const finish = (answer: Sheets): void => {
          clearTimeout(timer)
          hear = undefined
          resolve(answer)
        }
        const timer = setTimeout(() => {
          child = undefined
          running.kill('SIGKILL')
          finish({ refused: reasonOf({ refused: 'too-slow' }) })
        }, deadline)
        hear = (message) => {
          if (!message) return finish({ refused: broken })
          if ('sheet' in message) sheets.push([])
          else if ('rows' in message) for (const [rowNo, cells] of message.rows) sheets.at(-1)?.push({ rowNo, cells })
          else finish('refused' in message ? { refused: reasonOf(message) } : sheets)
        }
        running.stdin.write(`${path}\n`)
      })
    },
    close() {
      const last = child
      child = undefined
      last?.kill('SIGKILL')
    },
  }
}

interface Refused {
  readonly refused: string
  readonly line?: number
}
type Message = { readonly sheet: string } | { readonly rows: readonly [number, Cell[]][] } | Refused | { readonly end: true }

function messageOf(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message
  } catch {
    return undefined
  }
}

const broken = text('文件已损坏或结构异常。请在 Excel 或 WPS 中打开，另存为新的 .xlsx 后再传', 'The file is damaged or oddly built. Open it in Excel or WPS, save it as a new .xlsx and send that')
const quotes = (line: number): Text =>
  text(`第 ${line} 行的引号不成对，或该行过长。请在 Excel 或 WPS 中打开后另存`, `Row ${line} has a quote without its partner, or is too long. Open the file in Excel or WPS and save it again`)
const reasonOf = ({ refused, line }: Refused): Text => (refused === 'quotes' ? quotes(line ?? 0) : (reasons[refused] ?? broken))
const reasons: Readonly<Record<string, Text>> = {
  broken,
  encoding: text('文件的编码既不是 UTF-8 也不是 GB18030。请另存为“CSV UTF-8”后再传', 'The file is neither UTF-8 nor GB18030. Save it as CSV UTF-8'),
  'not-xlsx': text('不是 .xlsx 文件。请另存为“Excel 工作簿(.xlsx)”后再传', 'The file is no .xlsx. Save it as an Excel workbook (.xlsx) and send that'),
  encrypted: text('文件有密码。请去掉密码后再传', 'The file has a password. Remove it and send the file again'),
  'foreign-part': text('文件含有宏、外部链接或嵌入的文件。请只保留名册，另存为新的 .xlsx 后再传', 'The file holds macros, links or other files. Keep the roster only and save it as a new .xlsx'),
  doctype: text('文件含有不允许的声明，可能被改动过。请重新导出后再传', 'The file holds a declaration that is not allowed and may have been tampered with. Export it again'),
  'too-large': text('文件太大。请按月、按平台拆分后再传', 'The file is too large. Split it by month and platform'),
  'too-slow': text('文件读取超时，可能含有大范围的格式或公式。请只保留名册数据，另存后再传', 'Reading the file takes too long; it may hold formats or formulas over whole sheets. Keep the data only and save it again'),
}
