import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { factsOf, type Given } from '../../test/given.js'

const database = await freshDatabase()
afterAll(() => database.close())

const issue = {
  entity: 'issue', key: 'SQ1', kind: 'appeal', category: 'other', issue_source: 'forum', reporter_group: 'resident', unit_id: '1777', title: '路灯不亮',
  accepted_on: '2024-09-27', original_due_on: '2024-10-10',
}
let no = 0
const event = (action: string, happened_at: string, new_due_on: string | null = null): Given => ({
  entity: 'issue_event', key: String((no += 1)), parent: 'SQ1', action, happened_on: happened_at.slice(0, 10), happened_at, new_due_on, rating: null,
})
const columns = 'spell, opened_on, due_on, closed_on, ended_by, handle_workdays, reopened_on'
const open = { spell: 1, opened_on: '2024-09-27', due_on: '2024-10-10', closed_on: null, ended_by: null, handle_workdays: null, reopened_on: null }

test.each<[string, Given[], object[]]>([
  ['an issue is open from its acceptance', [event('accept', '2024-09-27 09:00')], [open]],
  // 27 September and the make-up Sunday 29th, the 30th, then 8 and 9 October after the National Day holiday.
  ['working days count both ends, leave out the holiday and count the make-up day', [event('close', '2024-10-09 10:00')], [{ ...open, closed_on: '2024-10-09', ended_by: 'close', handle_workdays: 5 }]],
  ['closed on the day it came is one working day', [event('close', '2024-09-27 10:00')], [{ closed_on: '2024-09-27', handle_workdays: 1 }]],
  ['a withdrawal ends a spell without working days', [event('withdraw', '2024-09-30')], [{ closed_on: '2024-09-30', ended_by: 'withdraw', handle_workdays: null }]],
  ['a reopening opens the next spell with its own due day', [event('close', '2024-09-30'), event('reopen', '2024-10-15', '2024-10-25'), event('close', '2024-10-16')], [
    { spell: 1, opened_on: '2024-09-27', due_on: '2024-10-10', closed_on: '2024-09-30', reopened_on: '2024-10-15' },
    { spell: 2, opened_on: '2024-10-15', due_on: '2024-10-25', closed_on: '2024-10-16', handle_workdays: 2, reopened_on: null },
  ]],
  ['a second closing of the same spell changes nothing', [event('close', '2024-09-30'), event('close', '2024-10-08')], [{ closed_on: '2024-09-30' }]],
  ['a reopening of what is open changes nothing', [event('reopen', '2024-09-30'), event('close', '2024-10-08')], [{ spell: 1, closed_on: '2024-10-08', reopened_on: null }]],
  ['a spell that names no due day keeps the one before', [event('extend', '2024-09-29', '2024-11-01'), event('close', '2024-09-30'), event('reopen', '2024-10-15')], [
    { spell: 1, due_on: '2024-11-01' }, { spell: 2, due_on: '2024-11-01', closed_on: null },
  ]],
  ['an extension belongs to the spell it was given in', [event('close', '2024-09-30'), event('reopen', '2024-10-15', '2024-10-25'), event('extend', '2024-10-20', '2024-11-05')], [{ due_on: '2024-10-10' }, { due_on: '2024-11-05' }]],
  ['a closing dated before the acceptance counts on the day of acceptance', [event('close', '2024-09-20')], [{ closed_on: '2024-09-27', handle_workdays: 1 }]],
])('%s', async (_, events, expected) => {
  expect(await factsOf(database, 'fact_issue_spell', columns, [issue, ...events])).toMatchObject(expected)
})

test('open at the end = accepted + reopened − closed − withdrawn, in every month', async () => {
  const events = ['SQ1', 'SQ2', 'SQ3'].flatMap((parent, i) => [
    event('close', `2024-10-0${i + 1}`), event('reopen', `2024-10-1${i}`), event(i === 1 ? 'withdraw' : 'close', `2024-11-0${i + 3}`), event('reopen', `2024-11-2${i}`),
  ].slice(0, 2 + i).map((e) => ({ ...e, parent })))
  const spells = await factsOf(database, 'fact_issue_spell', 'spell, opened_on, closed_on, ended_by', [issue, { ...issue, key: 'SQ2' }, { ...issue, key: 'SQ3' }, ...events])
  for (const end of ['2024-10-01', '2024-11-01', '2024-12-01']) {
    const opened = spells.filter((s) => String(s['opened_on']) < end)
    const ended = spells.filter((s) => s['closed_on'] !== null && String(s['closed_on']) < end)
    const standing = spells.filter((s) => String(s['opened_on']) < end && (s['closed_on'] === null || String(s['closed_on']) >= end))
    expect(standing).toHaveLength(opened.length - ended.length)
  }
})
