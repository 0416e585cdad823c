import { expect, it } from 'vitest'
import { initialsOf } from './initials.js'

it.each([
  ['蓬江区', 'pjq'], ['江海区', 'jhq'], ['新会区', 'xhq'], ['台山市', 'tss'], ['开平市', 'kps'], ['鹤山市', 'hss'], ['恩平市', 'eps'], ['白沙街道', 'bsjd'], ['那吉镇', 'njz'],
  ['乐华街道', 'lhjd'], ['东海岛', 'dhd'], ['麻章区', 'mzq'], ['欧阳村', 'oyc'], ['三江镇', 'sjz'], ['温边村', 'wbc'], ['阿华', 'ah'], ['B区', 'bq'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
