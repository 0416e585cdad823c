import { collectorRole, demandChannel, residentGroup, serviceCategory } from './dimensions.js'
import { percent, subject } from './subject.js'
import { text } from './text.js'

/** A: the demand list. A demand that repeats another, or was not accepted, does not count. */
export const demands = subject('demand', {
  name: text('需求清单', 'Demands'),
  group: 'A',
  system: 'service-menu',
  from: 'fact_demand_list',
  marks: [
    { fact: 'fact_demand', on: 'collected_on', reachedOn: 'matched_on' },
    { fact: 'fact_demand', on: 'collected_on' },
    { fact: 'fact_demand', from: 'collected_on', to: 'least(matched_on, closed_on)' },
  ],
  by: { category: serviceCategory, resident_group: residentGroup, channel: demandChannel },
  measures: {
    demand_collected_count: {
      kind: 'flow', on: 'collected_on', where: 'is_valid',
      name: text('需求征集条数', 'Demands collected'), unit: text('条', ''), good: 'neutral', basis: 'J4',
      meaning: text('统计期内征集的有效需求条数；重复的、不予采纳的不计。', 'Valid demands collected in the period; repeated and refused ones are left out.'),
    },
    demand_open_count: {
      kind: 'stock', from: 'collected_on', to: 'least(matched_on, closed_on)', where: 'is_valid', by: ['category'],
      name: text('未匹配需求数', 'Open demands'), unit: text('条', ''), good: 'down', basis: 'J4',
      meaning: text('期末尚未匹配资源、也未办结的需求条数。', 'Demands neither matched nor closed at the end of the period.'),
    },
    demand_matched: {
      kind: 'cohort', on: 'collected_on', reachedOn: 'matched_on', where: 'is_valid', internal: true,
      name: text('征集中已匹配条数', 'Collected and matched'), unit: text('条', ''), good: 'up', basis: 'J6',
      meaning: text('统计期内征集、截至计算时已匹配资源的需求条数。', 'Demands collected in the period and matched by the cut-off.'),
    },
    demand_field_count: {
      kind: 'distinct', key: 'category', on: 'collected_on', where: `is_valid and category <> 'other'`, by: [],
      name: text('需求涉及领域数', 'Fields of demand'), unit: text('个', ''), good: 'up', basis: 'J4 (8)',
      meaning: text('统计期内征集到需求的服务领域数，“其他”不计。', 'Fields in which demands were collected; “other” is left out.'),
    },
  },
  ratios: {
    demand_match_rate: {
      of: 'demand_matched', to: 'demand_collected_count',
      name: text('需求匹配率', 'Demand match rate'), unit: percent, good: 'up', basis: 'J6',
      denominator: text('统计期内征集的需求', 'Demands collected in the period'),
      meaning: text('统计期内征集的需求中已匹配资源的比例；以后匹配会使它继续上升。', 'Of the demands collected in the period, those matched by the cut-off; later matches raise it.'),
    },
  },
})

/** Household visits, from the monthly returns: one row for each town, month and role. */
export const householdVisits = subject('household_visit', {
  name: text('入户走访', 'Household visits'),
  group: 'A',
  system: 'monthly-returns',
  from: 'fact_household_visit',
  marks: [{ fact: 'fact_monthly_return', on: 'month_on' }],
  by: { collector: collectorRole },
  measures: {
    demand_visit_household_count: {
      kind: 'flow', on: 'month_on', sum: 'households', nullable: true,
      name: text('入户走访户次', 'Household visits'), unit: text('户次', ''), good: 'up', basis: 'J4 进门入户',
      meaning: text('统计期内入户走访的户次，由镇(街)按月上报。', 'Household visits of the period, as towns return them each month.'),
    },
  },
})

/** Council meetings, from the monthly returns. */
export const councils = subject('council', {
  name: text('议事会', 'Council meetings'),
  group: 'A',
  system: 'monthly-returns',
  from: 'fact_monthly_return',
  measures: {
    council_meeting_count: {
      kind: 'flow', on: 'month_on', sum: 'council_meetings', nullable: true,
      name: text('议事会召开次数', 'Council meetings'), unit: text('次', ''), good: 'up', basis: 'J5',
      meaning: text('统计期内召开议事会的次数，由镇(街)按月上报。', 'Council meetings held in the period, as towns return them each month.'),
    },
    council_decision_count: {
      kind: 'flow', on: 'month_on', sum: 'council_decisions', nullable: true, internal: true,
      name: text('议事会议定事项数', 'Decisions of councils'), unit: text('项', ''), good: 'up', basis: 'J5',
      meaning: text('统计期内议事会议定的事项数。', 'Decisions of councils in the period.'),
    },
  },
})
