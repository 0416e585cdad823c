import type { Unit } from '@mingshu/metrics'
import { describe, expect, test } from 'vitest'
import { answering, contextOf, jointBranch, streets, telling, unit, zone, type Figures } from '../test/given.js'
import { read, rowsOf } from '../test/workbooks.js'
import type { FormalTable, TableCell, Workbook } from './layout.js'
import { printed } from './number-text.js'
import { findReport, renderWorkbook } from './index.js'

const [lehua, quanzhuang] = streets
if (!lehua || !quanzhuang) throw new Error('No streets.')
const [L, Q, Z, B] = [lehua.code, quanzhuang.code, zone.code, jointBranch.code]

/** A report of the zone with two of its streets and the joint branch. */
const build = async (number: string, figures: Figures, { of = zone, children = [lehua, quanzhuang, jointBranch], period = '2024' }: { of?: Unit; children?: readonly Unit[]; period?: string } = {}): Promise<Workbook> => {
  const report = findReport(number)
  if (!report) throw new Error(`No report ${number}.`)
  return report.build(answering({ units: new Map([[of.code, children]]), ...telling(figures) }).ask, contextOf(of, period, { children }))
}
const only = (book: Workbook, n = 0): FormalTable => book.tables[n] ?? (() => { throw new Error('No such table.') })()
const shown = (cell: TableCell): string => printed(cell, 'zh')
const body = ({ rows }: FormalTable): string[][] => rows.map((row) => row.cells.map(shown))

test('R02 tells centres and menus first, then demands, resources and partners', async () => {
  const of = { menu_due: 10, menu_due_published: 9, menu_due_in_advance: 8, svc_menu_published_count: 12, menu_dual: 6, svc_center_count: 3, 'svc_center_count/town': 1, 'svc_center_count/village': 2 }
  const work = {
    demand_collected_count: 40, demand_matched: 30, resource_active_count: 8, resource_in_period: 10, resource_used: 5, partner_count: 4, partner_claim_count: 6,
    menu_item_claimable: 20, menu_item_claimed: 15, claim_due: 5, claim_fulfilled: 4, demand_visit_household_count: 77, council_meeting_count: 2,
  }
  const book = await build('R02', { [Z]: { ...of, ...work }, [L]: { ...of, ...work }, [Q]: { demand_visit_household_count: null } })
  expect(body(only(book))).toEqual([
    ['合　计', '3', '0', '0', '1', '2', '10', '9', '90.0%', '80.0%', '50.0%'],
    ['乐华街道', '3', '0', '0', '1', '2', '10', '9', '90.0%', '80.0%', '50.0%'],
    ['泉庄街道', '0', '0', '0', '0', '0', '0', '0', '—', '—', '—'],
  ])
  expect(body(only(book, 1))).toEqual([
    ['合　计', '40', '75.0%', '8', '50.0%', '4', '6', '75.0%', '80.0%', '77', '2'],
    ['乐华街道', '40', '75.0%', '8', '50.0%', '4', '6', '75.0%', '80.0%', '77', '2'],
    ['泉庄街道', '0', '—', '0', '—', '0', '0', '—', '—', '未上报', '0'],
  ])
  expect(book.tables.map((t) => t.formNo)).toEqual(['R02-1', 'R02-2'])
})

test('R08 prints what its rates were divided by, and adds own and joint organisations up', async () => {
  const firm = {
    neg_firm_count: 20, firm_org_covered: 12, firm_org_own: 2, firm_org_joint: 10, firm_org_due: 6, firm_org_due_built: 3, firm_work_covered: 15, firm_with_instructor: 9,
    firm_with_contact: 8, firm_with_mass_org: 4,
  }
  const table = only(await build('R08', { [Z]: firm, [L]: firm }))
  expect(body(table)).toEqual([
    ['合　计', '20', '12', '2', '10', '60.0%', '6', '3', '50.0%', '15', '9', '8', '4', '75.0%'],
    ['乐华街道', '20', '12', '2', '10', '60.0%', '6', '3', '50.0%', '15', '9', '8', '4', '75.0%'],
    ['泉庄街道', '0', '0', '0', '0', '—', '0', '0', '—', '0', '0', '0', '0', '—'],
  ])
  expect(table.notes).toContain('分母：党的组织覆盖率、党的工作覆盖率为实体运营新业态企业20家；应建已建率为有三名以上正式党员的企业6家。')
  expect(table.notes[0]).toBe('2栏＝3栏＋4栏。')
  expect(table.head[1]).toBe('统计截止：2024年12月31日')
})

describe('R09', () => {
  const town = {
    'party_member_count@opening': 100, party_member_increase: 7, 'party_member_increase/developed': 2, 'party_member_increase/transfer_in': 4, 'party_member_increase/other_in': 1,
    party_member_decrease: 3, 'party_member_decrease/transfer_out': 2, 'party_member_decrease/death': 1, party_member_net_change: 4, party_member_count: 104,
  }
  const branch = { 'party_member_count@opening': 20, party_member_count: 19 }
  const total = { ...town, 'party_member_count@opening': 120, party_member_count: 123 }
  const figures = { [Z]: total, [L]: town, [B]: branch }

  test('carries last year’s members on to those expected, and says where they are not those there are', async () => {
    expect(body(only(await build('R09', figures)))).toEqual([
      ['合　计', '120', '7', '2', '4', '0', '1', '3', '2', '1', '0', '0', '0', '4', '124', '123', '-1', ''],
      ['乐华街道', '100', '7', '2', '4', '0', '1', '3', '2', '1', '0', '0', '0', '4', '104', '104', '0', '平衡'],
      ['泉庄街道', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '平衡'],
      ['湛江经开区新业态新就业群体联合党支部', '20', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '20', '19', '-1', ''],
    ])
  })

  test('reckons the expected in the workbook, by a formula over the row', async () => {
    const { bytes } = await renderWorkbook(await build('R09', figures))
    const cells = read(bytes).sheets.get('党员增减变动')
    expect(['O8', 'Q8', 'O9', 'O7'].map((at) => [cells?.get(at)?.formula, cells?.get(at)?.value])).toEqual([['B8+C8-H8', '104'], ['P8-O8', '0'], ['B9+C9-H9', '0'], ['B7+C7-H7', '124']])
    expect(rowsOf(read(bytes), '校验', 5).filter((row) => row[6] !== '相符')).toEqual([])
    expect(only(await build('R09', figures)).notes.slice(0, 4)).toEqual(['2栏＝3栏＋4栏＋5栏＋6栏。', '7栏＝8栏＋9栏＋10栏＋11栏＋12栏。', '14栏＝1栏＋13栏。', '15栏＝14栏＋16栏。'])
  })

  test('hides what would tell a hidden number', async () => {
    const report = findReport('R09')
    const { instead } = telling({ [Z]: town, [L]: town })
    const { ask } = answering({
      units: new Map([[zone.code, [lehua]]]),
      instead: (code, of, member) => (code === 'party_member_decrease' && of === L && !member ? { value: null, status: 'suppressed' } : instead?.(code, of, member)),
    })
    const book = await report?.build(ask, contextOf(zone, '2024', { children: [lehua] }))
    const row = book?.tables[0]?.rows[1]?.cells.map(shown) ?? []
    expect([row[7], row[14], row[16], row[17]]).toEqual(['*', '*', '*', ''])
  })

  test('asks for the end of the year before, not for the same day a year earlier', async () => {
    const { ask, asked } = answering()
    await findReport('R09')?.build(ask, contextOf(zone, '2024'))
    expect(asked[0]).toMatchObject({ period: '2024', by: 'unit', compare: ['prev'] })
  })
})

test('R10 tells the stages, and of those admitted the four groups', async () => {
  const town = {
    applicant_count: 30, activist_count: 20, candidate_count: 6, probationary_count: 5, developed_count: 4, 'developed_count/female': 1, 'developed_count/to_35': 3, 'developed_count/college': 2,
    'developed_count/yes': 4, full_member_new: 3, probation_overdue_count: 1,
  }
  expect(body(only(await build('R10', { [Z]: town, [B]: town })))).toEqual([
    ['合　计', '30', '20', '6', '5', '4', '1', '3', '2', '4', '3', '1'], ['乐华街道', ...Array.from({ length: 11 }, () => '0')], ['泉庄街道', ...Array.from({ length: 11 }, () => '0')],
    ['湛江经开区新业态新就业群体联合党支部', '30', '20', '6', '5', '4', '1', '3', '2', '4', '3', '1'],
  ])
})

describe('R11', () => {
  const branch = {
    party_assembly_count: 4, party_committee_count: 12, party_lecture_count: 5, secretary_lecture_count: 3, party_day_count: 12, onsite_education_count: 2, party_life_due: 90,
    party_life_person_times: 83, branch_quarter_due: 4, branch_quarter_met: 4,
  }

  test('says green, yellow and red in words as well', async () => {
    const table = only(await build('R11', {
      [Z]: { ...branch, branch_quarter_due: 14, branch_quarter_met: 10 }, [L]: { branch_quarter_due: 5, branch_quarter_met: 4 }, [Q]: { branch_quarter_due: 5, branch_quarter_met: 2 }, [B]: branch,
    }))
    expect(table.rows.map((row) => row.cells.slice(-2).map(shown))).toEqual([['71.4%', '红·未达标'], ['80.0%', '黄·基本达标'], ['40.0%', '红·未达标'], ['100.0%', '绿·达标']])
    expect(table.rows.map((row) => { const cell = row.cells.at(-1); return cell?.kind === 'text' ? cell.tone : undefined })).toEqual(['poor', 'fair', 'poor', 'good'])
    expect(body(table).at(-1)).toEqual(['湛江经开区新业态新就业群体联合党支部', '4', '12', '5', '3', '12', '2', '90', '83', '92.2%', '100.0%', '绿·达标'])
  })

  test('fits the joint branch itself, which stands under its own name', async () => {
    expect(body(only(await build('R11', { [B]: branch }, { of: jointBranch, children: [] })))).toEqual([
      ['湛江经开区新业态新就业群体联合党支部', '4', '12', '5', '3', '12', '2', '90', '83', '92.2%', '100.0%', '绿·达标'],
    ])
  })

  test('has no light before a quarter is over', async () => {
    const table = only(await build('R11', { [B]: { ...branch, branch_quarter_due: 0, branch_quarter_met: 0 } }, { of: jointBranch, children: [], period: '2024-11' }))
    expect(body(table)[0]?.slice(-2)).toEqual(['—', ''])
  })

  test('lists the communities of a town', async () => {
    const village = unit('4408Z1001001', '海头社区', 'Haitou', 'village', L)
    expect(body(only(await build('R11', { [L]: branch, '4408Z1001001': branch }, { of: lehua, children: [village] }))).map((row) => row[0])).toEqual(['合　计', '海头社区'])
  })
})

test('R14 tells who reported in, volunteered and learnt, and the points', async () => {
  const town = {
    report_in_count: 150, report_in_member: 20, neg_worker_count: 3000, volunteer_team_count: 1, volunteer_person_times: 400, emergency_mobilised_person_times: 60, training_session_count: 11,
    training_person_times: 330, points_issued_total: 5000, points_redeemed_total: 2000, points_balance: 3000,
  }
  const table = only(await build('R14', { [Z]: town, [L]: town }))
  expect(body(table)).toEqual([
    ['合　计', '150', '20', '5.0%', '1', '400', '60', '11', '330', '5,000', '2,000', '40.0%', '3,000'],
    ['乐华街道', '150', '20', '5.0%', '1', '400', '60', '11', '330', '5,000', '2,000', '40.0%', '3,000'],
    ['泉庄街道', '0', '0', '—', '0', '0', '0', '0', '0', '0', '0', '—', '0'],
  ])
  expect(table.notes).toContain('分母：报到率为在册新就业群体3000人；积分兑换率为统计期内发放的积分5000分。')
})

test('S1 tells which returns came in time, late or not at all', async () => {
  const table = only(await build('S1', { [Z]: { return_due: 24, return_on_time: 20, return_missing: 1 }, [L]: { return_due: 12, return_on_time: 12 }, [Q]: { return_due: 12, return_on_time: 8, return_missing: 1 } }))
  expect(body(table)).toEqual([['合　计', '24', '20', '1', '3', '83.3%'], ['乐华街道', '12', '12', '0', '0', '100.0%'], ['泉庄街道', '12', '8', '1', '3', '66.7%']])
  expect(table.notes[0]).toBe('1栏＝2栏＋3栏＋4栏。')
})
