import { expect, test } from 'vitest'
import { parseCsv } from './csv.js'

const columns = ['code', 'name'] as const

test('rows come as text by column, blank lines and a byte order mark aside', () => {
  expect(parseCsv('list.csv', '\uFEFFcode,name\r\n01,江门市\r\n\r\n02,\r\n', columns)).toEqual([{ code: '01', name: '江门市' }, { code: '02', name: '' }])
})

test.each([
  ['another header', 'name,code\n', 'list.csv must begin with the line “code,name”, not “name,code”.'],
  ['a value too many', 'code,name\n01,a\n02,b,c\n', 'list.csv, line 3: expected 2 values parted by commas, without quotes: “02,b,c”.'],
  ['a quote', 'code,name\n01,"a"\n', 'list.csv, line 2'],
])('%s is refused by line', (_, text, sentence) => {
  expect(() => parseCsv('list.csv', text, columns)).toThrow(sentence)
})
