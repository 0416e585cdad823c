import { unzipSync } from 'fflate'
import { afterEach, describe, expect, test } from 'vitest'
import { answering, contextOf, jiangmen } from '../test/given.js'
import { contextFor, dataOf, partOf, read, rowsOf } from '../test/workbooks.js'
import { subjects } from '@mingshu/metrics'
import type { TableCell } from './layout.js'
import { serialOf } from './period.js'
import { placeOf } from './sheets/formal-sheet.js'
import { findReport, renderWorkbook, reports, type Report } from './index.js'

const get = (number: string): Report => findReport(number) ?? (() => { throw new Error(`No report ${number}.`) })()
const make = async (report: Report, given: Parameters<typeof answering>[0] = {}, more: Parameters<typeof contextFor>[1] = {}) => {
  const { ask } = answering(given)
  const layout = await report.build(ask, contextFor(report, more))
  return { layout, ask, ...(await renderWorkbook(layout)) }
}

describe.each(reports.map((r) => [r.number, r] as const))('%s', (_number, report) => {
  test('every data cell is the value of its answer', async () => {
    const { layout, bytes } = await make(report)
    if (layout.tables.every((t) => t.figures.length === 0)) {
      // A list or a handbook: it prints no figure, so it has no sheet of them.
      expect([...read(bytes).sheets.keys()]).not.toContain('数据')
      return
    }
    const { ask } = answering()
    const context = contextFor(report)
    const rows = dataOf(read(bytes))
    expect(rows.length).toBe(layout.tables.reduce((sum, t) => sum + t.figures.length, 0))
    expect(rows.length).toBeGreaterThan(30)
    for (const row of rows) {
      const member = row['分组项代码'] === 'total' ? undefined : row['分组项代码']
      const by = layout.tables.flatMap((t) => t.figures).find((f) => f.metric === row['指标代码'] && f.member === row['分组项代码'])
      const dimension = member && dimensionOf(row['指标代码'] ?? '', row['分组'] ?? '')
      const answer = await ask({ metrics: [row['指标代码'] ?? ''], unit: row['单位代码'] ?? '', period: context.period, compare: ['yoy', 'prev', 'target'], v: 42, ...(dimension && { by: dimension }) })
      const cell = (member ? answer.rows.find((r) => r.member === member) : answer.total)?.cells[row['指标代码'] ?? '']
      expect(by).toBeDefined()
      expect(Number(row['数值']), `${row['指标代码']} ${row['单位代码']} ${member}`).toBe(Number(cell?.value))
      if (row['上年同期']) expect(Number(row['上年同期'])).toBe(Number(cell?.yoy_value))
      if (row['期初数']) expect(Number(row['期初数'])).toBe(Number(cell?.prev_value))
      if (row['分子']) expect([row['分子'], row['分母']]).toEqual([cell?.of, cell?.to])
    }
  })

  test('every cell of the forms is the one of the layout', async () => {
    const { layout, bytes } = await make(report)
    const book = read(bytes)
    for (const table of layout.tables) {
      const rows = rowsOf(book, table.sheet)
      const from = placeOf(table).bodyFrom - 1
      table.rows.forEach((row, r) => row.cells.forEach((cell, c) => {
        const written = rows[from + r]?.[c] ?? ''
        if (cell.kind === 'number') expect(Number(written)).toBe(Number(cell.value))
        else expect(written.trim()).toBe(plain(cell))
      }))
    }
  })

  test('equal figures make equal bytes, on any host', async () => {
    const one = await make(report)
    process.env['TZ'] = 'America/New_York'
    const other = await make(report)
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true)
    expect(one.exportNo).toBe(other.exportNo)
  })

  test('every sheet says that demo data are demo data', async () => {
    const { bytes, fileName, layout } = await make(report, { demo: true })
    expect(fileName).toMatch(/^演示_/)
    expect(rowsOf(read(bytes), '目录').flat().some((words) => words.startsWith('演示数据'))).toBe(true)
    for (const name of Object.keys(unzipSync(bytes)).filter((n) => n.startsWith('xl/worksheets/sheet'))) expect(partOf(bytes, name)).toMatch(/<oddHeader>[^<]*演示数据<\/oddHeader>/)
    for (const table of layout.tables) expect(table.notes).toContain('本表为演示数据，不得作为工作依据。')
  })

  test('without demo data nothing speaks of them', async () => {
    const { bytes, fileName } = await make(report)
    expect([fileName, ...[...read(bytes).sheets.values()].flatMap((cells) => [...cells.values()].map((c) => c.value))].filter((words) => words.includes('演示'))).toEqual([])
  })

  test('an English workbook has no Chinese sheet', async () => {
    const { bytes } = await make(report, {}, { language: 'en' })
    expect([...read(bytes).sheets.keys()].filter((name) => /[\u4e00-\u9fff]/.test(name))).toEqual([])
  })
})

const zone = process.env['TZ']
afterEach(() => {
  process.env['TZ'] = zone
})

test('the sheets stand in one order', async () => {
  expect([...read((await make(get('R13'))).bytes).sheets.keys()]).toEqual(['目录', '办理情况', '附件1 分类情况', '附件2 超期清单', '图表', '数据', '指标口径', '校验', '数据说明'])
})

test('the properties lead back to the export', async () => {
  const { bytes, exportNo } = await make(get('R03'))
  expect(read(bytes)).toMatchObject({ exportNo, version: 42, report: 'key-activities', unit: '440700', period: '2024', viewUrl: 'http://127.0.0.1:3000/units/440700?period=2024&v=42' })
  expect(exportNo).toMatch(/^R03-440700-2024-V42-[0-9A-F]{10}$/)
  expect(partOf(bytes, 'docProps/core.xml')).toMatch(/<dcterms:created[^>]*>2024-12-31T22:10:00Z<\/dcterms:created><dcterms:modified[^>]*>2024-12-31T22:10:00Z</)
})

test('another version or another figure makes another export number, another address does not', async () => {
  const { exportNo } = await make(get('R03'))
  const numbers = await Promise.all([
    make(get('R03'), { instead: (code, of) => (code === 'activity_key_count' && of === '440703' ? { value: '1' } : undefined) }),
    make(get('R03'), {}, { version: 43 }), make(get('R03'), {}, { viewUrl: 'https://elsewhere/' }),
  ].map(async (made) => (await made).exportNo === exportNo))
  expect(numbers).toEqual([false, false, true])
})

test('text that looks like a formula stays text', async () => {
  const evil = ['=HYPERLINK("http://evil","x")', '+1+1', '-2', '@SUM(A1)', '\t=1', '\u0000=1']
  const rows = evil.map((id, i) => ({ unit: '440703', unit_zh: id, unit_en: id, county_id: 1, src_id: `${i}`, fields: { issue_id: id, category: 'other', opened_on: '2024-11-01', due_on: '2024-12-01' } }))
  const { bytes } = await make(get('R13'), {}, { trace: async function* () { yield* rows } })
  const cells = [...(read(bytes).sheets.get('附件2 超期清单') ?? [])].filter(([, cell]) => /evil|1\+1|^-2$|SUM\(A1|=1/.test(cell.value))
  expect(cells.length).toBeGreaterThanOrEqual(evil.length)
  expect(cells.filter(([, cell]) => cell.formula !== undefined || cell.isNumber)).toEqual([])
})

test('days are serial numbers', async () => {
  const { bytes } = await make(get('R13'))
  const row = rowsOf(read(bytes), '附件2 超期清单').find((r) => r[1] === 'SQ202400001')
  expect(row).toEqual(['1', 'SQ202400001', '楼道杂物堆放', '蓬江区', '45616', '45627', '30', '重办中'])
})

test('without a trace the list is left out, and nothing else changes', async () => {
  const context = contextOf(jiangmen, '2024-12')
  const { bytes } = await renderWorkbook(await get('R13').build(answering().ask, context))
  expect([...read(bytes).sheets.keys()]).not.toContain('附件2 超期清单')
})

test('a list that the figure has outgrown says so', async () => {
  const { layout } = await make(get('R13'))
  expect(layout.tables[2]?.notes.some((note) => note.startsWith('清单按最新上报的明细列出，共60条'))).toBe(true)
})

test('the five kinds of no ordinary number are told apart', async () => {
  const cell = (of: string) => ({
    440703: { value: '0' }, 440704: { value: null, status: 'not_applicable' as const }, 440705: { value: null, status: 'not_reported' as const },
    440781: { value: null, status: 'suppressed' as const }, 440783: { value: '0.0001' },
  })[of]
  const { bytes, layout } = await make(get('R13'), { instead: (code, of) => (code === 'issue_ontime_rate' ? cell(of) : undefined) })
  const column = (layout.tables[0]?.columns.findIndex((c) => c.prints?.metric === 'issue_ontime_rate' && c.prints.field === 'value') ?? 0)
  const form = rowsOf(read(bytes), '办理情况')
  expect(['蓬江区', '江海区', '新会区', '台山市', '开平市'].map((name) => form.find((row) => row[0]?.trim() === name)?.[column]?.trim())).toEqual(['0', '—', '未上报', '*', '0.0001'])
  expect(partOf(bytes, 'xl/styles.xml')).toContain('&quot;…&quot;')
  const data = dataOf(read(bytes)).filter((row) => row['指标代码'] === 'issue_ontime_rate' && row['所在表'] === '办理情况')
  expect(['440703', '440704', '440705', '440781', '440783'].map((code) => { const row = data.find((r) => r['单位代码'] === code); return [row?.['数值'], row?.['备注']] })).toEqual([
    ['0', ''], ['', '不适用'], ['', '未上报'], ['', '隐去'], ['0.0001', ''],
  ])
})

test('totals are formulas with their value beside', async () => {
  const cells = read((await make(get('R03'))).bytes).sheets.get('重点党群活动')
  const formulas = [...(cells ?? [])].filter(([, cell]) => cell.formula !== undefined)
  expect(formulas.map(([address, { formula }]) => [address, formula])).toEqual('BCDEFGH'.split('').map((c) => [`${c}7`, `SUM(${c}8:${c}14)`]))
  expect(formulas.every(([, cell]) => cell.value !== '')).toBe(true)
})

test('forms merge nothing in their body, and data sheets nothing at all', async () => {
  const { bytes } = await make(get('R12'))
  const merges = (n: number): number[] => [...partOf(bytes, `xl/worksheets/sheet${n}.xml`).matchAll(/<mergeCell ref="[A-Z]+(\d+):[A-Z]+(\d+)"/g)].flatMap(([, a, b]) => [Number(a), Number(b)])
  // Head in rows 1 to 5, column numbers in 6, body in 7 to 13.
  expect(merges(2).filter((row) => row >= 6 && row <= 13)).toEqual([])
  expect([5, 6, 7, 8].flatMap(merges)).toEqual([])
})

test('sheets are set up for A4: one page wide, heads repeated, frozen', async () => {
  const { bytes } = await make(get('R03'))
  const form = partOf(bytes, 'xl/worksheets/sheet2.xml')
  expect(form).toMatch(/<pageSetup paperSize="9" orientation="landscape"[^>]*fitToWidth="1"/)
  expect(form).toContain('state="frozen"')
  expect(form).toMatch(/<oddFooter>[^<]*导出号 R03-440700-2024-V42-[0-9A-F]{10}[^<]*第 &amp;P 页，共 &amp;N 页/)
  expect(partOf(bytes, 'xl/workbook.xml')).toContain("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"1\">&apos;重点党群活动&apos;!$1:$6</definedName>")
  expect(partOf(bytes, 'xl/workbook.xml')).toContain('fullCalcOnLoad="0"')
})

test('every cell wears a named style', async () => {
  const { bytes } = await make(get('R03'))
  const styles = partOf(bytes, 'xl/styles.xml')
  for (const name of ['报表标题', '报表表头', '报表数值', '正式表合计', '正式表附注']) expect(styles).toContain(`<cellStyle name="${name}"`)
  const xfs = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1]?.match(/xfId="\d+"/g) ?? []
  expect(xfs.slice(1).filter((id) => id === 'xfId="0"')).toEqual([])
  expect([...styles.matchAll(/<name val="([^"]+)"\/>/g)].map((m) => m[1]).filter((n) => n !== '微软雅黑' && n !== '仿宋')).toEqual([])
})

test('charts hold their values, name their fonts and can be heard', async () => {
  const { bytes, layout } = await make(get('R12'))
  const drawing = partOf(bytes, 'xl/drawings/drawing1.xml')
  expect(layout.charts).toHaveLength(3)
  layout.charts.forEach((chart, i) => {
    const xml = partOf(bytes, `xl/charts/chart${i + 1}.xml`)
    for (const series of chart.series) for (const value of series.values) if (value !== null) expect(xml).toContain(`<c:v>${value}</c:v>`)
    expect(xml).toContain('<a:ea typeface="微软雅黑"/>')
    expect(xml).toContain('<c:dispBlanksAs val="gap"/>')
    expect(drawing).toContain(`descr="${chart.alt}"`)
  })
})

function dimensionOf(metric: string, name: string): string {
  const found = subjects.find((s) => s.measures.some((m) => m.code === metric) || s.ratios.some((m) => m.code === metric))
  return Object.entries(found?.by ?? {}).find(([, d]) => d.name.zh === name)?.[0] ?? ''
}

const plain = (cell: TableCell): string =>
  cell.kind === 'text' ? cell.text : cell.kind === 'gap' ? { not_applicable: '—', not_reported: '未上报', suppressed: '*' }[cell.why] : cell.kind === 'date' ? String(serialOf(cell.on)) : cell.value
