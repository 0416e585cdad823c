import { expect, test } from 'vitest'
import { en } from '../words/en.js'
import { zh } from '../words/zh.js'
import { reachText } from './reach.js'

const [kaiping, heshan, enping, taishan] = [['开平市', 'Kaiping'], ['鹤山市', 'Heshan'], ['恩平市', 'Enping'], ['台山市', 'Taishan']].map(([chinese = '', english = '']) => ({ zh: chinese, en: english })) as [Named, Named, Named, Named]
type Named = { zh: string; en: string }

test.each([
  ['one that is missing', 13, [enping], '已报12/13，缺恩平市', '12 of 13 reported, without Enping'],
  ['three', 7, [kaiping, heshan, enping], '已报4/7，缺开平市、鹤山市、恩平市', '4 of 7 reported, without Kaiping, Heshan, Enping'],
  ['of more the first three, and how many', 7, [kaiping, heshan, enping, taishan], '已报3/7，缺开平市、鹤山市、恩平市等4个', '3 of 7 reported, without Kaiping, Heshan, Enping and others, 4 in all'],
])('who is in a figure names %s', (_, due, missing, chinese, english) => {
  const reach = { reported: due - missing.length, due, missing }
  expect([reachText(reach, zh, 'zh'), reachText(reach, en, 'en')]).toEqual([chinese, english])
})
