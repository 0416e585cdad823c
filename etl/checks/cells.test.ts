import { expect, test } from 'vitest'
import { fengle, jiangmen, longtou, pengjiang, useGivenRows, zone, type Given } from './given-rows.js'

const given = useGivenRows()
const ours = '这是汇总的错误，请报告。'

test('X01 members roll forward', given(async ({ cell, found }) => {
  await cell('party_member', pengjiang, '2024-03', { party_member_count: 40 })
  await cell('party_member', pengjiang, '2024-04', { party_member_count: 42 })
  await cell('member_change', pengjiang, '2024-04', { party_member_net_change: 2 })
  await cell('party_member', zone, '2024-04', { party_member_count: 7 }) // the month before is not told
  expect(await found('x01-members-roll-forward')).toEqual([])
  await cell('party_member', pengjiang, '2024-05', { party_member_count: 43 })
  expect(await found('x01-members-roll-forward')).toEqual([`蓬江区 2024-05 党员总数 43 名，上月 42 名加净增 0 名应为 42 名；${ours}`])
  expect(await found('x01-members-roll-forward', { since: '2024-06-01' })).toEqual([])
}))

test('X02 issues roll forward', given(async ({ put, cell, cover, found }) => {
  await cover('issue-system', pengjiang, '2024-03', '2024-04', '2024-05')
  await put('fact_issue_spell', ...['2024-04-01', '2024-04-30', '2024-04-30'].map((opened_on) => ({ opened_on, spell: 1 })), { opened_on: '2024-04-02', spell: 2 })
  await cell('issue_spell', pengjiang, '2024-04', { issue_open_count: 2, issue_reopened: 1, issue_closed_count: 1, issue_withdrawn: 1 })
  await cell('issue_spell', pengjiang, '2024-05', { issue_open_count: 0, issue_reopened: 0, issue_closed_count: 2, issue_withdrawn: 0 })
  expect(await found('x02-issues-roll-forward')).toEqual([])
  await put('fact_issue_spell', { opened_on: '2024-05-09', spell: 1 })
  expect(await found('x02-issues-roll-forward')).toEqual([`蓬江区 2024-05 期末在办 0 件，上月 2 件加受理 1 件、重办 0 件，减办结 2 件、撤回 0 件，应为 1 件；${ours}`])
  expect(await found('x02-issues-roll-forward', { businessOn: '2024-05-08' })).toEqual([])
}))

test('X03 workers roll forward, person by person', given(async ({ put, cell, cover, found }) => {
  await cover('industry-rosters', pengjiang, '2024-03', '2024-04')
  const listed = (worker_pid: string, listed_from: string, listed_to: string | null) => ({ worker_pid, listed_from, listed_to })
  // One stays, one changes the platform, one joins, one leaves.
  await put('fact_worker', listed('a', '2024-01-01', null), listed('b', '2024-01-01', '2024-04-01'), listed('b', '2024-04-01', null), listed('c', '2024-04-01', null), listed('d', '2024-01-01', '2024-04-01'))
  await cell('worker', pengjiang, '2024-03', { neg_worker_count: 3 })
  await cell('worker', pengjiang, '2024-04', { neg_worker_count: 3 })
  expect(await found('x03-workers-roll-forward')).toEqual([])
  await put('fact_worker', listed('e', '2024-04-20', null))
  expect(await found('x03-workers-roll-forward')).toEqual([`蓬江区 2024-04 新就业群体 3 人，上月 3 人加入册 2 人、减离册 1 人应为 4 人；${ours}`])
  expect(await found('x03-workers-roll-forward', { businessOn: '2024-04-19' })).toEqual([])
}))

test.each([
  { rule: 'stations', subject: 'station', code: 'station_count', source: 'station-gates', fact: 'fact_station', from: 'opened_on', to: 'closed_on', more: {}, says: '服务驿站 3 个' },
  { rule: 'centers', subject: 'center', code: 'svc_center_count', source: 'service-menu', fact: 'fact_center', from: 'opened_on', to: 'closed_on', more: {}, says: '党群服务中心 3 个' },
  { rule: 'showcases', subject: 'showcase', code: 'showcase_project_count', source: 'service-menu', fact: 'fact_showcase_project', from: 'awarded_on', to: 'ended_on', more: { title_level: 'city' }, says: '党群服务好项目 3 个' },
  { rule: 'partners', subject: 'partner', code: 'partner_count', source: 'service-menu', fact: 'fact_partner_link', from: 'linked_on', to: 'unlinked_on', more: {}, says: '社区合伙人 3 家' },
])('X04 $rule roll forward', ({ rule, subject, code, source, fact, from, to, more, says }) => given(async ({ put, cell, cover, found }) => {
  await cover(source, pengjiang, '2024-03', '2024-04')
  const thing = (no: string, opened: string, closed: string | null = null) => ({ ...more, ...(fact === 'fact_partner_link' ? { partner_no: no } : {}), [from]: opened, [to]: closed })
  await put(fact, thing('a', '2023-01-01', '2024-04-30'), thing('b', '2023-01-01'), thing('c', '2024-04-01'), thing('d', '2024-04-10', '2024-04-20'), thing('e', '2025-01-01'))
  await cell(subject, pengjiang, '2024-03', { [code]: 2 })
  await cell(subject, pengjiang, '2024-04', { [code]: 2 })
  expect(await found(`x04-${rule}-roll-forward`)).toEqual([])
  await put(fact, thing('f', '2024-03-31'))
  expect(await found(`x04-${rule}-roll-forward`)).toEqual([])
  await put(fact, thing('g', '2024-04-15'), ...(fact === 'fact_partner_link' ? [thing('b', '2024-04-15')] : []))
  const [sentence] = await found(`x04-${rule}-roll-forward`)
  expect(sentence).toContain(`蓬江区 2024-04 ${says.replace('3', '2')}，上月 2`)
  expect(sentence).toMatch(/加新增 \d .、减退出 \d .应为 3 .；/)
})())

test('X05 points in hand roll forward', given(async ({ put, cell, cover, found }) => {
  await cover('issue-system', pengjiang, '2024-03', '2024-04')
  await put('fact_points', { entered_on: '2024-04-02', action: 'expired', points: -20 }, { entered_on: '2024-04-03', action: 'reversed', points: -10 }, { entered_on: '2024-04-03', action: 'volunteering', points: 30 })
  await cell('points', pengjiang, '2024-03', { points_balance: 100 })
  await cell('points', pengjiang, '2024-04', { points_balance: 60, points_issued_total: 30, points_redeemed_total: 40 })
  expect(await found('x05-points-roll-forward')).toEqual([])
  await put('fact_points', { entered_on: '2024-04-30', action: 'expired', points: -5 })
  expect(await found('x05-points-roll-forward')).toEqual([`蓬江区 2024-04 积分结余 60 分，上月 100 分加发放 30 分、减兑换 40 分、过期和冲正 35 分应为 55 分；${ours}`])
}))

test('X08 a stock is that of the month before and the changes of its days', given(async ({ cell, found }) => {
  await cell('station', zone, '2024-03', { station_count: 14 })
  await cell('station', zone, '2024-04', { station_count: 16 })
  await cell('station', zone, '2024-04-01', { station_count: 3 })
  await cell('station', zone, '2024-04-30', { station_count: -1 })
  await cell('station', longtou, '2024-03', { station_count: 1 }) // of villages the county's cells are made
  await cell('station', longtou, '2024-04', { station_count: 9 })
  await cell('firm', zone, '2024-06', { neg_firm_count: 20 })
  expect(await found('x08-stock-from-days')).toEqual([])
  await cell('station', zone, '2024-05', { station_count: 17 })
  await cell('firm', zone, '2024-07', { neg_firm_count: 20 })
  expect(await found('x08-stock-from-days')).toEqual([`湛江经济技术开发区 2024-05 服务驿站数为 17，上月末 16 加各日变动 0 应为 16；${ours}`])
}))

test('X17 a part is no more than its whole', given(async ({ cell, found }) => {
  await cell('activity', pengjiang, '2024-03', { activity_count: 9, activity_key_count: 9, activity_person_times: 80, activity_key_person_times: 80 })
  await cell('report_in', zone, '2024-03', { report_in_count: 150, report_in_member: 20 })
  expect(await found('x17-part-of-whole')).toEqual([])
  await cell('activity', pengjiang, '2024-04', { activity_count: 9, activity_key_count: 10, activity_person_times: 80, activity_key_person_times: 80 })
  await cell('found_member', zone, '2024-04', { neg_party_member_count: 4, neg_probationary_count: 5 })
  expect(await found('x17-part-of-whole')).toEqual(['蓬江区 2024-04 “重点党群活动次数” 10 大于党群活动场次 9；请报告。', '湛江经济技术开发区 2024-04 “其中:预备党员” 5 大于新就业群体党员数 4；请报告。'])
}))

test('X18 a town of a zone does not stand below a district too', given(async ({ trx, found }) => {
  expect(await found('x18-one-county')).toEqual([])
  const { rows: [town] } = await trx.raw<{ rows: { county_id: number; unit_id: string }[] }>(`select county_id, unit_id from unit where code = '440811070'`)
  const { rows: [district] } = await trx.raw<{ rows: { unit_id: string }[] }>(`select unit_id from unit where code = '440811'`)
  await trx('unit_closure').insert({ ...town, ancestor_id: district?.unit_id, depth: 1, valid_from: '2020-01-01', valid_to: null })
  expect(await found('x18-one-county')).toEqual(['东山街道由湛江经济技术开发区管理，却又归在麻章区之下，会重复计算；这是单位树的错误，请报告。'])
}, 'owner'))

test('X18 a city is its counties and what is its own', given(async ({ put, cell, found }) => {
  await cell('activity', pengjiang, '2024-03', { activity_count: 30 })
  await cell('activity', '440704', '2024-03', { activity_count: 20 })
  await cell('activity', jiangmen, '2024-03', { activity_count: 51 })
  await put('fact_activity', { unit: jiangmen, held_on: '2024-03-09', status: 'held' }, { unit: jiangmen, held_on: '2024-03-10', status: 'cancelled' })
  await cell('center', pengjiang, '2024-03', { svc_center_count: 300 })
  await cell('center', jiangmen, '2024-03', { svc_center_count: 301 })
  await put('fact_center', { unit: jiangmen, opened_on: '2020-01-01' }, { unit: jiangmen, opened_on: '2024-04-01' })
  expect(await found('x18-city-total')).toEqual([])
  await cell('issue', pengjiang, '2024-03', { issue_accepted_count: 12 })
  await cell('issue', '440704', '2024-03', { issue_accepted_count: 3 })
  await cell('issue', jiangmen, '2024-03', { issue_accepted_count: 14 })
  expect(await found('x18-city-total')).toEqual([`江门市 2024-03 诉求受理件数为 14，各县(市、区)和功能区合计 15 加市本级 0 应为 15；${ours}`])
}))

const wholes: readonly { rule: string; cells: (cell: Given['cell'], month: string, by: number) => Promise<void>; says: string }[] = [
  {
    rule: 'x21-issues-in-their-cohort', says: '按时办结 5 大于应办结 4',
    cells: (cell, month, by) => cell('issue', fengle, month, { issue_accepted_count: 6, issue_closed_of_accepted: 6, issue_due: 4, issue_due_on_time: 4 + by }),
  },
  { rule: 'x22-overdue-among-open', says: '超期未办结 5 大于在办 4', cells: (cell, month, by) => cell('issue_spell', fengle, month, { issue_open_count: 4, issue_overdue_count: 4 + by }) },
  {
    rule: 'x23-rated-among-followed-up', says: '已回访 5 大于办结 4',
    cells: (cell, month, by) => cell('issue', fengle, month, { issue_finished: 4, issue_followed_up: 4 + by, issue_rated: 3, issue_satisfied: 3 }),
  },
  { rule: 'x24-claimed-and-used', says: '按期履约 5 大于应履约 4', cells: (cell, month, by) => cell('claim', fengle, month, { claim_due: 4, claim_fulfilled: 4 + by }) },
  {
    rule: 'x25-probationary-members', says: '预备党员 5 大于党员总数 4',
    cells: (cell, month, by) => cell('party_member', fengle, month, { party_member_count: 4, probationary_count: 4 + by, probation_overdue_count: 1 }),
  },
]

test.each(wholes)('$rule: a part is no more than its whole', ({ rule, cells, says }) => given(async ({ cell, found }) => {
  await cells(cell, '2024-03', 0)
  expect(await found(rule)).toEqual([])
  await cells(cell, '2024-04', 1)
  expect(await found(rule)).toEqual([`丰乐社区 2024-04 ${says}；${ours}`])
})())

test('X25 members found are among the workers and add up over both ways', given(async ({ cell, found }) => {
  const right = { neg_party_member_count: 45, neg_probationary_count: 3, neg_member_managed: 40, dual_find_industry_count: 30, dual_find_territory_count: 27, dual_find_overlap_count: 12 }
  await cell('worker', zone, '2024-03', { neg_worker_count: 3476 })
  await cell('found_member', zone, '2024-03', right)
  expect(await found('x25-members-found')).toEqual([])
  await cell('worker', zone, '2024-04', { neg_worker_count: 44 })
  await cell('found_member', zone, '2024-04', { ...right, dual_find_overlap_count: 13 })
  expect([...(await found('x25-members-found'))].sort()).toEqual([
    `湛江经济技术开发区 2024-04 新就业群体党员 45 大于在册新就业群体 44；${ours}`, `湛江经济技术开发区 2024-04 新就业群体党员 45 大于行业找到加属地找到减双找重合 44；${ours}`,
  ].sort())
}))

test('X40 key activities in the roll-up are the rows of the ledger', given(async ({ put, cell, cover, found }) => {
  await cover('service-menu', pengjiang, '2024-03', '2024-04')
  const key = { status: 'held', is_key: true, organiser_level: 'village' }
  await put('fact_activity', { ...key, held_on: '2024-03-01' }, { ...key, held_on: '2024-03-31' }, { ...key, held_on: '2024-03-02', organiser_level: 'town' }, { ...key, held_on: '2024-03-03', status: 'planned' })
  await cell('activity', pengjiang, '2024-03', { activity_key_count: 2 })
  expect(await found('x40-key-activities')).toEqual([])
  await put('fact_activity', { ...key, held_on: '2024-04-01' })
  expect(await found('x40-key-activities')).toEqual([`蓬江区 2024-04 重点党群活动汇总 0 次，台账 1 行；${ours}`])
}))

test('X41 members found are the people on the list', given(async ({ put, cell, cover, found }) => {
  await cover('industry-rosters', pengjiang, '2024-03', '2024-04')
  await put('fact_found_member', { worker_pid: 'a', found_from: '2024-01-01' }, { worker_pid: 'a', found_from: '2024-02-01' }, { worker_pid: 'b', found_from: '2024-01-01', found_to: '2024-04-01' })
  await cell('found_member', pengjiang, '2024-03', { neg_party_member_count: 2 })
  await cell('found_member', pengjiang, '2024-04', { neg_party_member_count: 1 })
  expect(await found('x41-members-listed')).toEqual([])
  await put('fact_found_member', { worker_pid: 'c', found_from: '2024-04-30' })
  expect(await found('x41-members-listed')).toEqual([`蓬江区 2024-04 新就业群体党员汇总 1 名，名单 2 名；${ours}`])
}))

test('X41 organisational life of the branches adds up', given(async ({ put, cell, cover, found }) => {
  await cover('party-affairs', pengjiang, '2024-03')
  await put('fact_life_event', { held_on: '2024-03-01', branch_no: '甲', attend_count: 9 }, { held_on: '2024-03-31', branch_no: '乙', attend_count: 5 })
  await cell('party_life', pengjiang, '2024-03', { party_life_event_count: 2, party_life_person_times: 14 })
  expect(await found('x41-life-by-branch')).toEqual([])
  await put('fact_life_event', { held_on: '2024-03-05', branch_no: '乙', attend_count: 6 })
  expect(await found('x41-life-by-branch')).toEqual([`蓬江区 2024-03 组织生活汇总 2 次 14 人次，各支部相加 3 次 20 人次；${ours}`])
}))

test('X43 what changed by more than a fifth, and by ten, in a year is explained', given(async ({ cell, cover, found }) => {
  await cover('service-menu', pengjiang, '2023-10', '2024-10', '2023-11', '2024-11')
  await cell('activity', pengjiang, '2023-10', { activity_count: 50, activity_key_count: 4, activity_person_times: 900 })
  await cell('activity', pengjiang, '2024-10', { activity_count: 60, activity_key_count: 13, activity_person_times: 719 })
  await cell('center', pengjiang, '2024-10', { svc_center_count: 10 })
  await cell('activity', pengjiang, '2023-11', { activity_count: 500 })
  await cell('activity', zone, '2024-10', { activity_count: 500 }) // not reported a year before
  const expected = [
    '蓬江区 2024-10 党群服务中心数 10，上年同期 0，同比增加 10(上年为0)；请核对数据，属实的请说明原因。', '蓬江区 2024-10 活动参与人次 719，上年同期 900，同比减少 181(-20.1%)；请核对数据，属实的请说明原因。',
  ]
  for (const businessOn of ['2024-10-31', '2024-11-29']) expect([...(await found('x43-changed-much', { businessOn }))].sort()).toEqual([...expected].sort())
}))

test('X43 in January the year is judged too, and few people are not told of', given(async ({ cell, cover, found }) => {
  const months = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'))
  for (const source of ['service-menu', 'member-register']) for (const year of ['2022', '2023']) await cover(source, pengjiang, ...months.map((m) => `${year}-${m}`))
  for (const month of ['02', '07']) {
    await cell('activity', pengjiang, `2022-${month}`, { activity_count: 30, activity_key_count: 0, activity_person_times: 0 })
    await cell('activity', pengjiang, `2023-${month}`, { activity_count: 40, activity_key_count: 0, activity_person_times: 0 })
  }
  await cell('party_member', pengjiang, '2022-12', { party_member_count: 2 })
  await cell('party_member', pengjiang, '2023-12', { party_member_count: 40 })
  expect(await found('x43-changed-much', { businessOn: '2024-01-15' })).toEqual(['蓬江区 2023 党群活动场次 80，上年同期 60，同比增加 20(+33.3%)；请核对数据，属实的请说明原因。'])
}))
