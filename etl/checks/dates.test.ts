import { expect, test } from 'vitest'
import { fengle, type Row, useGivenRows } from './given-rows.js'

const given = useGivenRows()

const inOrder: readonly { rule: string; fact: string; right: Row; wrong: Row; says: string }[] = [
  { rule: 'wish', fact: 'fact_wish', right: { published_on: '2024-03-01', claimed_on: '2024-03-02', done_on: '2024-03-02' }, wrong: { published_on: '2024-03-01', claimed_on: '2024-02-28' }, says: '微心愿认领早于发布' },
  { rule: 'wish', fact: 'fact_wish', right: { published_on: '2024-03-01' }, wrong: { published_on: '2024-03-01', claimed_on: '2024-03-09', done_on: '2024-03-08' }, says: '微心愿实现早于认领' },
  { rule: 'showcase', fact: 'fact_showcase_project', right: { awarded_on: '2024-03-01', ended_on: '2024-03-01' }, wrong: { awarded_on: '2024-03-01', ended_on: '2024-02-01' }, says: '党群服务好项目称号失效早于授予' },
  { rule: 'center', fact: 'fact_center', right: { opened_on: '2024-03-01', closed_on: '2025-03-01' }, wrong: { opened_on: '2024-03-01', closed_on: '2024-02-01' }, says: '党群服务中心停用早于启用' },
  { rule: 'demand', fact: 'fact_demand', right: { collected_on: '2024-03-01', matched_on: '2024-03-01' }, wrong: { collected_on: '2024-03-01', matched_on: '2024-02-01' }, says: '需求匹配早于征集' },
  { rule: 'demand', fact: 'fact_demand', right: { collected_on: '2024-03-01', closed_on: '2024-03-01' }, wrong: { collected_on: '2024-03-01', closed_on: '2024-02-01' }, says: '需求办结早于征集' },
  { rule: 'resource', fact: 'fact_resource', right: { valid_from: '2024-03-01', valid_to: '2024-04-01' }, wrong: { valid_from: '2024-03-01', valid_to: '2024-02-01' }, says: '资源失效早于生效' },
  { rule: 'partner', fact: 'fact_partner_link', right: { linked_on: '2024-03-01' }, wrong: { linked_on: '2024-03-01', unlinked_on: '2024-02-01' }, says: '合伙人合作关系合作结束早于开始' },
  { rule: 'joint-committee', fact: 'fact_committee_unit', right: { joined_on: '2024-03-01' }, wrong: { joined_on: '2024-03-01', left_on: '2024-02-01' }, says: '大工委、大党委席位退出早于加入' },
  { rule: 'claim', fact: 'fact_claim', right: { claimed_on: '2024-03-01', accepted_on: '2024-03-02', fulfilled_on: '2024-03-03' }, wrong: { claimed_on: '2024-03-01', accepted_on: '2024-03-05', fulfilled_on: '2024-03-03' }, says: '认领履约早于接受' },
  { rule: 'claim', fact: 'fact_claim', right: { claimed_on: '2024-03-01', withdrawn_on: '2024-03-02' }, wrong: { claimed_on: '2024-03-01', withdrawn_on: '2024-02-02' }, says: '认领撤回早于认领' },
  { rule: 'firm', fact: 'fact_firm', right: { operating_from: '2024-03-01' }, wrong: { operating_from: '2024-03-01', operating_to: '2024-02-01' }, says: '新业态企业注销早于开业' },
  { rule: 'party-org', fact: 'fact_party_org', right: { established_on: '2024-03-01' }, wrong: { established_on: '2024-03-01', dissolved_on: '2024-02-01' }, says: '党组织撤销早于成立' },
  {
    rule: 'member', fact: 'fact_party_member', right: { increased_on: '2024-03-01', admitted_on: '2020-01-01', probation_due_on: '2021-01-01', full_on: '2021-01-05' },
    wrong: { increased_on: '2024-03-01', admitted_on: '2020-01-01', probation_due_on: '2021-01-01', full_on: '2019-01-05' }, says: '党员转正早于入党',
  },
  {
    rule: 'member', fact: 'fact_party_member', right: { increased_on: '2024-03-01', admitted_on: '2020-01-01', probation_due_on: '2021-01-01' },
    wrong: { increased_on: '2024-03-01', left_on: '2024-02-01', admitted_on: '2020-01-01', probation_due_on: '2021-01-01' }, says: '党员减少早于增加',
  },
  { rule: 'worker', fact: 'fact_worker', right: { listed_from: '2024-03-01' }, wrong: { listed_from: '2024-03-01', listed_to: '2024-02-01' }, says: '从业人员在册记录离册早于入册' },
  { rule: 'station', fact: 'fact_station', right: { opened_on: '2024-03-01' }, wrong: { opened_on: '2024-03-01', closed_on: '2024-02-01' }, says: '服务驿站关闭早于启用' },
  { rule: 'issue', fact: 'fact_issue', right: { accepted_on: '2024-03-01', assigned_on: '2024-03-01', closed_on: '2024-03-05', followed_up_on: '2024-03-06' }, wrong: { accepted_on: '2024-03-01', assigned_on: '2024-02-01' }, says: '诉求分派早于受理' },
  { rule: 'issue', fact: 'fact_issue', right: { accepted_on: '2024-03-01' }, wrong: { accepted_on: '2024-03-01', assigned_on: '2024-03-09', closed_on: '2024-03-08' }, says: '诉求办结早于分派' },
  { rule: 'issue', fact: 'fact_issue', right: { accepted_on: '2024-03-01' }, wrong: { accepted_on: '2024-03-01', closed_on: '2024-03-08', followed_up_on: '2024-03-07' }, says: '诉求回访早于办结' },
  { rule: 'branch', fact: 'fact_branch', right: { founded_on: '2024-03-01', term_ends_on: '2027-03-01' }, wrong: { founded_on: '2024-03-01', term_ends_on: '2023-03-01' }, says: '党支部任期届满早于成立' },
  { rule: 'plan-task', fact: 'fact_plan_task', right: { begun_on: '2024-03-01', due_on: '2024-06-30', done_on: '2024-07-01' }, wrong: { begun_on: '2024-03-01', due_on: '2024-06-30', done_on: '2024-02-01' }, says: '计划任务完成早于开始' },
  { rule: 'decision', fact: 'fact_meeting_decision', right: { decided_on: '2024-03-01', due_on: '2024-06-30' }, wrong: { decided_on: '2024-03-01', due_on: '2024-02-28' }, says: '会议议定事项落实时限早于议定' },
  { rule: 'committee-seat', fact: 'fact_committee_seat', right: { joined_on: '2024-03-01' }, wrong: { joined_on: '2024-03-01', left_on: '2024-02-01' }, says: '两新工委席位退出早于加入' },
  { rule: 'report-in', fact: 'fact_report_in', right: { reported_on: '2024-03-01' }, wrong: { reported_on: '2024-03-01', cancelled_on: '2024-02-01' }, says: '报到取消早于报到' },
  { rule: 'volunteer-team', fact: 'fact_volunteer_team', right: { formed_on: '2024-03-01' }, wrong: { formed_on: '2024-03-01', dissolved_on: '2024-02-01' }, says: '志愿服务队解散早于成立' },
  { rule: 'return', fact: 'fact_monthly_return', right: { month_on: '2024-03-01', submitted_on: '2024-04-05' }, wrong: { month_on: '2024-03-01', submitted_on: '2024-02-05' }, says: '月报报出日期早于所报月份' },
]

test.each(inOrder)('X27 of two days of a $rule the second is not the earlier: $says', ({ rule, fact, right, wrong, says }) => given(async ({ put, found }) => {
  await put(fact, right)
  expect(await found(`x27-${rule}-dates`)).toEqual([])
  await put(fact, { ...wrong, src_id: 'B2' }, { ...wrong, src_id: 'B1' })
  const [sentence, ...others] = await found(`x27-${rule}-dates`)
  expect(others).toEqual([])
  expect(sentence).toMatch(new RegExp(`^丰乐社区有 2 .${says}，如编号 B1；请在.+核对并改正日期。$`))
})())

test('X27 a demand is matched before the menu is out that lists what was found for it', given(async ({ put, found }) => {
  await put('fact_menu', { src_id: 'M1', month_on: '2024-04-01', published_on: '2024-03-28' })
  await put('fact_menu_item', { menu_no: 'M1', planned_on: '2024-04-10', demand_no: 'D1', resource_no: 'Z1' }, { menu_no: 'M1', planned_on: '2024-04-11', demand_no: 'D2', resource_no: 'Z9' })
  await put('fact_demand', { src_id: 'D1', collected_on: '2024-03-01', matched_on: '2024-03-28', resource_no: 'Z1' }, { src_id: 'D2', collected_on: '2024-03-01', matched_on: '2024-03-29', resource_no: 'Z1' })
  expect(await found('x27-demand-dates')).toEqual([])
  await put('fact_menu_item', { menu_no: 'M1', planned_on: '2024-04-12', demand_no: 'D2', resource_no: 'Z1' })
  expect(await found('x27-demand-dates')).toEqual(['丰乐社区有 1 条需求列入的菜单在匹配之前已公布，如编号 D2；请在服务菜单系统核对并改正日期。'])
}))

test('X27 a menu item is planned within the month of its menu', given(async ({ put, found }) => {
  await put('fact_menu', { src_id: 'M1', month_on: '2024-04-01' })
  await put('fact_menu_item', { menu_no: 'M1', planned_on: '2024-04-30' }, { src_id: 'I1', menu_no: 'M1', planned_on: '2024-05-01' })
  expect(await found('x27-menu-item-dates')).toEqual(['丰乐社区有 1 项菜单项目计划日期不在菜单当月，如编号 I1；请在服务菜单系统核对并改正日期。'])
}))

test('X27 organisational life is held while its branch stands', given(async ({ put, found }) => {
  await put('fact_branch', { branch_no: 'B', founded_on: '2024-03-01', dissolved_on: '2024-09-01', term_ends_on: '2027-01-01' })
  await put('fact_life_event', { branch_no: 'B', held_on: '2024-03-01' }, { src_id: 'E1', branch_no: 'B', held_on: '2024-02-29' }, { src_id: 'E2', branch_no: 'B', held_on: '2024-09-01' })
  expect(await found('x27-life-dates')).toEqual([
    '丰乐社区有 1 次组织生活开展早于支部成立，如编号 E1；请在党务管理系统核对并改正日期。', '丰乐社区有 1 次组织生活开展时支部已撤销，如编号 E2；请在党务管理系统核对并改正日期。',
  ])
}))

test('X27 no earlier step of development follows a later one, but who ended may begin again', given(async ({ put, found }) => {
  const step = (person_pid: string, stage: string, from_on: string, to_on: string | null, src_id: string): Row => ({ person_pid, stage, from_on, to_on, src_id, age: 30 })
  await put('fact_stage', step('a', 'applicant', '2022-01-01', '2022-06-01', '1'), step('a', 'ended', '2022-06-01', '2023-01-01', '2'), step('a', 'applicant', '2023-01-01', null, '3'))
  expect(await found('x27-development-dates')).toEqual([])
  await put('fact_stage', step('b', 'candidate', '2023-01-01', '2023-06-01', '4'), step('b', 'activist', '2023-06-01', null, '5'))
  expect(await found('x27-development-dates')).toEqual(['丰乐社区有 1 个发展党员环节在后一环节之后才登记前一环节，如编号 5；请在党务管理系统核对并改正日期。'])
}))

test('X27 a station has days while it stands', given(async ({ put, found }) => {
  await put('fact_station', { station_id: 'S', opened_on: '2024-03-01', closed_on: '2024-06-01' })
  await put('fact_station_day', { station_id: 'S', day_on: '2024-03-01' }, { station_id: 'S', day_on: '2024-06-01', src_id: 'T' })
  expect(await found('x27-station-day-dates')).toEqual(['丰乐社区有 1 条驿站运行记录日期不在驿站开放期内，如编号 T；请在驿站闸机系统核对并改正日期。'])
}))

const happened: readonly { rule: string; fact: string; day: string; more?: Row }[] = [
  { rule: 'activity', fact: 'fact_activity', day: 'held_on', more: { status: 'held' } }, { rule: 'wish', fact: 'fact_wish', day: 'published_on' },
  { rule: 'showcase', fact: 'fact_showcase_project', day: 'awarded_on' }, { rule: 'menu', fact: 'fact_menu', day: 'online_on', more: { month_on: '2024-12-01' } },
  { rule: 'station-day', fact: 'fact_station_day', day: 'day_on' }, { rule: 'facility', fact: 'fact_facility', day: 'checked_on' }, { rule: 'care', fact: 'fact_care', day: 'held_on' },
  { rule: 'life', fact: 'fact_life_event', day: 'held_on' }, { rule: 'meeting', fact: 'fact_meeting', day: 'held_on' }, { rule: 'document', fact: 'fact_document', day: 'issued_on' },
  { rule: 'report-in', fact: 'fact_report_in', day: 'reported_on' }, { rule: 'volunteering', fact: 'fact_volunteer_event', day: 'held_on' },
  { rule: 'training', fact: 'fact_training', day: 'held_on', more: { status: 'held' } }, { rule: 'points', fact: 'fact_points', day: 'entered_on' },
]

test.each(happened)('X27 no $fact has happened after its source was read', ({ rule, fact, day, more }) => given(async ({ trx, put, found }) => {
  // Where it is not known when a source was read, nothing can be said; what lies after the business date, but not after the reading, only waits.
  await put(fact, { ...more, [day]: '2025-01-02', source: 'unread' }, { ...more, [day]: '2025-01-01', source: 'read' })
  await trx('load').insert({ source: 'read', as_of: '2025-01-01T20:00:00+08:00', finished_at: '2025-01-01T20:00:00+08:00' })
  expect(await found(`x27-${rule}-dates`)).toEqual([])
  await put(fact, { ...more, [day]: '2025-01-02', source: 'read', src_id: 'F' })
  const [sentence] = await found(`x27-${rule}-dates`)
  expect(sentence).toMatch(/日期晚于来源系统的读取日，如编号 F；/)
})())

test('X27 what is only planned may lie ahead', given(async ({ trx, put, found }) => {
  await trx('load').insert({ source: 'service-menu', as_of: '2025-01-01T20:00:00+08:00', finished_at: '2025-01-01T20:00:00+08:00' })
  await put('fact_activity', { status: 'planned', held_on: '2025-02-01' })
  expect(await found('x27-activity-dates')).toEqual([])
}))

test('X27 what is dated lies within the days of its unit', given(async ({ trx, put, found }) => {
  await put('fact_care', { held_on: '2024-03-01', src_id: 'C1' }, { held_on: '2024-04-01', src_id: 'C2' })
  expect(await found('x27-care-dates')).toEqual([])
  await trx('unit').where({ code: fengle }).update({ valid_to: '2024-04-01' })
  expect(await found('x27-care-dates')).toEqual(['丰乐社区有 1 次关爱活动日期不在所属单位的存续期内，如编号 C2；请在驿站闸机系统核对并改正日期。'])
}, 'owner'))

test('X27 of what grows every day only what was folded anew is looked at, and nothing after the business date', given(async ({ put, found }) => {
  await put('fact_demand', { collected_on: '2024-03-01', matched_on: '2024-02-01' })
  expect(await found('x27-demand-dates', { since: '2024-04-01' })).toEqual([])
  expect(await found('x27-demand-dates', { since: '2024-03-20' })).toHaveLength(1)
  expect(await found('x27-demand-dates', { businessOn: '2024-02-29' })).toEqual([])
}))
