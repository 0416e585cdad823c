import { emergencyKind, pointsAction, trainingSeries, trainingTopic, volunteerTopic, workerGroup } from './dimensions.js'
import { percent, subject } from './subject.js'
import { text } from './text.js'
import { workers } from './workers.js'

/** H 报到、志愿与积分: workers who reported to a community. */
export const reportIns = subject('report_in', {
  name: text('报到', 'Reporting in'),
  group: 'H',
  system: 'issue-system',
  from: 'fact_report_in',
  by: { worker_group: workerGroup },
  measures: {
    report_in_count: {
      kind: 'distinct', key: 'worker_pid', from: 'reported_on', to: 'cancelled_on', persons: true,
      name: text('报到人数', 'Workers reported in'), unit: text('人', ''), good: 'up', basis: 'Z26 (150+)',
      meaning: text('截至期末累计到社区报到且仍有效的新就业人员数，一人在几个社区报到计一人。', 'Workers with a report-in that stands at the end of the period; each person once.'),
    },
    report_in_member: {
      kind: 'distinct', key: 'worker_pid', from: 'reported_on', to: 'cancelled_on', where: 'shows_membership', persons: true, internal: true,
      name: text('其中:亮身份党员', 'Of which members'), unit: text('名', ''), good: 'up', basis: 'Z26',
      meaning: text('报到人员中亮明党员身份的人数。', 'Those reported in who showed their membership.'),
    },
  },
  ratios: {
    report_in_rate: {
      of: 'report_in_count', to: workers.metrics.neg_worker_count,
      name: text('报到率', 'Report-in rate'), unit: percent, good: 'up', basis: 'Z26 (4.4%)',
      denominator: text('在册新就业群体', 'Workers listed'),
      meaning: text('报到人数与在册新就业群体人数之比。', 'Workers reported in over workers listed.'),
    },
  },
})

/** Volunteer teams. */
export const volunteerTeams = subject('volunteer_team', {
  name: text('志愿服务队', 'Volunteer teams'),
  group: 'H',
  system: 'issue-system',
  from: 'fact_volunteer_team',
  measures: {
    volunteer_team_count: {
      kind: 'stock', from: 'formed_on', to: 'dissolved_on',
      name: text('志愿服务队数', 'Volunteer teams'), unit: text('支', ''), good: 'up', basis: 'Z23 (1)',
      meaning: text('期末的新就业群体党员志愿者服务队数。', 'Volunteer teams at the end of the period.'),
    },
    volunteer_chat_members: {
      kind: 'stock', from: 'formed_on', to: 'dissolved_on', sum: 'chat_members', internal: true,
      name: text('联络群人数', 'People in the contact groups'), unit: text('人', ''), good: 'up', basis: 'Z23',
      meaning: text('期末各志愿服务队微信联络群人数之和。', 'People in the WeChat groups of the teams.'),
    },
  },
})

/** What volunteers did. */
export const volunteering = subject('volunteering', {
  name: text('志愿服务', 'Volunteering'),
  group: 'H',
  system: 'issue-system',
  from: 'fact_volunteer_event',
  by: { topic: volunteerTopic },
  measures: {
    volunteer_person_times: {
      kind: 'flow', on: 'held_on', sum: 'people',
      name: text('志愿服务人次', 'Volunteer person-times'), unit: text('人次', ''), good: 'up', basis: 'Z23, Z26',
      meaning: text('统计期内各次志愿服务参加人次之和。', 'People at the volunteer events of the period, added.'),
    },
  },
})

/** Mobilisations for emergencies: the volunteer events that answered one. */
export const emergencies = subject('emergency', {
  name: text('应急动员', 'Emergency mobilisation'),
  group: 'H',
  system: 'issue-system',
  from: 'fact_emergency',
  marks: [{ fact: 'fact_volunteer_event', on: 'held_on' }],
  by: { emergency_kind: emergencyKind },
  measures: {
    emergency_mobilised_person_times: {
      kind: 'flow', on: 'held_on', sum: 'people',
      name: text('应急动员人次', 'Emergency mobilised'), unit: text('人次', ''), good: 'neutral', basis: 'Z23',
      meaning: text('统计期内因突发事件动员的志愿者人次之和。', 'People mobilised for emergencies of the period, added.'),
    },
    emergency_response_minutes: {
      kind: 'flow', on: 'held_on', sum: 'response_minutes', internal: true,
      name: text('应急响应分钟数', 'Minutes to respond'), unit: text('分钟', 'min'), good: 'down', basis: 'Z23',
      meaning: text('各次应急动员从召集到首批到位的分钟数之和。', 'Minutes from the call to the first arrival, added.'),
    },
    emergency_count: {
      kind: 'flow', on: 'held_on', where: 'response_minutes is not null', internal: true,
      name: text('应急动员次数', 'Mobilisations'), unit: text('次', ''), good: 'neutral', basis: 'Z23',
      meaning: text('统计期内记有响应时间的应急动员次数。', 'Mobilisations of the period whose response was timed.'),
    },
  },
  ratios: {
    emergency_response_avg: {
      of: 'emergency_response_minutes', to: 'emergency_count', share: false,
      name: text('应急平均响应时间', 'Mean response'), unit: text('分钟', 'min'), good: 'down', basis: 'Z23',
      denominator: text('应急动员次数', 'Mobilisations'),
      meaning: text('应急动员从召集到首批到位的平均分钟数。', 'Mean minutes from the call to the first arrival.'),
    },
  },
})

/** E: training of workers, session by session. */
export const training = subject('training', {
  name: text('课程培训', 'Training'),
  group: 'E',
  system: 'issue-system',
  from: 'fact_training',
  by: { series: trainingSeries, topic: trainingTopic },
  measures: {
    training_session_count: {
      kind: 'flow', on: 'held_on', where: `status = 'held'`,
      name: text('课程培训期数', 'Training sessions'), unit: text('期', ''), good: 'up', basis: 'Z24 (11)',
      meaning: text('统计期内举办的课程培训期数。', 'Training sessions held in the period.'),
    },
    training_person_times: {
      kind: 'flow', on: 'held_on', where: `status = 'held'`, sum: 'attendees',
      name: text('培训人次', 'Training person-times'), unit: text('人次', ''), good: 'up', basis: 'Z24',
      meaning: text('统计期内参加课程培训的人次。', 'Attendances at training sessions of the period.'),
    },
  },
})

/** Points of the mini-programme, entry by entry. */
export const points = subject('points', {
  name: text('积分', 'Points'),
  group: 'H',
  system: 'issue-system',
  from: 'fact_points',
  by: { action: pointsAction },
  measures: {
    points_issued_total: {
      kind: 'flow', on: 'entered_on', sum: 'points', where: `action not in ('redeemed', 'expired', 'reversed')`,
      name: text('积分发放总数', 'Points issued'), unit: text('分', ''), good: 'up', basis: 'Z25',
      meaning: text('统计期内发放的积分之和。', 'Points earned in the period, added.'),
    },
    points_redeemed_total: {
      kind: 'flow', on: 'entered_on', sum: '-points', where: `action = 'redeemed'`, by: [],
      name: text('积分兑换总数', 'Points redeemed'), unit: text('分', ''), good: 'up', basis: 'Z25',
      meaning: text('统计期内在“积分超市”兑换的积分之和。', 'Points spent at the points shop in the period, added.'),
    },
    points_lapsed_total: {
      kind: 'flow', on: 'entered_on', sum: '-points', signed: true, where: `action in ('expired', 'reversed')`, by: [], internal: true,
      name: text('积分核减总数', 'Points written off'), unit: text('分', ''), good: 'neutral', basis: 'X05',
      meaning: text('统计期内过期清零和冲正的积分之和；发放－兑换－核减＝结余变动。', 'Points expired or taken back in the period; issued − redeemed − written off is the change of what is in hand.'),
    },
    points_balance: {
      kind: 'stock', from: 'entered_on', to: 'null::date', sum: 'points', signed: true, by: [],
      name: text('积分结余', 'Points in hand'), unit: text('分', ''), good: 'neutral', basis: 'X05',
      meaning: text('期末各账户的积分结余之和：发放－兑换－过期－冲正。', 'Points in hand at the end: issued less redeemed, expired and taken back.'),
    },
    points_active_count: {
      kind: 'distinct', key: 'account_no', on: 'entered_on', where: `action not in ('expired', 'reversed') and (action <> 'report_in' or entered_on < '2025-07-01')`, by: [], persons: true,
      redefined: { on: '2025-07-01', how: text('自2025年7月1日起，仅因报到得分的账户不再计为活跃。', 'From 1 July 2025 on, an account that only earned points by reporting in is not active.') },
      name: text('积分活跃人数', 'Active users of points'), unit: text('人', ''), good: 'up', basis: 'Z25',
      meaning: text('统计期内获得或兑换过积分的不同账户数。', 'Different accounts that earned or spent points in the period.'),
    },
  },
  ratios: {
    points_redeem_rate: {
      of: 'points_redeemed_total', to: 'points_issued_total', share: false,
      name: text('积分兑换率', 'Redeem rate'), unit: percent, good: 'up', basis: 'Z25',
      denominator: text('统计期内发放的积分', 'Points issued in the period'),
      meaning: text('统计期内兑换的积分与发放的积分之比，可以超过100%。', 'Points redeemed over points issued in the period; it may pass 100 %.'),
    },
  },
})
