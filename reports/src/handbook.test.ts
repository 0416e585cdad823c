import { isPublic, subjects } from '@mingshu/metrics'
import { expect, test } from 'vitest'
import { answering, contextOf, fengle } from '../test/given.js'
import { read, rowsOf } from '../test/workbooks.js'
import { findReport, renderWorkbook } from './index.js'

const handbook = async (language: 'zh' | 'en' = 'zh') => {
  const report = findReport('S3')
  if (!report) throw new Error('No handbook.')
  const { ask, asked } = answering()
  return { asked, book: await report.build(ask, contextOf(fengle, '2024-10-31', { language })) }
}
const words = (cells: readonly { kind: string; text?: string }[]): (string | undefined)[] => cells.map((c) => c.text)

test('the handbook has every metric once: those of the catalogue, then their parts, group by group', async () => {
  const { book } = await handbook()
  const rows = book.tables[0]?.rows ?? []
  const codes = rows.filter((r) => r.kind === 'item').map((r) => words(r.cells)[0])
  const all = subjects.flatMap((s) => [...s.measures, ...s.ratios])
  expect(new Set(codes)).toEqual(new Set(all.map((m) => m.code)))
  expect(codes).toHaveLength(all.length)
  expect(rows.filter((r) => r.kind === 'heading').map((r) => words(r.cells)[0]).slice(0, 3)).toEqual(['A　阵地与服务菜单', 'A　阵地与服务菜单：计算比率和编制报表所用的分项', 'B　活动与项目'])
  expect(book.tables[0]?.head[2]).toBe(`指标${all.filter(isPublic).length}项，分项${all.filter((m) => !isPublic(m)).length}项`)
})

test('it says of a rate what is divided, how it adds and where it comes from', async () => {
  const { book } = await handbook()
  expect(words(book.tables[0]?.rows.find((r) => words(r.cells)[0] === 'org_coverage_rate')?.cells ?? [])).toEqual([
    'org_coverage_rate', '党的组织覆盖率', '%', '期末有党组织(单独或联合)的企业占实体运营企业的比例。', '组织覆盖企业数÷新业态企业数×100%', '由本级分子、分母计算；取期末数', '两个覆盖',
  ])
})

test('it prints no figure and has nothing to sign, of whatever unit and period', async () => {
  const { book } = await handbook()
  const { bytes } = await renderWorkbook(book)
  expect(book.tables[0]).toMatchObject({ title: '指标口径手册', figures: [], foot: [] })
  expect(book.tables[0]?.rows.flatMap((r) => r.cells).every((cell) => cell.kind === 'text')).toBe(true)
  expect([...read(bytes).sheets.keys()]).toEqual(['目录', '口径手册', '指标口径', '数据说明'])
  expect(rowsOf(read(bytes), '口径手册')[3]?.slice(0, 7)).toEqual(['代码', '名称', '计量单位', '含义', '计算', '汇总方式', '依据'])
})
