import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answering } from '../test/given.js'
import { hostCharPoints, openOffice, pageCount } from '../test/office.js'
import { contextFor, edited, read, rowsOf } from '../test/workbooks.js'
import { readWorkbook, renderWorkbook, reports, verifyWorkbook, type Rendered } from './index.js'

const office = openOffice()
const charPoints = hostCharPoints()

describe.skipIf(!office)(`in LibreOffice${office ? '' : ' (not installed here: install libreoffice-calc to run these)'}`, () => {
  const made = new Map<string, Rendered>()
  const saved = new Map<string, Uint8Array>()

  beforeAll(async () => {
    if (!office) return
    for (const report of reports) {
      const { ask } = answering({ own: 31 })
      made.set(report.number, await renderWorkbook(await report.build(ask, contextFor(report)), charPoints ? { charPoints } : {}))
    }
    // Without cached values everything must be computed anew.
    const bare = new Map([...made].map(([name, { bytes }]) => [name, withoutResults(bytes)]))
    for (const [name, bytes] of await office.convert(bare, 'xlsx')) saved.set(name, bytes)
  }, 300_000)
  afterAll(() => office?.close())

  test.each(reports.map((r) => r.number))('every formula of %s computes what it says', (number) => {
    const was = read(made.get(number)?.bytes ?? new Uint8Array())
    const is = read(saved.get(number) ?? new Uint8Array())
    const formulas = [...was.sheets].flatMap(([sheet, cells]) => [...cells].filter(([, c]) => c.formula !== undefined).map(([at, cell]) => ({ sheet, at, cell })))
    // Lists have no formulas but those that check how many rows they have.
    if (was.sheets.has('数据')) expect(formulas.length).toBeGreaterThan(20)
    for (const { sheet, at, cell } of formulas) {
      const now = is.sheets.get(sheet)?.get(at)?.value
      if (cell.isNumber) expect(Math.abs(Number(now) - Number(cell.value)), `${sheet}!${at} ${cell.formula}`).toBeLessThan(5e-9 + 1e-13 * Math.abs(Number(cell.value)))
      else expect(now, `${sheet}!${at}`).toBe(cell.value)
    }
  })

  test.each(reports.map((r) => r.number))('%s saved there is still what was exported', (number) => {
    const is = readWorkbook(saved.get(number) ?? new Uint8Array())
    expect('refused' in is ? is : verifyWorkbook(is, made.get(number)?.bytes ?? new Uint8Array())).toMatchObject({ changes: [] })
  })

  test('every check of an untouched workbook agrees, but for the lists that were given other rows', () => {
    const lists: Readonly<Record<string, readonly string[]>> = {
      R04: ['【服务菜单】清单条数＝菜单项目数'], R05: ['【匹配台账】清单条数＝需求征集条数'], R06: ['【好项目名录】清单条数＝党群服务好项目数'],
      R13: ['【附件2 超期清单】清单条数＝超期未办结件数'],
    }
    for (const [number, bytes] of saved) {
      const verdicts = rowsOf(read(bytes), '校验', 5).map((row) => [row[1], row[6]])
      expect(verdicts.filter(([, verdict]) => verdict !== '相符').map(([what]) => what), number).toEqual(lists[number] ?? [])
    }
  })

  test('a changed cell of a form turns the checks that name its column, and no other', async () => {
    const bytes = made.get('R03')?.bytes ?? new Uint8Array()
    // 村庄清洁日 of 蓬江区: column 3, which is a part of column 1.
    const changed = edited(withoutResults(bytes), (name, xml) => (name === 'xl/worksheets/sheet2.xml' ? xml.replace(/(<c r="D9"[^>]*><v>)\d+(<\/v>)/, '$1999$2') : xml))
    const [again] = await office?.convert(new Map([['changed', changed]]), 'xlsx').then((m) => m.values()) ?? []
    const turned = rowsOf(read(again ?? new Uint8Array()), '校验', 5).filter((row) => row[6] === '不符').map((row) => row[1])
    expect(turned).toEqual(['【重点党群活动】3栏控制数：正式表与数据表', '【重点党群活动】3栏合计＝各项之和', '【重点党群活动】1栏＝2栏＋3栏＋4栏＋5栏＋6栏'])
  })

  test.skipIf(!charPoints)(`they print on as many pages as predicted${charPoints ? '' : ' (the font of this host is not known)'}`, async () => {
    const pdfs = await office?.convert(new Map([...made].map(([name, { bytes }]) => [name, bytes])), 'pdf') ?? new Map<string, Uint8Array>()
    for (const report of reports) {
      const layout = await report.build(answering({ own: 31 }).ask, contextFor(report))
      // Columns are rounded to dots before they are scaled, so a sheet that just fits may go either way.
      const tried = await Promise.all([0.97, 1, 1.03].map(async (part) => (await renderWorkbook(layout, { charPoints: (charPoints ?? 0) * part })).pages))
      const predicted = tried.map((pages) => Object.values(pages).reduce((sum, n) => sum + n, 0))
      const printed = pageCount(pdfs.get(report.number) ?? new Uint8Array())
      // Rows are rounded to dots as well: over ten pages that adds up to one.
      const rounding = Math.floor(Math.max(...predicted) / 10)
      expect(printed, report.number).toBeGreaterThanOrEqual(Math.min(...predicted) - rounding)
      expect(printed, report.number).toBeLessThanOrEqual(Math.max(...predicted) + rounding)
      for (const sheet of Object.keys(tried[0] ?? {})) {
        const counts = tried.map((pages) => pages[sheet] ?? 0)
        expect(Math.max(...counts) - Math.min(...counts), `${report.number} ${sheet}`).toBeLessThanOrEqual(1)
      }
    }
  })
})

/** The workbook as it would be if nobody had computed it yet. */
const withoutResults = (bytes: Uint8Array): Uint8Array =>
  edited(bytes, (name, xml) => (name.startsWith('xl/worksheets/sheet') ? xml.replace(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, '$1') : xml))
