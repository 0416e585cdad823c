import { expect, test } from 'vitest'
import { fengle, jiangmen, pengjiang, useGivenRows } from './given-rows.js'

const given = useGivenRows()

test('X24 a claim fulfilled was accepted and stands', given(async ({ put, found }) => {
  const claim = { claimed_on: '2024-03-01', due_on: '2024-03-20', partner_name: '爱心药店' }
  await put('fact_claim', { ...claim, accepted_on: '2024-03-02', fulfilled_on: '2024-03-09' }, claim, { ...claim, withdrawn_on: '2024-03-03' }, { ...claim, fulfilled_on: '2025-01-01' })
  expect(await found('x24-claim-without-acceptance')).toEqual([])
  await put('fact_claim', { ...claim, src_id: 'R2', fulfilled_on: '2024-03-09' }, { ...claim, src_id: 'R1', fulfilled_on: '2024-03-10' },
    { ...claim, src_id: 'R3', accepted_on: '2024-03-02', withdrawn_on: '2024-03-03', fulfilled_on: '2024-03-11' })
  expect(await found('x24-claim-without-acceptance')).toEqual([
    '丰乐社区有 2 条认领已登记履约，却从未接受，如编号 R1(爱心药店)；请在服务菜单系统核对认领状态。', '丰乐社区有 1 条认领已登记履约，却已经撤回，如编号 R3(爱心药店)；请在服务菜单系统核对认领状态。',
  ])
}))

test('X26 no more people sign in than person-times are told', given(async ({ put, found }) => {
  await put('fact_activity', { held_on: '2024-03-05', status: 'held', attendance: 2 }, { held_on: '2024-03-09', status: 'planned', attendance: 5 })
  await put('fact_attendance', ...['a', 'b', 'a'].map((participant_pid) => ({ attended_on: '2024-03-05', participant_pid })))
  expect(await found('x26-persons-among-person-times')).toEqual([])
  await put('fact_attendance', { attended_on: '2024-03-05', participant_pid: 'c' })
  expect(await found('x26-persons-among-person-times')).toEqual(['丰乐社区 2024-03 活动签到的不同人数 3 人，大于各场活动登记的参与人次合计 2 人次；请在服务菜单系统核对这个月的参加人数和签到。'])
  await put('fact_activity', { held_on: '2024-03-06', status: 'held', attendance: null })
  expect(await found('x26-persons-among-person-times')).toEqual([])
}))

test('X33 menus are out in time, and of every centre', given(async ({ put, cover, found }) => {
  await cover('service-menu', pengjiang, '2024-11', '2024-12')
  await put('fact_center', { src_id: 'C1', name: '丰乐中心', opened_on: '2020-01-01' }, { src_id: 'C2', name: '新中心', opened_on: '2024-12-02' })
  await put('fact_menu', { src_id: 'M1', center_no: 'C1', month_on: '2024-11-01', published_on: '2024-10-31' }, { src_id: 'M2', center_no: 'C1', month_on: '2024-12-01', published_on: '2024-11-30' })
  await put('fact_menu_item', { menu_no: 'M1', planned_on: '2024-11-30' }, { menu_no: 'M2', planned_on: '2024-12-01' })
  expect(await found('x33-menus')).toEqual([])
  await put('fact_center', { src_id: 'C3', name: '象山中心', opened_on: '2020-01-01' }, { src_id: 'C4', name: '白沙中心', opened_on: '2020-01-01' })
  await put('fact_menu', { src_id: 'M3', center_no: 'C3', month_on: '2024-12-01', published_on: '2024-12-01' }, { src_id: 'M4', center_no: 'C3', month_on: '2024-11-01', published_on: '2025-01-03' })
  await put('fact_menu_item', { menu_no: 'M3', planned_on: '2024-12-10' })
  expect([...(await found('x33-menus'))].sort()).toEqual([
    '蓬江区 2024-11 有 2 个中心没有公布当月菜单，如“象山中心”；请督促补充公布，或说明原因。',
    '蓬江区 2024-12 有 1 个中心没有公布当月菜单，如“白沙中心”；请督促补充公布，或说明原因。',
    '蓬江区 2024-12 有 1 个中心的菜单在当月开始后才公布，如“象山中心”；请提前制定并公布，或说明原因。',
  ])
  expect(await found('x33-menus', { businessOn: '2025-03-01' })).toEqual([])
}))

test('X33 a menu that is out has items', given(async ({ put, found }) => {
  await put('fact_menu', { src_id: 'M1', center_no: 'C1', month_on: '2024-12-01', published_on: '2024-11-30' }, { src_id: 'M2', center_no: 'C1', month_on: '2024-12-01' })
  await put('fact_menu_item', { menu_no: 'M1', planned_on: '2024-12-10' })
  expect(await found('x33-menus')).toEqual([])
  await put('fact_menu', { src_id: 'M3', center_no: 'C1', month_on: '2024-12-01', published_on: '2024-11-30' }, { unit: jiangmen, src_id: 'M4', center_no: 'C0', month_on: '2024-12-01', published_on: '2024-11-30' })
  expect(await found('x33-menus')).toEqual([
    '江门市 2024-12 有 1 份已公布的菜单没有项目，如“M4”；请在服务菜单系统补充项目。', '蓬江区 2024-12 有 1 份已公布的菜单没有项目，如“M3”；请在服务菜单系统补充项目。',
  ])
}))

test('X33 what partners may claim is claimed three days before it begins', given(async ({ put, found }) => {
  const item = { unit: fengle, is_claimable: true, title: '义剪' }
  await put('fact_menu_item', { ...item, planned_on: '2024-12-10', accepted_on: '2024-12-07' }, { ...item, planned_on: '2025-01-04' }, { planned_on: '2024-12-10' })
  expect(await found('x33-menus')).toEqual([])
  await put('fact_menu_item', { ...item, planned_on: '2024-12-11', accepted_on: '2024-12-09' }, { ...item, planned_on: '2024-12-12' }, { ...item, planned_on: '2025-01-03' })
  expect(await found('x33-menus')).toEqual([
    '蓬江区 2024-12 有 2 个可认领项目在开展前3天仍无人认领，如“义剪”；请联系社区合伙人认领，或调整项目。', '蓬江区 2025-01 有 1 个可认领项目在开展前3天仍无人认领，如“义剪”；请联系社区合伙人认领，或调整项目。',
  ])
}))

test('X35 a wish is claimed within sixty days', given(async ({ put, found }) => {
  await put('fact_wish', { published_on: '2024-11-05' }, { published_on: '2024-10-01', claimed_on: '2024-10-20' }, { published_on: '2024-06-01' })
  expect(await found('x35-wish-unclaimed', { businessOn: '2024-12-31' })).toEqual([])
  await put('fact_wish', { published_on: '2024-10-02', src_id: 'XY2' }, { published_on: '2024-10-01', src_id: 'XY1', claimed_on: '2025-01-05' })
  expect(await found('x35-wish-unclaimed', { businessOn: '2024-12-31' })).toEqual(['蓬江区有 2 个微心愿发布满60天仍无人认领，如编号 XY1；请联系认领，或说明原因。'])
}))
