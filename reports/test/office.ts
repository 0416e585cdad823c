import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What LibreOffice makes of workbooks. */
export interface Office {
  readonly convert: (workbooks: ReadonlyMap<string, Uint8Array>, to: 'pdf' | 'xlsx') => Promise<Map<string, Uint8Array>>
  readonly close: () => void
}

/** Opens LibreOffice with a profile of its own; undefined on a host without it. */
export function openOffice(): Office | undefined {
  const program = ['soffice', 'libreoffice'].find((name) => answers(name, '--version'))
  if (!program) return undefined
  const home = mkdtempSync(join(tmpdir(), 'mingshu-office-'))
  return {
    async convert(workbooks, to) {
      const from = mkdtempSync(join(home, 'from-'))
      const out = mkdtempSync(join(home, 'out-'))
      for (const [name, bytes] of workbooks) writeFileSync(join(from, `${name}.xlsx`), bytes)
      const files = [...workbooks.keys()].map((name) => join(from, `${name}.xlsx`))
      await run(program, [`-env:UserInstallation=file://${home}/profile`, '--headless', '--convert-to', to, '--outdir', out, ...files], { timeout: 240_000 })
      return new Map([...workbooks.keys()].map((name) => [name, new Uint8Array(readFileSync(join(out, `${name}.${to}`)))]))
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  }
}

/**
 * Points a character of a column takes on this host, by the font it prints 微软雅黑 with; undefined when that cannot be told.
 * A digit of DejaVu Sans is 0.636 of its size, one of Noto Sans CJK 0.555.
 */
export function hostCharPoints(): number | undefined {
  if (!answers('fc-match', '--version')) return undefined
  const font = execFileSync('fc-match', ['微软雅黑'], { encoding: 'utf8' })
  if (font.includes('DejaVu')) return 6.36
  return font.includes('NotoSansCJK') ? 5.55 : undefined
}

/** Pages of a PDF. */
export const pageCount = (pdf: Uint8Array): number => Buffer.from(pdf).toString('latin1').match(/\/Type\s*\/Page(?![s\w])/g)?.length ?? 0

function answers(program: string, word: string): boolean {
  try {
    execFileSync(program, [word], { stdio: 'ignore', timeout: 60_000 })
    return true
  } catch {
    return false
  }
}
