import { expect, test } from 'vitest'
import { ledgerOf, pagesOf, rowsUpTo } from '../test/ledgers.js'
import { read, rowsOf } from '../test/workbooks.js'
import { ledgerBytes, ledgerName, rowsPerSheet, type Ledger } from './ledger.js'

async function bytesOf(ledger: Ledger, perSheet = rowsPerSheet): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of ledgerBytes(ledger, { perSheet })) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('a ledger has a row for each row, typed as it is', async () => {
  const book = read(await bytesOf(ledgerOf(3)))
  expect([...book.sheets.keys()]).toEqual(['明细'])
  const rows = rowsOf(book, '明细')
  expect(rows[0]?.[0]).toBe('2024年江门市重点党群活动次数台账（共3行）')
  expect(rows[3]).toEqual(['编号', '活动名称', '日期', '人次', '满意率', '是否重点', '备注'])
  expect(rows[4]).toEqual(['HD0000001', '=活动1<&>', '45292', '1234', '0.25', '是'])
  const cells = book.sheets.get('明细')
  expect(['A5', 'B5', 'C5', 'D5', 'E5'].map((at) => cells?.get(at)?.isNumber)).toEqual([false, false, true, true, true])
  expect([...(cells?.values() ?? [])].some((cell) => cell.formula !== undefined)).toBe(false)
})

test('rows beyond the limit of a sheet go on on the next, and row 1 and the file name say so', async () => {
  const book = read(await bytesOf(ledgerOf(25), 10))
  expect([...book.sheets.keys()]).toEqual(['明细1', '明细2', '明细3'])
  expect(rowsOf(book, '明细3')[0]?.[0]).toBe('2024年江门市重点党群活动次数台账（共25行，超过Excel一张表的行数，分3张表，本表为第3张，第21—25行）')
  expect(['明细1', '明细2', '明细3'].flatMap((name) => rowsOf(book, name, 5).map((row) => row[0]))).toEqual([...rowsUpTo(25)].map((row) => row[0]))
  expect(ledgerName(ledgerOf(25), 10)).toBe('重点党群活动次数台账_江门市_2024_截至20241231_v42_共25行分3张表.xlsx')
  expect(ledgerName(ledgerOf(25))).toBe('重点党群活动次数台账_江门市_2024_截至20241231_v42.xlsx')
})

test('a sheet holds as many rows as Excel does', () => {
  expect(rowsPerSheet + 4).toBe(1_048_576)
})

test('a ledger without rows is one empty sheet', async () => {
  expect(rowsOf(read(await bytesOf(ledgerOf(0))), '明细', 5)).toEqual([])
})

test('more or fewer rows than announced are an error, not a cut', async () => {
  await expect(bytesOf(ledgerOf(3, { pages: pagesOf(rowsUpTo(4)) }))).rejects.toThrow('was announced with 3 rows, but more came')
  await expect(bytesOf(ledgerOf(3, { pages: pagesOf(rowsUpTo(2)) }))).rejects.toThrow('was announced with 3 rows, but 2 came')
})

test('an error among the rows reaches the reader', async () => {
  async function* broken() {
    yield* pagesOf(rowsUpTo(300))
    throw new Error('the connection was lost')
  }
  await expect(bytesOf(ledgerOf(1000, { pages: broken() }))).rejects.toThrow('the connection was lost')
})

test('a reader that goes away ends the rows', async () => {
  let ended = false
  function* watched() {
    try {
      yield* rowsUpTo(1_000_000)
    } finally {
      ended = true
    }
  }
  for await (const _piece of ledgerBytes(ledgerOf(1_000_000, { pages: pagesOf(watched()) }))) break
  await expect.poll(() => ended).toBe(true)
})

test('no more rows are asked for than a few pieces hold while nobody reads on', async () => {
  let asked = 0
  function* counted() {
    for (const row of rowsUpTo(500_000)) {
      asked++
      yield row
    }
  }
  const bytes = ledgerBytes(ledgerOf(500_000, { pages: pagesOf(counted()) }))
  let least = Infinity
  for (let piece = 0; piece < 40; piece++) {
    await bytes.next()
    if (piece === 20) least = asked
  }
  await new Promise((done) => setTimeout(done, 100))
  await bytes.return(undefined)
  expect(least).toBeLessThan(60_000)
  expect(asked).toBeLessThan(100_000)
})

test('the export number follows from the rows, and is told when they are written', async () => {
  const numberOf = async (ledger: Ledger): Promise<string> => {
    let number = ''
    for await (const _piece of ledgerBytes(ledger, { onNumber: (told) => { number = told } })) continue
    return number
  }
  const number = await numberOf(ledgerOf(3))
  expect(number).toMatch(/^LEDGER-440700-2024-V42-[0-9A-F]{10}$/)
  expect(read(await bytesOf(ledgerOf(3)))).toMatchObject({ exportNo: number, version: 42, report: 'ledger' })
  expect(await numberOf(ledgerOf(3, { pages: [[...rowsUpTo(3)].reverse()] }))).not.toBe(number)
})

test('equal rows make equal bytes', async () => {
  expect((await bytesOf(ledgerOf(500))).equals(await bytesOf(ledgerOf(500)))).toBe(true)
})

test('what XML cannot hold is left out, and long text is cut at Excel’s limit', async () => {
  const rows = [['a\u0000b\u000bc', '\ud800x', '2024-02-29', '1', '1', false, '甲'.repeat(40_000)]] as const
  const [row] = rowsOf(read(await bytesOf(ledgerOf(1, { pages: [rows] }))), '明细', 5)
  expect([row?.[0], row?.[1], row?.[2], row?.[6]?.length]).toEqual(['abc', 'x', '45351', 32767])
})

test('a ledger of demo data says so in name, note and page header', async () => {
  const ledger = ledgerOf(2, { demo: true })
  expect(ledgerName(ledger)).toMatch(/^演示_/)
  expect(rowsOf(read(await bytesOf(ledger)), '明细')[1]?.[0]).toMatch(/^演示数据，不得作为工作依据。/)
})
