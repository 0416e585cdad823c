import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type TestApp } from '../../../test/app.js'

let here: TestApp
beforeAll(async () => {
  here = await serve()
  const owner = here.database.pool('owner')
  await owner.raw(`insert into load (load_id, source, file_name, as_of, rows_read, rows_changed, rows_rejected, finished_at) overriding system value values
    (901, 'service-menu', null, '2024-04-01T02:10:00+08:00', 500, 497, 3, now()), (902, 'monthly-returns', '三月.xlsx', '2024-04-02T02:10:00+08:00', 40, 39, 1, now())`)
  await owner.raw(`insert into load_problem (county_id, load_id, row_no, column_name, value, sentence_zh, sentence_en)
    select coalesce((select county_id from unit where code = p.code), 0), load_id, row_no, column_name, value, zh, en
    from (values ('440703', 901, 7, '参加人数', '-12', '参加人数小于0。', 'Fewer than none.'), ('440703', 901, 7, '活动日期', '2204-04-17', '晚于今天。', 'Later than today.'),
      ('440785', 901, 9, '参加人数', '=1+1', '不是数字。', 'No number.'), ('none', 901, 12, '牵头单位', '440799', '不是已知的单位。', 'No known unit.'),
      ('440785', 902, 3, '户数', 'x', '不是数字。', 'No number.')) p (code, load_id, row_no, column_name, value, zh, en)`)
})
afterAll(() => here?.[Symbol.asyncDispose]())

interface Page {
  readonly rows: readonly { readonly loadId: string; readonly row: string; readonly column: string; readonly county: string | null }[]
  readonly cursor: string | null
}
const told = ({ rows }: Page): string[] => rows.map((r) => `${r.loadId} ${r.row} ${r.column} ${r.county ?? '-'}`)

test('an operator sees every refused row, also one whose unit nobody can tell; newest load first, page by page', async () => {
  const as = await here.viewer('李工', 'operator', '440700')
  const { loads } = (await here.ask('GET', '/api/rejected', { as })).json as { loads: { loadId: string; rejected: string; name: { zh: string } }[] }
  expect(loads.map((l) => [l.loadId, l.name.zh, l.rejected])).toEqual([['902', '党群服务工作月报', '1'], ['901', '服务菜单系统', '3']])
  const page = async (cursor: string | null): Promise<Page> => (await here.ask('GET', `/api/rejected/rows?limit=2${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`, { as })).json as Page
  const first = await page(null)
  const second = await page(first.cursor)
  const third = await page(second.cursor)
  expect([first, second, third].map(told)).toEqual([
    ['902 3 户数 440785', '901 7 参加人数 440703'], ['901 7 活动日期 440703', '901 9 参加人数 440785'], ['901 12 牵头单位 -'],
  ])
  expect(third.cursor).toBeNull()
  // A page that is full and the last one says so.
  expect((await here.ask('GET', '/api/rejected/rows?load=902&limit=1', { as })).json.cursor).toBeNull()
  expect(told((await here.ask('GET', '/api/rejected/rows?source=monthly-returns', { as })).json as Page)).toEqual(['902 3 户数 440785'])
})

test('a clerk sees the rows of their own county, a leader none', async () => {
  const clerk = await here.viewer('clerk', 'clerk', '440785')
  expect(told((await here.ask('GET', '/api/rejected/rows', { as: clerk })).json as Page)).toEqual(['902 3 户数 440785', '901 9 参加人数 440785'])
  const leader = await here.viewer('leader', 'leader', '440700')
  expect((await here.ask('GET', '/api/rejected/rows', { as: leader })).status).toBe(403)
})

test('as many are told beside the source as its list holds', async () => {
  const counts = async (as: string): Promise<Record<string, number>> => {
    const { dataSets } = (await here.ask('GET', '/api/runs/data-sets', { as })).json as { dataSets: { source: string; rejected: number }[] }
    return Object.fromEntries(dataSets.map((d) => [d.source, d.rejected]))
  }
  expect(await counts(await here.viewer('zhao', 'operator', '440700'))).toEqual({ 'service-menu': 3, 'monthly-returns': 1 })
  expect(await counts(await here.viewer('clerk 2', 'clerk', '440785'))).toEqual({ 'service-menu': 1, 'monthly-returns': 1 })
})

test('the file of a source holds its rows, and what begins like a formula stays a text', async () => {
  const as = await here.viewer('wang', 'operator', '440700')
  const { status, text } = await here.ask('GET', '/api/rejected/file?source=service-menu', { as })
  expect(status).toBe(200)
  const lines = text.split('\r\n')
  expect([lines.length, lines[0]]).toEqual([6, '\ufeff"来源","文件","数据时间","行号","县(市、区)","列","填写的内容","问题"'])
  expect(lines[3]).toMatch(/^"服务菜单系统","",".+","9","440785","参加人数","'=1\+1","不是数字。"$/)
})

test.each(['rows?cursor=x', 'rows?limit=0', 'rows?load=last', 'file?load=x'])('%s is refused with a sentence', async (path) => {
  const as = await here.viewer(`op ${path}`, 'operator', '440700')
  const { status, json } = await here.ask('GET', `/api/rejected/${path}`, { as })
  expect([status, typeof json.detail]).toEqual([400, 'string'])
})
