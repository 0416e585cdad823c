import { activityKind, qualifier, serviceCategory, showcaseKind, systemNames, text } from '@mingshu/metrics'
import { isNear, tooEarly } from '../parse-row.js'
import { wordsOf, type PostgresSystem, type Words } from '../source.js'

const since = '2018-01-01'
const levels: Words = { 市: 'city', 县: 'county', 镇: 'town', 村: 'village' }
const nextYearEnd = (today: string): string => `${Number(today.slice(0, 4)) + 1}-12-31`

/** The service-menu system: centres, activities with their sign-ins, micro-wishes, showcase projects, the targets of the year and the figures that were printed. */
export const serviceMenu: PostgresSystem = {
  id: 'service-menu',
  name: systemNames['service-menu'],
  since,
  reporting: { entity: 'activity', on: 'held_on' },
  entities: [
    {
      id: 'center', name: text('党群服务中心', 'centre'), table: 'center', key: 'center_no',
      columns: {
        name: { kind: 'text', from: 'center_name', name: text('中心名称', 'Name') },
        level: { kind: 'word', from: 'center_level', words: levels, name: text('层级', 'Level') },
        unit: { kind: 'unit', from: 'unit_code', at: 'opened_on', name: text('单位代码', 'Unit code') },
        opened_on: { kind: 'day', from: 'opened_date', name: text('启用日期', 'Opened') },
        closed_on: { kind: 'day', from: 'closed_date', required: false, name: text('停用日期', 'Closed') },
      },
    },
    {
      id: 'activity', name: text('活动', 'activity'), table: 'activity', key: 'activity_no',
      columns: {
        title: { kind: 'text', from: 'title', name: text('活动名称', 'Title') },
        kind: { kind: 'word', from: 'activity_type', words: wordsOf(activityKind), name: text('活动类型', 'Kind') },
        category: { kind: 'word', from: 'category', words: wordsOf(serviceCategory), name: text('服务类别', 'Category') },
        is_key: { kind: 'flag', from: 'key_flag', name: text('是否重点', 'Key activity') },
        organiser_level: { kind: 'word', from: 'lead_org_level', words: levels, name: text('牵头层级', 'Level of the organiser') },
        unit: { kind: 'unit', from: 'lead_unit_code', at: 'held_on', name: text('牵头单位', 'Lead unit') },
        center_no: { kind: 'text', from: 'center_no', required: false, name: text('中心编号', 'Centre') },
        is_demand_based: { kind: 'flag', from: 'menu_item_no is not null and demand_no is not null', name: text('按需开展', 'Based on a demand') },
        held_on: { kind: 'day', from: 'activity_date', name: text('活动日期', 'Date') },
        status: { kind: 'word', from: 'status', words: { 计划: 'planned', 已举办: 'held', 取消: 'cancelled' }, name: text('状态', 'Status') },
        attendance: { kind: 'count', from: 'attendance', required: false, name: text('参加人数', 'Attendance') },
        count_method: { kind: 'word', from: 'count_method', words: { 签到: 'sign_in', 估计: 'estimate' }, name: text('计数方式', 'Counted by') },
        ratings_valid: { kind: 'count', from: 'rated_1::bigint + rated_2 + rated_3 + rated_4 + rated_5', name: text('有效评价', 'Valid ratings') },
        ratings_good: { kind: 'count', from: 'rated_3::bigint + rated_4 + rated_5', name: text('满意评价', 'Satisfied ratings') },
      },
      rules: [
        {
          column: 'held_on', holds: ({ held_on: day }) => day === null || String(day) >= since,
          sentence: tooEarly(since),
        },
        {
          column: 'held_on',
          passing: ({ held_on: day }, today) => isNear(String(day), today),
          holds: ({ held_on: day, status }, today) => day === null || String(day) <= (status === 'planned' ? nextYearEnd(today) : today),
          sentence: text('晚于今天，而活动不是“计划”。请核对日期或状态', 'lies in the future, but the activity is not planned. Check date and status'),
        },
      ],
    },
    {
      id: 'sign_in', name: text('签到', 'sign-in'), table: 'sign_in', key: 'sign_no', keyType: 'bigint', parent: 'activity_no', parentEntity: 'activity',
      columns: {
        activity_no: { kind: 'text', from: 'activity_no', name: text('活动编号', 'Activity') },
        participant_pid: { kind: 'person', from: 'id_number', name: text('身份证号', 'Identity number') },
      },
    },
    {
      id: 'micro_wish', name: text('微心愿', 'micro-wish'), table: 'micro_wish', key: 'wish_no',
      columns: {
        unit: { kind: 'unit', from: 'unit_code', at: 'published_on', name: text('单位代码', 'Unit code') },
        category: { kind: 'word', from: 'category', words: wordsOf(serviceCategory), name: text('服务类别', 'Category') },
        published_on: { kind: 'day', past: true, from: 'published_date', required: false, name: text('发布日期', 'Published') },
        claimed_on: { kind: 'day', past: true, from: 'claimed_date', required: false, name: text('认领日期', 'Claimed') },
        done_on: { kind: 'day', past: true, from: 'done_date', required: false, name: text('实现日期', 'Fulfilled') },
      },
    },
    {
      id: 'showcase_project', name: text('好项目', 'showcase project'), table: 'showcase_project', key: 'project_no',
      columns: {
        name: { kind: 'text', from: 'project_name', name: text('项目名称', 'Name') },
        kind: { kind: 'word', from: 'project_type', words: wordsOf(showcaseKind), name: text('项目类型', 'Kind') },
        unit: { kind: 'unit', from: 'host_unit_code', at: 'awarded_on', name: text('主办单位', 'Host unit') },
        title_level: { kind: 'word', from: 'title_level', words: levels, name: text('称号级别', 'Level of the title') },
        awarded_on: { kind: 'day', past: true, from: 'awarded_date', name: text('授予日期', 'Awarded') },
        ended_on: { kind: 'day', from: 'ended_date', required: false, name: text('失效日期', 'Ended') },
      },
    },
    {
      id: 'annual_target', name: text('年度目标', 'annual target'), table: 'annual_target', key: `unit_code || '/' || target_year || '/' || metric_code`,
      columns: {
        unit: { kind: 'unit', from: 'unit_code', name: text('单位代码', 'Unit code') },
        year: { kind: 'count', min: 2000, max: 2100, from: 'target_year', name: text('年度', 'Year') },
        metric_code: { kind: 'text', from: 'metric_code', name: text('指标代码', 'Metric') },
        value: { kind: 'decimal', from: 'target_value', name: text('目标值', 'Target') },
        basis: { kind: 'text', from: 'basis', required: false, name: text('依据', 'Basis') },
      },
    },
    {
      id: 'published_figure', name: text('见报数字', 'published figure'), table: 'published_figure', key: `unit_code || '/' || metric_code || '/' || period`,
      columns: {
        unit: { kind: 'unit', from: 'unit_code', name: text('单位代码', 'Unit code') },
        metric_code: { kind: 'text', from: 'metric_code', name: text('指标代码', 'Metric') },
        period: { kind: 'text', from: 'period', name: text('统计期', 'Period') },
        printed: { kind: 'decimal', from: 'printed_value', name: text('见报数', 'Number printed') },
        qualifier: { kind: 'word', from: `coalesce(nullif(qualifier, ''), '无')`, words: wordsOf(qualifier), name: text('修饰词', 'Qualifier') },
        step: { kind: 'decimal', from: 'step', name: text('取整单位', 'Step') },
        published_on: { kind: 'day', past: true, from: 'printed_on', name: text('见报日期', 'Printed on') },
        place: { kind: 'text', from: 'printed_in', required: false, name: text('见报处', 'Printed in') },
      },
    },
  ],
}
