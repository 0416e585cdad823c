import { expect, test } from 'vitest'
import { fengle, longtou, type Row, useGivenRows } from './given-rows.js'

const given = useGivenRows()

test('X26 no more attend than are due', given(async ({ put, found }) => {
  await put('fact_life_event', { held_on: '2024-03-01', due_count: 20, attend_count: 20 })
  expect(await found('x26-life-attendance')).toEqual([])
  await put('fact_life_event', { held_on: '2024-03-02', topic: '学党章', due_count: 20, attend_count: 21 }, { held_on: '2024-03-09', topic: '学党史', due_count: 0, attend_count: 1 })
  expect(await found('x26-life-attendance')).toEqual(['丰乐社区有 2 次组织生活的实到人数大于应到，如 2024-03-02 “学党章”应到 20 人、实到 21 人；请在党务管理系统核对两个数。'])
}))

test('X28 development follows its steps and times', given(async ({ put, found }) => {
  const step = (person_pid: string, stage: string, from_on: string, src_id: string, age = 30): Row => ({ person_pid, stage, from_on, src_id, age })
  await put('fact_stage', step('a', 'applicant', '2021-01-01', '1', 18), step('a', 'activist', '2021-06-01', '2'), step('a', 'candidate', '2022-06-01', '3'),
    step('a', 'probationary', '2022-09-01', '4'), step('a', 'full', '2023-09-01', '5'))
  expect(await found('x28-development-steps')).toEqual([])
  await put('fact_stage', step('b', 'applicant', '2021-01-01', '11', 17), step('b', 'activist', '2021-06-01', '12'), step('b', 'candidate', '2022-05-31', '13'),
    step('c', 'activist', '2021-06-01', '21'), step('c', 'probationary', '2023-06-01', '22'), step('c', 'full', '2024-05-31', '23'))
  expect(await found('x28-development-steps')).toEqual([
    '丰乐社区 2021-01-01 登记的入党申请(环节编号 11)：申请入党时不满18周岁；请核对本人档案，补录环节或说明原因。',
    '丰乐社区 2022-05-31 登记的发展对象(环节编号 13)：确定为入党积极分子不满一年(2021-06-01)；请核对本人档案，补录环节或说明原因。',
    '丰乐社区 2023-06-01 登记的接收预备党员(环节编号 22)：没有确定为发展对象的记录；请核对本人档案，补录环节或说明原因。',
    '丰乐社区 2024-05-31 登记的转正(环节编号 23)：预备期不满一年(2023-06-01 接收)；请核对本人档案，补录环节或说明原因。',
  ])
  expect(await found('x28-development-steps', { businessOn: '2023-05-31' })).toHaveLength(2)
}))

test('X29 a member is of one formal organisation at a time', given(async ({ put, found }) => {
  const member = { member_pid: 'a', admitted_on: '2010-01-01', probation_due_on: '2011-01-01', full_on: '2011-01-01' }
  await put('fact_party_org', { src_id: 'Z1', name: '丰乐社区党支部', established_on: '2016-01-01' }, { unit: longtou, src_id: 'Z2', name: '龙头村党支部', established_on: '2016-01-01' })
  await put('fact_party_member', { ...member, src_id: 'D1', org_no: 'Z1', increased_on: '2023-01-01', left_on: '2024-03-01' }, { ...member, unit: longtou, src_id: 'D2', org_no: 'Z2', increased_on: '2024-03-01' })
  expect(await found('x29-one-formal-organisation')).toEqual([])
  await put('fact_party_member', { ...member, src_id: 'D3', org_no: 'Z1', increased_on: '2024-06-01' })
  expect(await found('x29-one-formal-organisation')).toEqual(['丰乐社区的党员 D3 (丰乐社区党支部)自 2024-06-01 起又登记在龙头村 (龙头村党支部，编号 D2)；请在党员信息管理系统确定隶属的党组织，结束另一条记录。'])
}))

const branch = (branch_no: string, more: Row = {}): Row => ({ branch_no, name: `${branch_no}支部`, has_committee: true, founded_on: '2020-01-01', term_ends_on: '2026-01-01', ...more })
const members = (org_no: string, n: number, full_on: string | null = '2011-01-01'): Row[] =>
  Array.from({ length: n }, (_, i) => ({ org_no, member_pid: `${org_no}${i}`, admitted_on: '2010-01-01', probation_due_on: '2011-01-01', full_on, increased_on: '2023-01-05' }))

test('X30 branches are set up as the rules ask', given(async ({ put, found }) => {
  await put('fact_branch', branch('甲'), branch('乙', { has_committee: false }), branch('丙', { is_joint: true }))
  await put('fact_party_member', ...members('甲', 50), ...members('乙', 6), ...members('丙', 1))
  expect(await found('x30-branches')).toEqual([])
  await put('fact_branch', branch('丁'), branch('戊', { has_committee: false }), branch('己', { term_ends_on: '2024-09-01' }), branch('庚'), branch('辛', { dissolved_on: '2024-01-01' }))
  await put('fact_party_member', ...members('丁', 2), ...members('丁', 3, null).map((m) => ({ ...m, member_pid: `${String(m['member_pid'])}预备` })), ...members('戊', 7), ...members('己', 3), ...members('庚', 51))
  const sentences = await found('x30-branches')
  expect([...sentences].sort()).toEqual([
    '丁支部正式党员不足3名；请与邻近支部合并或联合组建，或说明原因。',
    '己支部任期已于 2024-09-01 届满；请按期换届，或报上级批准延期。',
    '庚支部党员 51 名，超过50名；请报上级党委研究设立党总支。',
    '戊支部正式党员7名以上而未设支部委员会；请选举产生支部委员会。',
  ].sort())
}))

test('X30 where the register has no member of a county, no branch lacks any', given(async ({ put, found }) => {
  await put('fact_branch', branch('甲'))
  expect(await found('x30-branches')).toEqual([])
}))

test('X30 a joint branch covers five firms at most', given(async ({ put, found }) => {
  const firm = { org_cover: 'joint', covered_from: '2024-05-01', operating_from: '2020-01-01' }
  await put('fact_branch', branch('联合', { is_joint: true }))
  await put('fact_firm', firm, firm, firm, firm, firm, { ...firm, operating_to: '2024-12-01' }, { ...firm, org_cover: 'sole' })
  expect(await found('x30-branches')).toEqual([])
  await put('fact_firm', { ...firm, unit: '440703002128', covered_from: '2024-07-01' })
  expect(await found('x30-branches')).toEqual(['联合支部联合覆盖企业 6 家，平均每个联合党支部超过5家；请按行业或片区分设，或说明原因。'])
  expect(await found('x30-branches', { businessOn: '2024-06-30' })).toEqual(['联合支部联合覆盖企业 6 家，平均每个联合党支部超过5家；请按行业或片区分设，或说明原因。'])
  await put('fact_branch', branch('联合二', { is_joint: true }))
  expect(await found('x30-branches')).toEqual([])
}))

test('X31 a branch holds its meetings in every quarter that ended', given(async ({ put, found }) => {
  await put('fact_branch', branch('甲', { founded_on: '2024-03-15' }))
  const event = (held_on: string, kind: string, more: Row = {}): Row => ({ branch_no: '甲', held_on, kind, ...more })
  await put('fact_life_event', event('2024-04-05', 'party_day', { with_assembly: true, with_committee: true }), event('2024-05-05', 'party_day'), event('2024-05-06', 'group'), event('2024-06-05', 'party_day'), event('2024-06-06', 'committee'))
  expect(await found('x31-three-meetings', { businessOn: '2024-09-29' })).toEqual([])
  await put('fact_life_event', event('2024-07-05', 'party_day'), event('2024-08-05', 'committee'))
  expect(await found('x31-three-meetings', { businessOn: '2024-09-30' })).toEqual([
    '甲支部 2024年第3季度三会一课未达标：党员大会 0 次(应至少1次)，开支委会或党小组会的月份 1 个、主题党日的月份 1 个(应各3个)；请说明原因，漏录的请补录。',
  ])
}))

test('X32 a firm with three full members has an organisation of its own', given(async ({ put, found }) => {
  const firm = { operating_from: '2023-01-01', full_members: 3, org_cover: 'none' }
  await put('fact_firm', { ...firm, full_members: 2 }, { ...firm, operating_to: '2024-12-31' }, { ...firm, org_cover: 'sole', covered_from: '2024-12-31' })
  expect(await found('x32-firm-without-organisation')).toEqual([])
  await put('fact_firm', { ...firm, name: '甲公司' }, { ...firm, name: '乙公司', org_cover: 'joint', covered_from: '2023-06-01' }, { ...firm, name: '丙公司', org_cover: 'sole', covered_from: '2025-01-01' })
  expect([...(await found('x32-firm-without-organisation'))].sort()).toEqual([
    '丰乐社区的丙公司有3名以上正式党员，尚未单独建立党组织(未建立)；请推动组建，或说明原因。',
    '丰乐社区的乙公司有3名以上正式党员，尚未单独建立党组织(由联合党组织覆盖)；请推动组建，或说明原因。',
    '丰乐社区的甲公司有3名以上正式党员，尚未单独建立党组织(未建立)；请推动组建，或说明原因。',
  ].sort())
}))

test('X41 every event of organisational life is of a branch on the list', given(async ({ put, found }) => {
  await put('fact_branch', branch('甲', { unit: fengle }))
  await put('fact_life_event', { branch_no: '甲', held_on: '2024-03-01' })
  expect(await found('x41-life-without-branch')).toEqual([])
  await put('fact_life_event', { branch_no: '无', held_on: '2024-03-02' }, { branch_no: '无', held_on: '2024-03-09' }, { branch_no: '无', held_on: '2023-12-31' })
  expect(await found('x41-life-without-branch')).toEqual(['丰乐社区有 2 次组织生活的支部编号 无 不在支部名册上(最早 2024-03-02)，分支部的表会与总表不符；请在党务管理系统补录支部或改正编号。'])
}))
