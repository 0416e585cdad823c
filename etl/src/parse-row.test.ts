import { expect, test } from 'vitest'
import { text, workerGroup } from '@mingshu/metrics'
import { rowParser } from './parse-row.js'
import { pseudonymiser } from './pseudonym.js'
import { wordsOf, type Cell, type Entity } from './source.js'

const entity: Entity = {
  id: 'thing', name: text('事项', 'thing'),
  columns: {
    held_on: { kind: 'day', past: true, from: 'a', name: text('活动日期', 'Date') },
    count: { kind: 'count', from: 'b', name: text('参加人数', 'Attendance') },
    unit: { kind: 'unit', from: 'c', at: 'held_on', name: text('单位', 'Unit') },
    group: { kind: 'word', from: 'd', words: wordsOf(workerGroup, { 骑手: 'rider' }), required: false, name: text('群体', 'Group') },
    pid: { kind: 'person', from: 'e', required: false, name: text('身份证号', 'Identity number') },
    title: { kind: 'text', from: 'f', required: false, name: text('标题', 'Title') },
    is_key: { kind: 'flag', from: 'g', required: false, name: text('重点', 'Key') },
  },
  rules: [{ column: 'count', holds: ({ count, is_key: key }) => key !== true || count === null || Number(count) > 0, sentence: text('是 0，而活动是重点。请核对', 'is 0, but the activity is a key one. Check it') }],
}
const parse = rowParser(entity, {
  today: '2024-12-31', unitsOn: '2024-12-31', since: '2018-01-01', pseudonym: pseudonymiser({ kid: 'k', secret: new Uint8Array(32) }),
  findUnit: (typed, on) => (typed === '440703' ? { unitId: on < '2024-01-01' ? '1' : '2', countyId: 7, code: typed, name: '', parentId: null, from: '', to: null } : { refused: text('不是已知的单位', 'is unknown') }),
})
const good: Cell[] = ['2024-03-15', '12', '440703', '骑手', null, '运动会', '是']
const changed = (i: number, cell: Cell): readonly Cell[] => good.map((c, at) => (at === i ? cell : c))
const sentences = (cells: readonly Cell[]): string[] => parse(cells, () => text('第 12 行', 'Row 12')).problems.map((p) => p.sentence.zh)

test('a good row comes out typed, under our names, with its county', () => {
  expect(parse(good, () => text('', ''))).toEqual({
    row: { held_on: '2024-03-15', count: 12, unit_id: '2', group: 'rider', pid: null, title: '运动会', is_key: true }, countyId: 7, problems: [],
  })
})

test('a unit is the one it was on the day of the row', () => {
  expect(parse(changed(0, '2023-12-31'), () => text('', '')).row['unit_id']).toBe('1')
})

test.each([
  [changed(0, '3月下旬'), '第 12 行“活动日期”不是日期：“3月下旬”。请写成 2024-03-25。'],
  [changed(0, '2024-02-30'), '第 12 行“活动日期”这一天不存在：“2024-02-30”。请核对月和日。'],
  [changed(0, '2025-01-01'), '第 12 行“活动日期”晚于今天(2024-12-31)：“2025-01-01”。请核对，或待发生后再报。'],
  [changed(0, '1924-01-01'), '第 12 行“活动日期”早于 2018-01-01，那时系统还没有记录：“1924-01-01”。请核对年份。'],
  [changed(1, '2800多'), '第 12 行“参加人数”是约数：“2800多”。请填写准确的整数。'],
  [changed(1, null), '第 12 行“参加人数”是空的。请补填。'],
  [changed(1, '0'), '第 12 行“参加人数”是 0，而活动是重点：“0”。请核对。'],
  [changed(2, '440799'), '第 12 行“单位”不是已知的单位：“440799”。'],
  [changed(3, '宇航员'), '第 12 行“群体”不在可选的词中：“宇航员”。请填写：外卖配送员、快递员、网约车司机、货车司机、其他、骑手。'],
  [changed(4, '110105194912310021'), '第 12 行“身份证号”校验位不对，有一位写错了：“110105********0021”。请对照证件更正。'],
  [changed(6, '也许'), '第 12 行“重点”不是“是”或“否”：“也许”。请二者填一。'],
])('%j is answered with what is wrong, the value and the remedy', (cells, sentence) => {
  expect(sentences(cells)).toEqual([sentence])
})

test('all that is wrong with a row is said at once', () => {
  expect(sentences(['', '', '', '', '', '', ''])).toHaveLength(3)
})

test('an early row may pass later, a mistyped one will not', () => {
  const passing = (day: string): boolean[] => parse(changed(0, day), () => text('', '')).problems.map((p) => p.passing)
  expect([passing('2025-03-01'), passing('2204-03-01'), passing('2024-02-30')]).toEqual([[true], [false], [false]])
})

test('text is cleaned of what no reader may see, and of identity numbers', () => {
  const title = (typed: string) => parse(changed(5, typed), () => text('', '')).row['title']
  expect(title('活\u202e动\u0000 \ud800𠀀😀')).toBe('活 动   𠀀😀')
  expect(title('张某 11010519491231002X 反映')).toBe('张某 110105********002X 反映')
  expect(title('１１０１０５１９４９１２３１００２Ｘ')).not.toContain('１９４９')
  expect([...String(title('很'.repeat(300)))]).toHaveLength(200)
})

test('an identity number in the wrong column is not repeated in the sentence', () => {
  expect(sentences(changed(1, '11010519491231002X')).join()).not.toContain('19491231')
})
