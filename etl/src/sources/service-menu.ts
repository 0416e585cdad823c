import { activityKind, collectorRole, demandChannel, feeMode, jointCommitteeKind, partnerType, qualifier, residentGroup, serviceCategory, showcaseKind, systemNames, text } from '@mingshu/metrics'
import { isNear, tooEarly } from '../parse-row.js'
import { inOrder } from '../in-order.js'
import { wordsOf, type PostgresSystem, type Words } from '../source.js'

const since = '2018-01-01'
const levels: Words = { 市: 'city', 县: 'county', 镇: 'town', 村: 'village' }
const nextYearEnd = (today: string): string => `${Number(today.slice(0, 4)) + 1}-12-31`

/** The service-menu system: centres, the three lists with partners and claims, activities with their sign-ins, micro-wishes, showcase projects, the targets of the year and the figures that were printed. */
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
        center_no: { kind: 'key', from: 'center_no', required: false, name: text('中心编号', 'Centre') },
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
        activity_no: { kind: 'key', from: 'activity_no', name: text('活动编号', 'Activity') },
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
        served_count: { kind: 'count', from: 'served_count', name: text('服务人次', 'Person-times served') },
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
    {
      id: 'partner', name: text('社区合伙人', 'partner'), table: 'partner', key: 'partner_no',
      columns: {
        name: { kind: 'text', from: 'partner_name', name: text('合伙人名称', 'Name') },
        partner_type: { kind: 'word', from: 'partner_type', words: wordsOf(partnerType), name: text('合伙人类型', 'Kind') },
        joined_on: { kind: 'day', from: 'joined_date', name: text('加入日期', 'Joined') },
        ended_on: { kind: 'day', from: 'ended_date', required: false, name: text('退出日期', 'Ended') },
      },
    },
    {
      id: 'partner_link', name: text('合伙人与中心的合作', 'link of a partner'), table: 'partner_link', key: 'link_no', parent: 'partner_no',
      columns: {
        partner_no: { kind: 'key', from: 'partner_no', name: text('合伙人编号', 'Partner') },
        center_no: { kind: 'key', from: 'center_no', name: text('中心编号', 'Centre') },
        unit: { kind: 'unit', from: 'unit_code', at: 'linked_on', name: text('单位代码', 'Unit code') },
        linked_on: { kind: 'day', from: 'from_date', name: text('合作开始日期', 'From') },
        unlinked_on: { kind: 'day', from: 'to_date', required: false, name: text('合作结束日期', 'Until') },
      },
      rules: [inOrder('linked_on', 'unlinked_on')],
    },
    {
      id: 'resource', name: text('资源', 'resource'), table: 'resource', key: 'resource_no', parent: 'partner_no',
      columns: {
        partner_no: { kind: 'key', from: 'partner_no', name: text('提供方编号', 'Partner') },
        unit: { kind: 'unit', from: 'unit_code', at: 'valid_from', name: text('单位代码', 'Unit code') },
        category: { kind: 'word', from: 'category', words: wordsOf(serviceCategory), name: text('服务类别', 'Category') },
        description: { kind: 'text', from: 'description', name: text('资源内容', 'Description') },
        quantity: { kind: 'count', from: 'quantity', name: text('数量', 'Quantity') },
        quantity_unit: { kind: 'text', from: 'quantity_unit', name: text('计量单位', 'Unit of quantity') },
        fee_mode: { kind: 'word', from: 'fee_mode', words: wordsOf(feeMode), name: text('收费方式', 'Fee') },
        valid_from: { kind: 'day', from: 'valid_from', name: text('有效期起', 'Valid from') },
        valid_to: { kind: 'day', from: 'valid_to', required: false, name: text('有效期止', 'Valid until') },
      },
      rules: [inOrder('valid_from', 'valid_to')],
    },
    {
      id: 'demand', name: text('需求', 'demand'), table: 'demand', key: 'demand_no',
      columns: {
        unit: { kind: 'unit', from: 'unit_code', at: 'collected_on', name: text('单位代码', 'Unit code') },
        category: { kind: 'word', from: 'category', words: wordsOf(serviceCategory), name: text('服务类别', 'Category') },
        resident_group: { kind: 'word', from: 'resident_group', words: wordsOf(residentGroup), name: text('居民群体', 'Resident group') },
        channel: { kind: 'word', from: 'channel', words: wordsOf(demandChannel), name: text('征集渠道', 'Channel') },
        collector: { kind: 'word', from: 'collector', words: wordsOf(collectorRole), name: text('收集人', 'Collected by') },
        content: { kind: 'text', from: 'content', name: text('需求内容', 'Content') },
        collected_on: { kind: 'day', past: true, from: 'collected_date', name: text('征集日期', 'Collected') },
        status: { kind: 'word', from: 'status', words: { 新建: 'new', 已匹配: 'matched', 已列入菜单: 'listed', 已满足: 'met', 不予采纳: 'refused' }, name: text('状态', 'Status') },
        closed_on: { kind: 'day', past: true, from: 'closed_date', required: false, name: text('办结日期', 'Closed') },
        duplicate_of: { kind: 'key', from: 'duplicate_of', required: false, name: text('重复于', 'Repeats') },
      },
      rules: [inOrder('collected_on', 'closed_on')],
    },
    {
      id: 'demand_match', name: text('供需对接', 'match'), table: 'demand_match', key: 'match_no', parent: 'demand_no', parentEntity: 'demand',
      columns: {
        demand_no: { kind: 'key', from: 'demand_no', name: text('需求编号', 'Demand') },
        resource_no: { kind: 'key', from: 'resource_no', name: text('资源编号', 'Resource') },
        matched_on: { kind: 'day', past: true, from: 'matched_date', name: text('匹配日期', 'Matched') },
      },
    },
    {
      id: 'menu', name: text('服务菜单', 'menu'), table: 'menu', key: 'menu_no',
      columns: {
        center_no: { kind: 'key', from: 'center_no', name: text('中心编号', 'Centre') },
        unit: { kind: 'unit', from: 'unit_code', at: 'month_on', name: text('单位代码', 'Unit code') },
        month_on: { kind: 'day', from: 'menu_month', name: text('菜单月份', 'Month') },
        online_on: { kind: 'day', past: true, from: 'online_published', required: false, name: text('线上公布日期', 'Published online') },
        offline_on: { kind: 'day', past: true, from: 'offline_published', required: false, name: text('线下公布日期', 'Published offline') },
      },
    },
    {
      id: 'menu_item', name: text('菜单项目', 'menu item'), table: 'menu_item', key: 'item_no', parent: 'demand_no',
      columns: {
        menu_no: { kind: 'key', from: 'menu_no', name: text('菜单编号', 'Menu') },
        unit: { kind: 'unit', from: 'unit_code', at: 'planned_on', name: text('单位代码', 'Unit code') },
        title: { kind: 'text', from: 'title', name: text('项目名称', 'Title') },
        category: { kind: 'word', from: 'category', words: wordsOf(serviceCategory), name: text('服务类别', 'Category') },
        planned_on: { kind: 'day', from: 'item_date', name: text('计划日期', 'Day planned') },
        time_range: { kind: 'text', from: 'time_range', name: text('时间', 'Time') },
        place: { kind: 'text', from: 'place', name: text('地点', 'Place') },
        audience: { kind: 'text', from: 'audience', name: text('对象', 'Audience') },
        capacity: { kind: 'count', from: 'capacity', name: text('名额', 'Capacity') },
        sign_up: { kind: 'text', from: 'sign_up', name: text('报名方式', 'How to sign up') },
        demand_no: { kind: 'key', from: 'demand_no', required: false, name: text('需求编号', 'Demand') },
        resource_no: { kind: 'key', from: 'resource_no', required: false, name: text('资源编号', 'Resource') },
        is_claimable: { kind: 'flag', from: 'claimable', name: text('是否可认领', 'Claimable') },
      },
    },
    {
      id: 'menu_claim', name: text('认领', 'claim'), table: 'menu_claim', key: 'claim_no', parent: 'item_no', parentEntity: 'menu_item',
      columns: {
        item_no: { kind: 'key', from: 'item_no', name: text('项目编号', 'Item') },
        partner_no: { kind: 'key', from: 'partner_no', name: text('合伙人编号', 'Partner') },
        unit: { kind: 'unit', from: 'unit_code', at: 'claimed_on', name: text('单位代码', 'Unit code') },
        claimed_on: { kind: 'day', past: true, from: 'claimed_date', name: text('认领日期', 'Claimed') },
        accepted_on: { kind: 'day', past: true, from: 'accepted_date', required: false, name: text('接受日期', 'Accepted') },
        due_on: { kind: 'day', from: 'due_date', name: text('应履约日期', 'Due') },
        fulfilled_on: { kind: 'day', past: true, from: 'fulfilled_date', required: false, name: text('履约日期', 'Fulfilled') },
        withdrawn_on: { kind: 'day', past: true, from: 'withdrawn_date', required: false, name: text('撤回日期', 'Withdrawn') },
      },
      rules: [inOrder('claimed_on', 'accepted_on'), inOrder('accepted_on', 'fulfilled_on')],
    },
    {
      id: 'committee_unit', name: text('大工委大党委成员单位', 'seat on a joint committee'), table: 'committee_unit', key: 'member_no',
      columns: {
        committee_name: { kind: 'text', from: 'committee_name', name: text('委员会名称', 'Committee') },
        kind: { kind: 'word', from: 'committee_kind', words: wordsOf(jointCommitteeKind), name: text('委员会类型', 'Kind') },
        unit: { kind: 'unit', from: 'unit_code', at: 'joined_on', name: text('单位代码', 'Unit code') },
        org_no: { kind: 'key', from: 'org_no', name: text('成员单位编号', 'Member unit') },
        org_name: { kind: 'text', from: 'org_name', name: text('成员单位名称', 'Name') },
        joined_on: { kind: 'day', from: 'joined_date', name: text('加入日期', 'Joined') },
        left_on: { kind: 'day', from: 'left_date', required: false, name: text('退出日期', 'Left') },
      },
      rules: [inOrder('joined_on', 'left_on')],
    },
  ],
}
