import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { ledgerBytes, type LedgerColumn, type LedgerRow } from '@mingshu/reports'
import exceljs from 'exceljs'
import type { Measurement } from './measurement.js'

const columns: readonly LedgerColumn[] = [
  ...['编号', '单位', '活动名称', '类别', '领域', '举办单位', '备注'].map((label) => ({ label })), { label: '日期' },
  ...['人次', '评价数', '满意数', '经费'].map((label) => ({ label, kind: 'number' as const })),
]

// As a trace hands them over, a thousand at a time.
function* pagesOf(rows: Iterable<LedgerRow>): Generator<readonly LedgerRow[]> {
  let page: LedgerRow[] = []
  for (const row of rows) {
    page.push(row)
    if (page.length < 1000) continue
    yield page
    page = []
  }
  yield page
}

function* rowsOf(size: number, seed: number): Generator<LedgerRow> {
  for (let i = 0; i < size; i++) {
    const n = (i * 2654435761 + seed) >>> 0
    yield [
      `HD${String(i).padStart(8, '0')}`, units[n % units.length] ?? '', `第${i}次邻里活动`, kinds[n % kinds.length] ?? '', kinds[(n >> 3) % kinds.length] ?? '', '社区党委', '',
      `2024-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`, n % 80, n % 20, n % 18, `${n % 10_000}.${n % 10}5`,
    ]
  }
}
const units = Array.from({ length: 60 }, (_, i) => `白沙街道第${i}社区`)
const kinds = ['文体活动', '传统文化', '健康服务', '法律咨询', '青少年', '为老服务', '技能培训', '党日活动']

type Writer = (file: string, size: number, seed: number) => Promise<void>

const writers: Readonly<Record<string, Writer>> = {
  ledger: async (file, size, seed) => {
    const ledger = {
      metric: { code: 'activity_count', name: '党群活动场次' }, unit: { code: '440700', name: '江门市' }, period: '2024', periodName: '2024年', version: 1, businessOn: '2024-12-31',
      publishedAt: '2025-01-01T06:00:00+08:00', viewUrl: 'http://127.0.0.1/', demo: true, language: 'zh' as const, columns, count: size, pages: pagesOf(rowsOf(size, seed)),
    }
    await pipeline(Readable.from(ledgerBytes(ledger)), createWriteStream(file))
  },
  // ExcelJS never says that its reader is slow: without the gate all sheets would wait in memory.
  exceljs: async (file, size, seed) => {
    const book = new exceljs.stream.xlsx.WorkbookWriter({ filename: file, useStyles: false, useSharedStrings: false })
    const sheet = book.addWorksheet('明细')
    sheet.addRow(columns.map((c) => c.label)).commit()
    let no = 0
    for (const row of rowsOf(size, seed)) {
      sheet.addRow(row.map((value, i) => (typeof value === 'string' && columns[i]?.kind === 'number' ? Number(value) : i === 7 ? new Date(`${String(value)}T00:00:00Z`) : value))).commit()
      if (++no % 100 === 0) await drained(sheet)
    }
    await book.commit()
  },
}

async function drained(sheet: object): Promise<void> {
  const { stream } = sheet as { stream?: { pipes?: readonly (NodeJS.EventEmitter & { _writableState?: { needDrain?: boolean } })[] } }
  const pipe = stream?.pipes?.[0]
  if (pipe?._writableState?.needDrain) await once(pipe, 'drain')
}

interface Written {
  readonly seconds: number
  readonly cpu: number
  readonly megabytes: number
  readonly fileMegabytes: number
}

/** Writes a ledger of twelve columns, and the same rows with ExcelJS; each in a process of its own, whose memory is read at its end. */
export const exports: Measurement = async ({ report, sizes, seed }) => {
  for (const size of sizes) {
    const rounds = size > 300_000 ? 1 : 3
    const written = new Map<string, Written[]>()
    for (let round = 0; round < rounds; round++) {
      for (const name of Object.keys(writers)) written.set(name, [...(written.get(name) ?? []), await inChild(name, size, seed)])
    }
    const middle = (name: string): Written => {
      const found = [...(written.get(name) ?? [])].sort((a, b) => a.seconds - b.seconds)[Math.floor((rounds - 1) / 2)]
      if (!found) throw new Error('Nothing was measured.')
      return found
    }
    const peer = middle('exceljs')
    const ours = middle('ledger')
    const compared = (what: string, unit: string, of: (w: Written) => number, target: string, cpu?: (w: Written) => number): void => {
      report.add({ name: `export: ${what}, ExcelJS streaming with the drain gate`, size, value: of(peer), unit, ...(cpu && { cpu: cpu(peer) }) })
      report.add({ name: `export: ${what}, ledger`, size, value: of(ours), unit, ...(cpu && { cpu: cpu(ours) }), floor: `export: ${what}, ExcelJS streaming with the drain gate`, target })
    }
    compared('rows a second', 'rows/s', (w) => size / w.seconds, '>= 3', (w) => w.cpu)
    compared('peak memory', 'MB', (w) => w.megabytes, '<= 1.1')
    compared('file', 'MB', (w) => w.fileMegabytes, '<= 0.8')
  }
}

const here = fileURLToPath(import.meta.url)

async function inChild(name: string, size: number, seed: number): Promise<Written> {
  const child = fork(here, ['write', name, String(size), String(seed)])
  const [[written]] = await Promise.all([once(child, 'message') as Promise<[Written]>, once(child, 'exit')])
  return written
}

async function write(name: string, size: number, seed: number): Promise<Written> {
  const writer = writers[name]
  if (!writer) throw new Error(`There is no writer ${name}.`)
  const dir = mkdtempSync(join(tmpdir(), 'mingshu-bench-'))
  try {
    const file = join(dir, 'ledger.xlsx')
    const own = process.cpuUsage()
    const begun = performance.now()
    await writer(file, size, seed)
    const seconds = (performance.now() - begun) / 1000
    const { user, system } = process.cpuUsage(own)
    return { seconds, cpu: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1000, fileMegabytes: statSync(file).size / 1e6 }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

if (process.argv[1] === here && process.argv[2] === 'write') process.send?.(await write(process.argv[3] ?? '', Number(process.argv[4]), Number(process.argv[5])))
