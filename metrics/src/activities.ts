import { activityKind, countMethod, serviceCategory, showcaseKind, unitLevel } from './dimensions.js'
import { centerPlaces } from './place.js'
import { percent, subject } from './subject.js'
import { text } from './text.js'

const held = `status = 'held'`

/** B 活动与项目: activities, counted for their lead organiser. */
export const activities = subject('activity', {
  name: text('党群活动', 'Activities'),
  group: 'B',
  system: 'service-menu',
  from: 'fact_activity',
  places: centerPlaces,
  by: { kind: activityKind, category: serviceCategory, organiser_level: unitLevel, count_method: countMethod },
  measures: {
    activity_count: {
      kind: 'flow', on: 'held_on', where: held,
      name: text('党群活动场次', 'Activities held'), unit: text('场次', ''), good: 'up', basis: 'J1, J7',
      meaning: text('统计期内实际开展的党群活动场次，计在牵头单位；取消、延期未办的不计。', 'Activities held in the period, counted for the lead organiser; cancelled ones are left out.'),
    },
    activity_key_count: {
      kind: 'flow', on: 'held_on', where: `${held} and is_key and organiser_level = 'village'`,
      name: text('重点党群活动次数', 'Key activities'), unit: text('次', ''), good: 'up', basis: 'J8',
      meaning: text('社区(村)党组织在统计期内已举办的重点党群活动次数。', 'Key activities held by community and village party organisations.'),
    },
    activity_person_times: {
      kind: 'flow', on: 'held_on', where: held, sum: 'attendance',
      name: text('活动参与人次', 'Activity person-times'), unit: text('人次', ''), good: 'up', basis: 'J1',
      meaning: text('统计期内已举办活动的参加人次合计，同一人参加两次计两人次。', 'Attendances at activities held; the same person twice counts two.'),
    },
    activity_key_person_times: {
      kind: 'flow', on: 'held_on', where: `${held} and is_key and organiser_level = 'village'`, sum: 'attendance', internal: true,
      name: text('重点党群活动参与人次', 'Key activity person-times'), unit: text('人次', ''), good: 'up', basis: 'J8',
      meaning: text('统计期内已举办重点党群活动的参加人次合计。', 'Attendances at key activities held.'),
    },
    activity_demand_based: {
      kind: 'flow', on: 'held_on', where: `${held} and is_demand_based`, internal: true,
      name: text('按需开展的活动场次', 'Activities based on a demand'), unit: text('场次', ''), good: 'up', basis: 'J1',
      meaning: text('由居民需求列入菜单后开展的活动场次。', 'Activities held from a menu item that answers a demand.'),
    },
    activity_rating_valid: {
      kind: 'flow', on: 'held_on', where: held, sum: 'ratings_valid', internal: true,
      name: text('活动有效评价数', 'Valid ratings'), unit: text('条', ''), good: 'neutral', basis: '好差评',
      meaning: text('已举办活动收到的有效评价条数。', 'Valid ratings of activities held.'),
    },
    activity_rating_good: {
      kind: 'flow', on: 'held_on', where: held, sum: 'ratings_good', internal: true,
      name: text('活动满意评价数', 'Satisfied ratings'), unit: text('条', ''), good: 'up', basis: '好差评',
      meaning: text('非常满意、满意、基本满意的评价条数。', 'Ratings of very satisfied, satisfied and basically satisfied.'),
    },
  },
  ratios: {
    activity_demand_based_rate: {
      of: 'activity_demand_based', to: 'activity_count',
      name: text('按需开展率', 'Demand-based share'), unit: percent, good: 'up', basis: 'J1 按需求参加',
      denominator: text('党群活动场次', 'Activities held'),
      meaning: text('由居民需求而来的活动占已举办活动的比例。', 'Activities that answer a demand among activities held.'),
    },
    activity_satisfaction_rate: {
      of: 'activity_rating_good', to: 'activity_rating_valid',
      name: text('活动满意率', 'Activity satisfaction'), unit: percent, good: 'up', basis: 'J1, 好差评',
      denominator: text('有效评价', 'Valid ratings'),
      meaning: text('满意及以上评价占有效评价的比例；未评价的不计。', 'Satisfied ratings among valid ratings; unrated activities are left out.'),
    },
  },
})

/** People who signed in at activities with an identity. */
export const participants = subject('participant', {
  name: text('活动参与人', 'Participants'),
  group: 'B',
  system: 'service-menu',
  from: 'fact_attendance',
  measures: {
    activity_person_count: {
      kind: 'distinct', key: 'participant_pid', on: 'attended_on', persons: true, nullable: true,
      name: text('活动参与人数(去重)', 'Distinct participants'), unit: text('人', ''), good: 'up', basis: 'J1',
      meaning: text('统计期内签到参加活动的不同人数；只有估计人数的不计，全部为估计时没有此数。', 'Different people who signed in; no figure where only head-counts exist.'),
    },
  },
})

/** Centres and what they held, month by month. */
export const centerUse = subject('center_use', {
  name: text('中心使用', 'Use of centres'),
  group: 'B',
  system: 'service-menu',
  from: 'fact_center_month',
  places: centerPlaces,
  marks: [
    { fact: 'fact_activity', on: 'held_on' },
    { fact: 'fact_center', from: 'opened_on', to: 'closed_on' },
  ],
  by: { level: unitLevel },
  measures: {
    activity_idle_center_count: {
      kind: 'distinct', key: 'center_id', on: 'month_on', ofOneUnit: true,
      having: 'min(opened_on) <= :from and (max(closed_on) is null or max(closed_on) >= :to) and sum(held) = 0',
      name: text('零活动中心数', 'Centres with no activity'), unit: text('个', ''), good: 'down', basis: 'J3',
      meaning: text('整个统计期都开放而没有开展过活动的中心数；按整个统计期判断，不能由各月相加。', 'Centres open the whole period that held nothing in it; judged over the whole period, never added over months.'),
    },
  },
})

/** Micro-wishes, placed on the day they were published. */
export const wishes = subject('wish', {
  name: text('微心愿', 'Micro-wishes'),
  group: 'B',
  system: 'service-menu',
  from: 'fact_wish',
  by: { category: serviceCategory },
  measures: {
    wish_collected_count: {
      kind: 'flow', on: 'published_on',
      name: text('微心愿征集数', 'Micro-wishes collected'), unit: text('个', ''), good: 'neutral', basis: 'J8',
      meaning: text('统计期内审核通过并发布的微心愿数。', 'Micro-wishes approved and published in the period.'),
    },
    wish_claimed: {
      kind: 'cohort', on: 'published_on', reachedOn: 'claimed_on', internal: true,
      name: text('已认领的微心愿数', 'Wishes claimed'), unit: text('个', ''), good: 'up', basis: 'J8',
      meaning: text('统计期内发布、截至计算时已认领的微心愿数。', 'Wishes published in the period and claimed by the cut-off.'),
    },
    wish_done: {
      kind: 'cohort', on: 'published_on', reachedOn: 'done_on', internal: true,
      name: text('已实现的微心愿数', 'Wishes fulfilled'), unit: text('个', ''), good: 'up', basis: 'J8',
      meaning: text('统计期内发布、截至计算时已实现的微心愿数。', 'Wishes published in the period and fulfilled by the cut-off.'),
    },
  },
  ratios: {
    wish_claim_rate: {
      of: 'wish_claimed', to: 'wish_collected_count',
      name: text('微心愿认领率', 'Micro-wish claim rate'), unit: percent, good: 'up', basis: 'J8',
      denominator: text('统计期内发布的微心愿', 'Wishes published in the period'),
      meaning: text('统计期内发布的微心愿中已认领的比例；以后认领会使它继续上升。', 'Wishes published in the period that were claimed; later claims raise it.'),
    },
    wish_done_rate: {
      of: 'wish_done', to: 'wish_collected_count',
      name: text('微心愿完成率', 'Micro-wish fulfilment'), unit: percent, good: 'up', basis: 'J8',
      denominator: text('统计期内发布的微心愿', 'Wishes published in the period'),
      meaning: text('统计期内发布的微心愿中已实现的比例。', 'Wishes published in the period that were fulfilled.'),
    },
  },
})

/** Showcase projects and the time they hold the city's title. */
export const showcaseProjects = subject('showcase', {
  name: text('党群服务好项目', 'Showcase projects'),
  group: 'B',
  system: 'service-menu',
  from: 'fact_showcase_project',
  by: { kind: showcaseKind },
  measures: {
    showcase_project_count: {
      kind: 'stock', from: 'awarded_on', to: 'ended_on', where: `title_level = 'city'`,
      name: text('党群服务好项目数', 'Showcase projects'), unit: text('个', ''), good: 'up', basis: 'J9',
      meaning: text('期末持有市级“党群服务好项目”称号的项目数。', 'Projects holding the city title at the end of the period.'),
    },
  },
})
