import { eventMode, lifeEventKind } from './dimensions.js'
import { percent, subject } from './subject.js'
import { text } from './text.js'

/** E 组织生活与教育: events of organisational life that passed their review; every event is of one kind. */
export const partyLife = subject('party_life', {
  name: text('组织生活', 'Organisational life'),
  group: 'E',
  system: 'party-affairs',
  ofBranches: true,
  from: 'fact_life_event',
  by: { kind: lifeEventKind, mode: eventMode },
  measures: {
    party_day_count: {
      kind: 'flow', on: 'held_on', where: `kind = 'party_day'`, by: ['mode'],
      name: text('主题党日次数', 'Theme party days'), unit: text('次', ''), good: 'up', basis: 'Z11 (12)',
      meaning: text('统计期内开展主题党日的次数。', 'Theme party days held in the period.'),
    },
    secretary_lecture_count: {
      kind: 'flow', on: 'held_on', where: `kind = 'lecture' and lecturer = 'secretary'`, by: ['mode'],
      name: text('党组织书记讲党课次数', 'Secretary lectures'), unit: text('次', ''), good: 'up', basis: 'Z11 (3)',
      meaning: text('统计期内党组织书记讲党课的次数。', 'Lectures given by the secretary in the period.'),
    },
    onsite_education_count: {
      kind: 'flow', on: 'held_on', where: `kind = 'on_site'`, by: ['mode'],
      name: text('现场教育次数', 'On-site education'), unit: text('次', ''), good: 'up', basis: 'Z11 (2)',
      meaning: text('统计期内开展现场教育的次数。', 'On-site education held in the period.'),
    },
    party_life_event_count: {
      kind: 'flow', on: 'held_on',
      name: text('组织生活次数', 'Events of party life'), unit: text('次', ''), good: 'up', basis: 'Z10',
      meaning: text('统计期内开展的各类组织生活次数；一次活动只归一类。', 'Events of organisational life held in the period; each is of one kind.'),
    },
    party_life_person_times: {
      kind: 'flow', on: 'held_on', sum: 'attend_count',
      name: text('组织生活覆盖党员人次', 'Party-life person-times'), unit: text('人次', ''), good: 'up', basis: 'Z11 (83)',
      meaning: text('统计期内各类组织生活实到党员人次之和。', 'Members present, added over the events of the period.'),
    },
    party_life_due: {
      kind: 'flow', on: 'held_on', sum: 'due_count', internal: true,
      name: text('组织生活应到人次', 'Attendances due'), unit: text('人次', ''), good: 'neutral', basis: 'Z10',
      meaning: text('统计期内各类组织生活应到党员人次之和。', 'Members due, added over the events of the period.'),
    },
    party_assembly_count: {
      kind: 'flow', on: 'held_on', where: `kind = 'assembly' or with_assembly`, internal: true,
      name: text('支部党员大会次数', 'Assemblies'), unit: text('次', ''), good: 'up', basis: 'R11',
      meaning: text('召开支部党员大会的次数，含与主题党日一并召开的。', 'Assemblies of branches, those held on the occasion of another event included.'),
    },
    party_committee_count: {
      kind: 'flow', on: 'held_on', where: `kind in ('committee', 'group') or with_committee`, internal: true,
      name: text('支委会和党小组会次数', 'Committee and group meetings'), unit: text('次', ''), good: 'up', basis: 'R11',
      meaning: text('召开支委会、党小组会的次数，含与其他活动一并召开的。', 'Committee and group meetings, those held on the occasion of another event included.'),
    },
    party_lecture_count: {
      kind: 'flow', on: 'held_on', where: `kind = 'lecture'`, internal: true,
      name: text('党课次数', 'Lectures'), unit: text('次', ''), good: 'up', basis: 'R11',
      meaning: text('统计期内党课次数。', 'Lectures held in the period.'),
    },
  },
  ratios: {
    party_life_attend_rate: {
      of: 'party_life_person_times', to: 'party_life_due',
      name: text('组织生活到会率', 'Attendance rate'), unit: percent, good: 'up', basis: 'Z10',
      denominator: text('应到人次', 'Attendances due'),
      meaning: text('实到人次占应到人次的比例。', 'Members present among those due.'),
    },
  },
})

/** Branches quarter by quarter: a quarter is due on its last day, if the branch stood all of it. */
export const branchQuarters = subject('branch_quarter', {
  name: text('三会一课', 'Three meetings and one lecture'),
  group: 'E',
  system: 'party-affairs',
  ofBranches: true,
  from: 'fact_branch_quarter',
  marks: [
    { fact: 'fact_life_event', on: 'quarter_end(held_on)' },
    { fact: 'fact_branch', from: 'quarter_end(founded_on)', to: 'quarter_end(dissolved_on)' },
  ],
  measures: {
    branch_quarter_due: {
      kind: 'flow', on: 'quarter_end_on', internal: true,
      name: text('应达标支部季数', 'Branch-quarters due'), unit: text('个', ''), good: 'neutral', basis: 'Z10',
      meaning: text('整个季度都存在的支部，每季度计一个。', 'One for each branch and quarter that it stood the whole of.'),
    },
    branch_quarter_met: {
      kind: 'flow', on: 'quarter_end_on', where: 'is_met', internal: true,
      name: text('达标支部季数', 'Branch-quarters met'), unit: text('个', ''), good: 'up', basis: 'Z10',
      meaning: text('支部党员大会每季度至少一次，支委会或党小组会、主题党日每月至少一次的支部季数。', 'An assembly a quarter, a committee or group meeting and a theme party day every month.'),
    },
  },
  ratios: {
    three_meetings_compliance_rate: {
      of: 'branch_quarter_met', to: 'branch_quarter_due',
      name: text('三会一课达标率', 'Three-meetings compliance'), unit: percent, good: 'up', basis: 'Z10',
      denominator: text('应达标的支部季数', 'Branch-quarters due'),
      meaning: text('各支部按季度判断，达到最低次数要求的比例；季度结束才计入。', 'Branch-quarters that met every minimum, among those that ended.'),
    },
  },
})
