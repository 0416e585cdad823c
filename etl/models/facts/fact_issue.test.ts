import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../test/database.js'
import { factsOf, type Given } from '../../test/given.js'

const database = await freshDatabase()
afterAll(() => database.close())

const issue = {
  entity: 'issue', key: 'SQ1', kind: 'governance', category: 'fire_hazard', issue_source: 'mini_program', reporter_group: 'resident', unit_id: '1777', title: '消防通道被占',
  accepted_on: '2024-03-01', original_due_on: '2024-03-08',
}
let no = 0
const event = (action: string, happened_at: string, more: object = {}): Given => ({
  entity: 'issue_event', key: String((no += 1)), parent: 'SQ1', action, happened_on: happened_at.slice(0, 10), happened_at, new_due_on: null, rating: null, ...more,
})
const columns = 'assigned_on, due_on, closed_on, withdrawn_on, followed_up_on, rating, has_three_phases'

test.each<[string, Given[], object]>([
  ['an issue nobody touched is open and due when it was said', [], { assigned_on: null, due_on: '2024-03-08', closed_on: null, withdrawn_on: null, followed_up_on: null, rating: null, has_three_phases: false }],
  ['collected, decomposed and followed up are three phases', [event('accept', '2024-03-01 09:00'), event('assign', '2024-03-01 10:00'), event('close', '2024-03-05 10:00')],
    { assigned_on: '2024-03-01', closed_on: '2024-03-05', has_three_phases: true }],
  ['a closing without an assignment lacks a phase', [event('close', '2024-03-05 10:00')], { closed_on: '2024-03-05', has_three_phases: false }],
  ['a reopening opens it again', [event('close', '2024-03-05 10:00'), event('reopen', '2024-03-06 10:00', { new_due_on: '2024-03-20' })], { closed_on: null, due_on: '2024-03-20' }],
  ['the latest closing counts', [event('close', '2024-03-05 10:00'), event('reopen', '2024-03-06 10:00'), event('close', '2024-03-09 10:00')], { closed_on: '2024-03-09', due_on: '2024-03-08' }],
  ['a withdrawal is no closing', [event('withdraw', '2024-03-05 10:00')], { closed_on: null, withdrawn_on: '2024-03-05' }],
  ['an extension moves the due day, the last one last', [event('extend', '2024-03-05', { new_due_on: '2024-03-12' }), event('extend', '2024-03-11', { new_due_on: '2024-03-15' })], { due_on: '2024-03-15' }],
  ['events are put in the order they happened, not in which they came', [event('close', '2024-03-09 10:00'), event('reopen', '2024-03-06 10:00'), event('close', '2024-03-05 10:00')], { closed_on: '2024-03-09' }],
  ['on the same instant the number decides', [event('close', '2024-03-05 10:00'), event('follow_up', '2024-03-05 10:00', { rating: '4' })], { followed_up_on: '2024-03-05', rating: 4 }],
  ['a follow-up before the reopening is not one of the later closing',
    [event('close', '2024-03-05'), event('follow_up', '2024-03-06', { rating: '1' }), event('reopen', '2024-03-07'), event('close', '2024-03-09')], { followed_up_on: null, rating: null }],
  ['the last follow-up rates, and 未评价 is no rating', [event('close', '2024-03-05'), event('follow_up', '2024-03-06', { rating: '5' }), event('follow_up', '2024-03-07', { rating: 'none' })], { followed_up_on: '2024-03-07', rating: null }],
])('%s', async (_, events, expected) => {
  expect(await factsOf(database, 'fact_issue', columns, [issue, ...events])).toMatchObject([expected])
})

test('events of an issue that is not known make nothing', async () => {
  expect(await factsOf(database, 'fact_issue', columns, [event('close', '2024-03-05')])).toEqual([])
})
