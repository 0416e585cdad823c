import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import type { Database } from '@mingshu/db'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { morning, rowsOf } from '../test/played-system.js'
import { loadFile, loadFiles, type LoadedFiles } from './load-files.js'
import { applyModels } from './models.js'

const dir = mkdtempSync(join(tmpdir(), 'mingshu-rosters-'))
afterAll(() => rmSync(dir, { recursive: true }))

async function ready(): Promise<Database & AsyncDisposable & { inbox: string; put: (name: string, ...lines: readonly string[]) => string }> {
  const database = await freshDatabase()
  await applyModels(database)
  const inbox = mkdtempSync(join(dir, 'inbox-'))
  let at = 1_700_000_000
  return {
    ...database, inbox,
    put(name, ...lines) {
      const path = join(inbox, name)
      writeFileSync(path, [header, ...lines].join('\r\n'))
      utimesSync(path, (at += 1), at) // each written after the one before
      return path
    },
  }
}

const header = '姓名,身份证号,手机号,平台,从业群体,镇街代码,入职日期,政治面貌,离职日期'
const numbers = ['11010519491231002X', '440524188001010014', '110105194912310038', '110105194912310046', '110105194912310054']
const line = (i: number, { street = '440803071', group = '骑手', platform = '骑达', number = numbers[i] ?? '', status = '群众' } = {}): string =>
  `张三,${number},13800000000,${platform},${group},${street},2023-01-05,${status},`
const load = (database: Database & { inbox: string }): Promise<LoadedFiles> => loadFiles(database, { ...morning, inbox: database.inbox, settle: 0 })
const counts = async (database: Database) => (await rowsOf(database, `select
  (select count(*)::int from raw_row) as raw, (select count(*)::int from raw_latest) as latest, (select count(*)::int from load) as loads, (select count(*)::int from fact_worker) as facts`))[0]

test('the numbers of these tests are numbers of the standard', () => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  for (const n of numbers) expect('10X98765432'[weights.reduce((sum, w, i) => sum + w * Number(n[i]), 0) % 11]).toBe(n[17])
})

test('a roster becomes runs of workers, found members and reported months', async () => {
  await using database = await ready()
  database.put('qida_2024-01.csv', line(0), line(1, { status: '中共党员' }))
  database.put('qida_2024-02.csv', line(1, { status: '中共党员' }))
  const { files, entities } = await load(database)
  expect(files).toMatchObject([{ state: 'loaded', page: '骑达/2024-01', problems: [] }, { state: 'loaded', page: '骑达/2024-02' }])
  expect(entities).toMatchObject([{ read: 2, changed: 2 }, { read: 1, changed: 1 }])
  expect(await rowsOf(database, 'select listed_from, listed_to, worker_group, county_id from fact_worker order by listed_to')).toEqual([
    { listed_from: '2024-01-01', listed_to: '2024-02-01', worker_group: 'rider', county_id: 12 }, { listed_from: '2024-01-01', listed_to: null, worker_group: 'rider', county_id: 12 },
  ])
  expect(await rowsOf(database, 'select first_found_on from fact_found_member')).toEqual([{ first_found_on: '2024-01-01' }])
  expect(await rowsOf(database, 'select county_id, month_on from coverage order by 2')).toEqual([{ county_id: 12, month_on: '2024-01-01' }, { county_id: 12, month_on: '2024-02-01' }])
})

test('the same file again, under another name, or with its lines shuffled adds nothing', async () => {
  await using database = await ready()
  database.put('qida_2024-01.csv', line(0), line(1), line(2))
  await load(database)
  const before = await counts(database)
  expect((await load(database)).files).toMatchObject([{ state: 'known' }])
  database.put('骑达外卖 2024年1月 名册.csv', line(0), line(1), line(2))
  expect((await load(database)).files).toMatchObject([{ state: 'known', note: { zh: expect.stringContaining('导入的批次 1 相同') as string } }, { state: 'known' }])
  expect(await counts(database)).toEqual(before)
  database.put('shuffled_2024-01.csv', line(2), line(0), line(1))
  expect((await load(database)).entities).toMatchObject([{ read: 3, changed: 0, same: 3, deleted: 0 }])
  expect(await counts(database)).toEqual({ ...before, loads: 2 })
})

test('two copies of a new file in one inbox are loaded once', async () => {
  await using database = await ready()
  database.put('a_2024-01.csv', line(0))
  database.put('b_2024-01.csv', line(0))
  expect((await load(database)).files).toMatchObject([{ state: 'known', note: { zh: '内容与 a_2024-01.csv 相同，只导入一次。' } }, { state: 'loaded' }])
  expect(await counts(database)).toMatchObject({ loads: 1 })
})

test('the same people in the next month are another roster', async () => {
  await using database = await ready()
  database.put('qida_2024-01.csv', line(0))
  await load(database)
  database.put('qida_2024-02.csv', line(0))
  expect((await load(database)).files).toMatchObject([{ state: 'known' }, { state: 'loaded', page: '骑达/2024-02' }])
})

test('a month delivered again replaces that month, and no other', async () => {
  await using database = await ready()
  database.put('qida_2024-01.csv', line(0), line(1), line(2))
  database.put('qida_2024-02.csv', line(0), line(1), line(2))
  await load(database)
  await rowsOf(database, 'delete from dirty')
  database.put('qida_2024-01 更正.csv', line(0), line(1, { street: '440803070' }), line(3))
  expect((await load(database)).entities).toMatchObject([{ read: 3, changed: 2, same: 1, deleted: 2 }])
  expect(await rowsOf(database, `select u.code, f.listed_from, f.listed_to from fact_worker f join unit u using (unit_id) order by 2, 3, 1`)).toEqual([
    { code: '440803070', listed_from: '2024-01-01', listed_to: '2024-02-01' }, { code: '440803071', listed_from: '2024-01-01', listed_to: '2024-02-01' },
    { code: '440803071', listed_from: '2024-01-01', listed_to: null }, { code: '440803071', listed_from: '2024-02-01', listed_to: null }, { code: '440803071', listed_from: '2024-02-01', listed_to: null },
  ])
})

test('two versions of a month in one inbox: the one written later counts', async () => {
  await using database = await ready()
  database.put('b_2024-01.csv', line(0), line(1))
  database.put('a_2024-01.csv', line(1), line(2))
  expect((await load(database)).entities).toMatchObject([{ loadId: '1', changed: 2 }, { loadId: '2', changed: 1, same: 1, deleted: 1 }])
  expect(await rowsOf(database, 'select load_id::int, count(*)::int from raw_latest group by 1 order by 1')).toEqual([{ load_id: 1, count: 1 }, { load_id: 2, count: 1 }])
})

test('a late month closes and opens the runs beside it', async () => {
  await using database = await ready()
  database.put('qida_2024-01.csv', line(0), line(1))
  database.put('qida_2024-03.csv', line(0), line(1))
  await load(database)
  expect(await rowsOf(database, 'select count(*)::int from fact_worker')).toEqual([{ count: 2 }])
  database.put('qida_2024-02.csv', line(0))
  await load(database)
  expect(await rowsOf(database, 'select listed_from, listed_to from fact_worker order by 1, 2')).toEqual([
    { listed_from: '2024-01-01', listed_to: '2024-02-01' }, { listed_from: '2024-01-01', listed_to: null }, { listed_from: '2024-03-01', listed_to: null },
  ])
})

test('a line that stands twice counts once, and is kept', async () => {
  await using database = await ready()
  database.put('qida_2024-01.csv', line(0), line(1), line(0))
  expect((await load(database)).entities).toMatchObject([{ read: 3, changed: 2, duplicate: 1 }])
  expect(await rowsOf(database, 'select row_no::int, state from raw_row order by 1')).toEqual([{ row_no: 2, state: 'duplicate' }, { row_no: 3, state: 'good' }, { row_no: 4, state: 'good' }])
})

test('a bad line is kept with its row and a sentence, and takes nobody off', async () => {
  await using database = await ready()
  database.put('qida_2024-01.csv', line(0), line(1), line(2))
  await load(database)
  database.put('qida_2024-01 更正.csv', line(0), line(1, { group: '宇航员' }), line(2, { number: '11010519491231003X' }))
  const { files, entities } = await load(database)
  expect(entities).toMatchObject([{ read: 3, same: 1, rejected: 2, deleted: 0 }])
  expect(files[1]?.problems.map(({ rowNo, sentence }) => [rowNo, sentence.zh])).toEqual([
    [3, '第 3 行“从业群体”不在可选的词中：“宇航员”。请填写：外卖配送员、快递员、网约车司机、货车司机、其他、骑手、外卖骑手、快递小哥。'],
    [4, '第 4 行“身份证号”校验位不对，有一位写错了：“110105********003X”。请对照证件更正。'],
  ])
  expect(await rowsOf(database, 'select row_no::int, column_name, value from load_problem order by 1')).toEqual([
    { row_no: 3, column_name: '从业群体', value: '宇航员' }, { row_no: 4, column_name: '身份证号', value: '110105********003X' },
  ])
  expect(await rowsOf(database, 'select count(*)::int from fact_worker where listed_to is null')).toEqual([{ count: 3 }])
})

test('a bad line of a first delivery takes nobody off either, until the month comes without one', async () => {
  await using database = await ready()
  database.put('qida_2024-01.csv', line(0), line(1), line(2))
  database.put('qida_2024-02.csv', line(0), line(1, { number: '11010519491231003X' }))
  database.put('qida_2024-03.csv', line(0), line(1, { group: '宇航员' }))
  await load(database)
  const runs = () => rowsOf(database, 'select listed_from, listed_to from fact_worker order by 1, 2')
  expect(await runs()).toEqual(Array.from({ length: 3 }, () => ({ listed_from: '2024-01-01', listed_to: null })))
  database.put('qida_2024-03 更正.csv', line(0), line(1))
  await load(database)
  expect(await runs()).toEqual([{ listed_from: '2024-01-01', listed_to: '2024-03-01' }, { listed_from: '2024-01-01', listed_to: null }, { listed_from: '2024-01-01', listed_to: null }])
  database.put('qida_2024-02 更正.csv', line(0), line(1))
  await load(database)
  expect((await runs())[0]).toEqual({ listed_from: '2024-01-01', listed_to: '2024-02-01' })
})

test('streets are known by name too, and the encoding of Chinese Windows is read', async () => {
  await using database = await ready()
  // 姓名,身份证号,平台,从业群体,镇街 ⏎ 张三,11010519491231002X,捷邮,快递小哥,湛江经开区乐华街道, in GB18030
  writeFileSync(join(database.inbox, 'jieyou_202401.csv'), Buffer.from(
    '0NXD+yzJ7bfd1qS6xSzGvcyoLLTT0rXIuszlLNXyvdYK1cXI/SwxMTAxMDUx' +
    'OTQ5MTIzMTAwMlgsvd3Tyiy/7LXd0KG45yzVv72tvq2/qsf4wNa7qr3WtcAK', 'base64'))
  const { files } = await load(database)
  expect(files).toMatchObject([{ state: 'loaded', page: '捷邮/2024-01', problems: [] }])
  expect(await rowsOf(database, 'select u.code, f.worker_group from fact_worker f join unit u using (unit_id)')).toEqual([{ code: '440803071', worker_group: 'courier' }])
})

test('the pretty table is read too: a title, the header below it, totals and examples left out, real dates', async () => {
  await using database = await ready()
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet('名册')
  sheet.addRow(['顺行出行(演示)从业人员名册 2024年1月'])
  sheet.mergeCells('A1:F1')
  sheet.addRow(['序号', '* 身份证号（18位）', '平台', '从业群体', '镇街', '入职日期'])
  sheet.addRow(['示例', '11010519491231002X', '顺行', '网约车司机', '乐华街道', new Date('2024-01-05T00:00:00Z')])
  sheet.addRow([1, '11010519491231002X', '顺行', '网约车司机', '乐华街道', new Date('2024-01-05T00:00:00Z')])
  sheet.addRow([2, 440524188001010000, '顺行', '网约车司机', '乐华街道', '2024年1月6日'])
  sheet.addRow(['合计', 2])
  sheet.addRow(['填表人：李四'])
  await workbook.xlsx.writeFile(join(database.inbox, '名册.xlsx'))
  const { files } = await load(database)
  expect(files).toMatchObject([{ state: 'loaded', page: '顺行/2024-01', problems: [{ rowNo: 5, sentence: { zh: expect.stringContaining('数值格式，后几位已丢失') as string } }] }])
  expect(await rowsOf(database, 'select listed_from from fact_worker')).toEqual([{ listed_from: '2024-01-05' }])
})

test.each<[string, (put: (name: string, ...lines: string[]) => string) => string, RegExp]>([
  ['a file without a month', (put) => put('名册.csv', line(0)), /看不出是哪个月/],
  ['a file of a month to come', (put) => put('qida_2025-03.csv', line(0)), /那个月还没有到/],
  ['a file without lines', (put) => put('qida_2024-01.csv', ',,,,'), /没有数据行/],
  ['a file of an old Excel', (put) => { const path = put('qida_2024-01.xls'); writeFileSync(path, Buffer.from('d0cf11e0a1b11ae1', 'hex')); return path }, /另存为 \.xlsx/],
  ['a file that is only named .xlsx', (put) => put('qida_2024-01.xlsx', line(0)), /内容却不是/],
  ['a header that lacks columns', (put) => { const path = put('qida_2024-01.csv'); writeFileSync(path, '姓名,身份证号,平台\n张三,1,骑达'); return path }, /缺 “从业群体”、“镇街代码”/],
  ['a header that stands twice', (put) => { const path = put('qida_2024-01.csv'); writeFileSync(path, `${header},平台\n${line(0)},骑达`); return path }, /“平台”出现两次/],
  ['a quote without its partner', (put) => put('qida_2024-01.csv', `"张三,${numbers[0]}`), /引号/],
])('%s is refused as a whole and holds up no other', async (_, make, said) => {
  await using database = await ready()
  make(database.put)
  database.put('other_2024-01.csv', line(1, { platform: '速餐' }))
  const { files } = await load(database)
  expect(files.map((f) => f.state).sort()).toEqual(['loaded', 'refused'])
  expect(files.find((f) => f.state === 'refused')?.note?.zh).toMatch(said)
})

test('a file speaks for one platform: lines of another are refused', async () => {
  await using database = await ready()
  database.put('qida_2024-01.csv', line(0), line(1, { platform: '速餐' }))
  const { files } = await load(database)
  expect(files[0]?.problems.map((p) => p.sentence.zh)).toEqual(['第 3 行“平台”与本文件其他行不同：“速餐”。一份文件只报“骑达”，请另存一份。'])
})

test('a person’s file is taken whole or not at all, as asked', async () => {
  await using database = await ready()
  const path = database.put('qida_2024-01.csv', line(0), line(1, { street: '999999' }))
  const refused = await loadFile(database, { path, name: '骑达_2024-01.csv' }, { ...morning, mode: 'all', requestedBy: 'clerk' })
  expect(refused.file).toMatchObject({ state: 'refused', note: { zh: '骑达_2024-01.csv：有 1 行有错，全部没有导入。请改正后再传。' }, problems: [{ rowNo: 3 }] })
  expect(await counts(database)).toEqual({ raw: 0, latest: 0, loads: 0, facts: 0 })
  const taken = await loadFile(database, { path, name: '骑达_2024-01.csv' }, { ...morning, mode: 'good', requestedBy: 'clerk' })
  expect(taken.file).toMatchObject({ state: 'loaded', loadId: '1' })
  expect(await rowsOf(database, 'select file_name, requested_by, rows_changed::int, rows_rejected::int, covers_month from load')).toEqual([
    { file_name: '骑达_2024-01.csv', requested_by: 'clerk', rows_changed: 1, rows_rejected: 1, covers_month: '2024-01-01' },
  ])
})

test('a person’s file with a line of a unit they do not look after is refused, with that line told', async () => {
  await using database = await ready()
  const path = database.put('qida_2024-01.csv', line(0), line(1, { street: '440703005' }))
  const send = async (within: { counties: number[]; units: string[] }) => (await loadFile(database, { path }, { ...morning, mode: 'good', within })).file
  expect(await send({ counties: [12], units: [] })).toMatchObject({
    state: 'refused', note: { zh: 'qida_2024-01.csv：有的行不在您负责的范围内，全部没有导入。请删去这些行，或请负责这些单位的人员上传。' },
    problems: [{ rowNo: 3, value: '440703005', sentence: { zh: '第 3 行“镇街”不在您负责的范围内：“440703005”。填错的请改正，否则请删去该行。' } }],
  })
  expect(await counts(database)).toEqual({ raw: 0, latest: 0, loads: 0, facts: 0 })
  const [street] = await rowsOf(database, `select unit_id from unit where code = '440703005' and valid_to is null`)
  expect(await send({ counties: [12], units: [String(street?.unit_id)] })).toMatchObject({ state: 'loaded', problems: [] })
})

test('who is not in a person’s file is gone from the units they look after, and from no other', async () => {
  await using database = await ready()
  const whole = database.put('qida_2024-01.csv', line(0), line(1), line(2, { street: '440703005' }))
  await load(database)
  const part = database.put('qida_2024-01 更正.csv', line(0))
  const { entities } = await loadFile(database, { path: part }, { ...morning, mode: 'good', within: { counties: [12], units: [] } })
  expect(entities).toMatchObject([{ read: 1, same: 1, deleted: 1 }])
  expect(await rowsOf(database, 'select u.code from fact_worker join unit u using (unit_id) order by 1')).toEqual([{ code: '440703005' }, { code: '440803071' }])
  const [street] = await rowsOf(database, `select unit_id from unit where code = '440803071' and valid_to is null`)
  const none = database.put('qida_2024-01 再更正.csv', line(3))
  await loadFile(database, { path: none }, { ...morning, mode: 'good', within: { counties: [], units: [String(street?.unit_id)] } })
  expect(await rowsOf(database, 'select u.code, count(*)::int from fact_worker join unit u using (unit_id) group by 1 order by 1')).toEqual([{ code: '440703005', count: 1 }, { code: '440803071', count: 1 }])
  expect((await loadFile(database, { path: whole }, { ...morning, mode: 'good' })).entities).toMatchObject([{ changed: 2, same: 1, deleted: 1 }])
})

test('an earlier file is taken back when a person sends it, and skipped in the inbox', async () => {
  await using database = await ready()
  const first = database.put('v1_2024-01.csv', line(0))
  const second = database.put('v2_2024-01.csv', line(1))
  const send = async (path: string) => (await loadFile(database, { path }, { ...morning, mode: 'good' })).file.state
  expect([await send(first), await send(second), await send(second), await send(first)]).toEqual(['loaded', 'loaded', 'known', 'loaded'])
  const before = await rowsOf(database, 'select src_id from raw_latest')
  expect((await load(database)).files).toMatchObject([{ state: 'known' }, { state: 'known' }])
  expect(await rowsOf(database, 'select src_id from raw_latest')).toEqual(before)
})

test('an inbox that is not there is named', async () => {
  await using database = await ready()
  await expect(loadFiles(database, { ...morning, inbox: '/nowhere/at/all' })).rejects.toThrow('读不到平台从业人员名册的收件目录 /nowhere/at/all')
})

test('a file that cannot be read is told of and holds up no other', async () => {
  await using database = await ready()
  const files = [{ path: join(database.inbox, 'gone_2024-01.csv') }, { path: database.put('qida_2024-01.csv', line(0)) }]
  const loaded = await loadFiles(database, { ...morning, files })
  expect(loaded.files).toMatchObject([
    { name: 'gone_2024-01.csv', state: 'refused', note: { zh: 'gone_2024-01.csv：读不到，可能已被移走，或者没有读取权限。请核对后重新放入。' } }, { name: 'qida_2024-01.csv', state: 'loaded' },
  ])
})

test('a file that was written to a moment ago may be half of one: it waits for the next load', async () => {
  await using database = await ready()
  database.put('qida_2024-01.csv', line(0))
  const path = database.put('qida_2024-02.csv', line(0))
  const whole = new Date()
  utimesSync(path, whole, whole)
  const loadNow = async () => (await loadFiles(database, { ...morning, inbox: database.inbox })).files
  expect(await loadNow()).toMatchObject([{ name: 'qida_2024-02.csv', state: 'waiting', note: { zh: 'qida_2024-02.csv：一分钟内还有写入，可能没有传完，下次运行时再读。' } }, { state: 'loaded' }])
  expect(await rowsOf(database, 'select month_on from coverage')).toEqual([{ month_on: '2024-01-01' }])
  const before = new Date(whole.getTime() - 61_000)
  utimesSync(path, before, before)
  expect(await loadNow()).toMatchObject([{ state: 'known' }, { name: 'qida_2024-02.csv', state: 'loaded' }])
})

test('a second file of a page waits for the first, and others do not wait for it', async () => {
  await using database = await ready()
  database.put('1_2024-01.csv', line(0), line(1))
  database.put('2_2024-01.csv', line(1), line(2))
  database.put('3_2024-01.csv', line(0, { platform: '速餐' }))
  database.put('4_2024-01.csv', line(2))
  const { files, entities } = await load(database)
  expect(files.map((f) => f.name)).toEqual(['1_2024-01.csv', '3_2024-01.csv', '2_2024-01.csv', '4_2024-01.csv'])
  expect(entities).toMatchObject([{ changed: 2 }, { changed: 1 }, { changed: 1, same: 1, deleted: 1 }, { same: 1, deleted: 1 }])
  expect(await rowsOf(database, 'select page, count(*)::int from raw_latest group by 1 order by 2, 1')).toEqual([{ page: '速餐/2024-01', count: 1 }, { page: '骑达/2024-01', count: 1 }])
})

test('folders of the inbox are looked into, and other files let alone', async () => {
  await using database = await ready()
  mkdirSync(join(database.inbox, '2024-01'))
  database.put('2024-01/qida_2024-01.csv', line(0))
  writeFileSync(join(database.inbox, '演示数据.txt'), '演示')
  writeFileSync(join(database.inbox, '2024-01', 'x.csv.part'), 'half')
  expect((await load(database)).files).toMatchObject([{ name: 'qida_2024-01.csv', state: 'loaded' }])
})
