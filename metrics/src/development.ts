import { ageBand, education, gender, isNewWorker, memberChange } from './dimensions.js'
import { subject } from './subject.js'
import { text } from './text.js'

/** D: members by their formal organisation. */
export const partyMembers = subject('party_member', {
  name: text('党员', 'Party members'),
  group: 'D',
  system: 'member-register',
  ofBranches: true,
  from: 'fact_party_member',
  measures: {
    party_member_count: {
      kind: 'stock', from: 'increased_on', to: 'left_on', persons: true,
      name: text('党员总数', 'Party members'), unit: text('名', ''), good: 'neutral', basis: '党统',
      meaning: text('期末组织关系隶属本单位党组织的正式党员和预备党员总数。', 'Full and probationary members whose formal organisation is of the unit.'),
    },
    probationary_count: {
      kind: 'stock', from: 'greatest(increased_on, admitted_on)', to: 'least(left_on, full_on)', persons: true,
      name: text('预备党员数', 'Probationary members'), unit: text('名', ''), good: 'neutral', basis: 'Z12',
      meaning: text('期末党员中的预备党员数。', 'Members still on probation at the end of the period.'),
    },
    probation_overdue_count: {
      kind: 'stock', from: 'greatest(increased_on, probation_due_on + 1)', to: 'least(left_on, full_on)', persons: true,
      name: text('预备期满未讨论数', 'Probation overdue'), unit: text('名', ''), good: 'down', basis: '细则',
      meaning: text('期末预备期已满而尚未讨论转正的预备党员数。', 'Probationary members past their due day without a decision.'),
    },
    full_member_new: {
      kind: 'flow', on: 'full_on', where: 'full_on >= increased_on', persons: true, internal: true,
      name: text('转正党员数', 'Members made full'), unit: text('名', ''), good: 'up', basis: 'R10',
      meaning: text('统计期内由预备党员转为正式党员的人数。', 'Probationary members made full in the period.'),
    },
  },
})

/** Increases and decreases of members: one row each, +1 or −1. */
export const memberChanges = subject('member_change', {
  name: text('党员增减', 'Changes of members'),
  group: 'D',
  system: 'member-register',
  ofBranches: true,
  from: 'fact_member_change',
  marks: [{ fact: 'fact_party_member', on: 'increased_on' }, { fact: 'fact_party_member', on: 'left_on' }],
  by: { change: memberChange },
  measures: {
    party_member_net_change: {
      kind: 'flow', on: 'changed_on', sum: 'sign', signed: true, persons: true,
      name: text('党员净增数', 'Net change of members'), unit: text('名', ''), good: 'neutral', basis: '党统表1',
      meaning: text('统计期内增加的党员数减去减少的党员数。', 'Members gained less members lost in the period.'),
    },
    party_member_increase: {
      kind: 'flow', on: 'changed_on', where: 'sign > 0', persons: true, internal: true,
      name: text('增加党员数', 'Members gained'), unit: text('名', ''), good: 'neutral', basis: '党统表1',
      meaning: text('统计期内发展、转入、恢复和其他增加的党员数。', 'Members developed, transferred in, restored or otherwise gained.'),
    },
    party_member_decrease: {
      kind: 'flow', on: 'changed_on', where: 'sign < 0', persons: true, internal: true,
      name: text('减少党员数', 'Members lost'), unit: text('名', ''), good: 'neutral', basis: '党统表1',
      meaning: text('统计期内转出、去世、出党、停止党籍和其他减少的党员数。', 'Members transferred out, died, expelled, stopped or otherwise lost.'),
    },
  },
})

/** Steps of development (发展党员): each person stands at one stage from its step to the next. */
export const development = subject('development', {
  name: text('发展党员', 'Development of members'),
  group: 'D',
  system: 'party-affairs',
  ofBranches: true,
  from: 'fact_stage',
  by: { gender, age_band: ageBand, education, is_new_worker: isNewWorker },
  measures: {
    applicant_count: {
      kind: 'stock', from: 'from_on', to: 'to_on', where: `stage = 'applicant'`, persons: true,
      name: text('入党申请人数', 'Applicants'), unit: text('人', ''), good: 'up', basis: 'Z12',
      meaning: text('期末处于入党申请人阶段的人数。', 'People at the stage of applicant at the end of the period.'),
    },
    activist_count: {
      kind: 'stock', from: 'from_on', to: 'to_on', where: `stage = 'activist'`, persons: true,
      name: text('入党积极分子数', 'Activists'), unit: text('人', ''), good: 'up', basis: 'Z12',
      meaning: text('期末处于入党积极分子阶段的人数。', 'People at the stage of activist at the end of the period.'),
    },
    candidate_count: {
      kind: 'stock', from: 'from_on', to: 'to_on', where: `stage = 'candidate'`, persons: true,
      name: text('发展对象数', 'Development candidates'), unit: text('人', ''), good: 'up', basis: 'Z12',
      meaning: text('期末处于发展对象阶段的人数。', 'People at the stage of candidate at the end of the period.'),
    },
    developed_count: {
      kind: 'flow', on: 'from_on', where: `stage = 'probationary'`, persons: true,
      name: text('发展党员数', 'Members developed'), unit: text('名', ''), good: 'up', basis: 'Z12',
      meaning: text('统计期内经支部大会通过、上级党委批准接收的预备党员数，计在批准的党组织。', 'Admissions of the period, counted for the organisation that approved them.'),
    },
  },
})
