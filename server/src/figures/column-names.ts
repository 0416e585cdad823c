import { text, type Text } from '@mingshu/metrics'

/** What columns of facts are called where their rows are listed. A column without a name is shown under its own. */
export const columnNames: Readonly<Record<string, Text>> = {
  title: text('名称', 'Title'), name: text('名称', 'Name'), kind: text('类型', 'Kind'), category: text('类别', 'Category'), level: text('层级', 'Level'),
  held_on: text('活动日期', 'Held on'), status: text('状态', 'Status'), attendance: text('参加人数', 'Attendance'), count_method: text('计数方式', 'Counted by'),
  organiser_level: text('牵头层级', 'Organiser level'), is_key: text('重点活动', 'Key activity'), is_demand_based: text('按需开展', 'Demand-based'),
  ratings_valid: text('有效评价', 'Valid ratings'), ratings_good: text('满意评价', 'Satisfied ratings'), center_id: text('中心编号', 'Centre'),
  opened_on: text('启用日期', 'Opened on'), closed_on: text('结束日期', 'Closed on'), attended_on: text('签到日期', 'Signed in on'), participant_pid: text('参与人(假名)', 'Participant (pseudonym)'),
  published_on: text('发布日期', 'Published on'), claimed_on: text('认领日期', 'Claimed on'), done_on: text('实现日期', 'Fulfilled on'),
  title_level: text('称号级别', 'Title level'), awarded_on: text('授予日期', 'Awarded on'), ended_on: text('截止日期', 'Ended on'),
  operating_from: text('开业日期', 'Operating from'), operating_to: text('停业日期', 'Operating to'), org_cover: text('组织覆盖', 'Covered by'), covered_from: text('组织覆盖起', 'Covered from'),
  full_members: text('正式党员', 'Full members'), work_covered_from: text('工作覆盖起', 'Work covered from'), has_instructor: text('有指导员', 'Has instructor'),
  has_contact: text('有联络员', 'Has contact'), has_mass_org: text('有群团组织', 'Has mass organisation'), established_on: text('成立日期', 'Established on'), dissolved_on: text('撤销日期', 'Dissolved on'),
  worker_pid: text('人员(假名)', 'Worker (pseudonym)'), platform: text('平台', 'Platform'), worker_group: text('从业群体', 'Worker group'),
  listed_from: text('在册起', 'Listed from'), listed_to: text('在册止', 'Listed to'), verified_on: text('核实日期', 'Verified on'), is_probationary: text('预备党员', 'Probationary'),
  found_from: text('找到起', 'Found from'), found_to: text('找到止', 'Found to'), industry_from: text('行业找到起', 'By industry from'), industry_to: text('行业找到止', 'By industry to'),
  territory_from: text('属地找到起', 'By territory from'), territory_to: text('属地找到止', 'By territory to'), overlap_from: text('重合起', 'Both ways from'), overlap_to: text('重合止', 'Both ways to'),
  managed_from: text('纳管起', 'Managed from'), managed_to: text('纳管止', 'Managed to'), first_found_on: text('首次找到', 'First found on'),
  station_id: text('驿站编号', 'Station'), brand: text('品牌', 'Brand'), role: text('作用', 'Role'), venue_kind: text('场所类型', 'Venue'), day_on: text('日期', 'Day'), is_open: text('开放', 'Open'),
  visits: text('人次', 'Person-times'), visited_on: text('日期', 'Day'), service: text('服务项目', 'Service'), person_times: text('人次', 'Person-times'),
  checked_on: text('检查日期', 'Checked on'), next_checked_on: text('下次检查', 'Next checked on'), quantity: text('应有数量', 'Quantity'), quantity_ok: text('完好数量', 'In order'),
  site_id: text('阵地编号', 'Site'), site_name: text('阵地', 'Site name'), hospital_id: text('医院编号', 'Hospital'), beneficiaries: text('服务人次', 'Person-times served'),
  accepted_on: text('受理日期', 'Accepted on'), issue_source: text('诉求来源', 'Source'), reporter_group: text('反映人群', 'Reported by'), assigned_on: text('交办日期', 'Assigned on'),
  original_due_on: text('原期限', 'First due on'), due_on: text('到期日', 'Due on'), withdrawn_on: text('撤回日期', 'Withdrawn on'), followed_up_on: text('回访日期', 'Followed up on'),
  rating: text('评价', 'Rating'), has_three_phases: text('三段办理', 'Three phases'), issue_id: text('诉求编号', 'Issue'), spell: text('第几次办理', 'Spell'),
  ended_by: text('结束方式', 'Ended by'), handle_workdays: text('办理工作日', 'Working days'), reopened_on: text('重办日期', 'Reopened on'), month_on: text('月份', 'Month'), held: text('活动场次', 'Activities held'),
  valid_from: text('设立日期', 'Stands from'), valid_to: text('撤销日期', 'Stands to'),
}

/** Columns that only machines read: keys of other rows that a person has no use for. */
export const isShown = (column: string): boolean => !/^(center_id|station_id|site_id|hospital_id|issue_id)$/.test(column)
