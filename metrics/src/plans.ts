import { documentKind, planKind, planPillar } from './dimensions.js'
import { percent, subject } from './subject.js'
import { text } from './text.js'

/** D: tasks of the plans, in the period they are due. */
export const planTasks = subject('plan_task', {
  name: text('计划任务', 'Plan tasks'),
  group: 'D',
  system: 'party-affairs',
  from: 'fact_plan_task',
  by: { plan: planKind, pillar: planPillar },
  measures: {
    plan_task_count: {
      kind: 'flow', on: 'due_on',
      name: text('计划任务数', 'Plan tasks'), unit: text('项', ''), good: 'neutral', basis: 'Z1, Z16 (10)',
      meaning: text('统计期内到期的计划任务数。', 'Tasks due in the period.'),
    },
    plan_task_done: {
      kind: 'cohort', on: 'due_on', reachedOn: 'done_on', internal: true,
      name: text('已完成任务数', 'Tasks done'), unit: text('项', ''), good: 'up', basis: 'Z16',
      meaning: text('统计期内到期、截至计算时已完成的任务数。', 'Tasks due in the period and done by the cut-off.'),
    },
    plan_task_overdue_count: {
      kind: 'stock', from: 'due_on + 1', to: 'done_on', where: 'done_on is null or done_on > due_on',
      name: text('超期未完成任务数', 'Tasks overdue'), unit: text('项', ''), good: 'down', basis: 'Z16',
      meaning: text('期末已过期限而尚未完成的任务数。', 'Tasks past their due day and not done.'),
    },
  },
  ratios: {
    plan_task_done_rate: {
      of: 'plan_task_done', to: 'plan_task_count',
      name: text('计划任务完成率', 'Tasks done'), unit: percent, good: 'up', basis: 'Z1, Z16',
      denominator: text('统计期内到期的任务', 'Tasks due in the period'),
      meaning: text('到期任务中已完成的比例。', 'Tasks due that are done.'),
    },
  },
})

/** Documents issued. */
export const documents = subject('document', {
  name: text('政策文件', 'Policy documents'),
  group: 'D',
  system: 'party-affairs',
  from: 'fact_document',
  by: { kind: documentKind },
  measures: {
    policy_document_count: {
      kind: 'stock', from: 'issued_on', to: 'null::date',
      name: text('印发政策文件数', 'Documents issued'), unit: text('份', ''), good: 'neutral', basis: 'Z5, Z16 (3)',
      meaning: text('截至期末累计印发的方案和通知份数。', 'Plans and notices issued up to the end of the period.'),
    },
  },
})

/** Seats on the committee for new economic and social organisations (两新工委). */
export const committeeSeats = subject('committee_seat', {
  name: text('两新工委', 'Committee for new organisations'),
  group: 'D',
  system: 'party-affairs',
  from: 'fact_committee_seat',
  measures: {
    committee_unit_count: {
      kind: 'distinct', key: 'org_no', from: 'joined_on', to: 'left_on',
      name: text('两新工委成员单位数', 'Member units of the committee'), unit: text('家', ''), good: 'up', basis: 'Z3',
      meaning: text('期末“两新”工委的成员单位数。', 'Member units of the committee at the end of the period.'),
    },
  },
})

/** Meetings across departments, and talks with workers. */
export const meetings = subject('meeting', {
  name: text('协调会和恳谈会', 'Meetings'),
  group: 'D',
  system: 'party-affairs',
  from: 'fact_meeting',
  measures: {
    coordination_meeting_count: {
      kind: 'flow', on: 'held_on', where: `kind = 'coordination'`,
      name: text('跨部门协调会次数', 'Coordination meetings'), unit: text('次', ''), good: 'up', basis: 'Z4',
      meaning: text('统计期内召开跨部门协调会的次数。', 'Coordination meetings held in the period.'),
    },
    forum_count: {
      kind: 'flow', on: 'held_on', where: `kind = 'forum'`,
      name: text('恳谈会次数', 'Talks with workers'), unit: text('次', ''), good: 'up', basis: 'Z20',
      meaning: text('统计期内召开新就业群体恳谈会的次数。', 'Talks with new-employment workers held in the period.'),
    },
  },
})

/** What the meetings decided, in the period it is due. */
export const decisions = subject('decision', {
  name: text('议定事项', 'Decisions'),
  group: 'D',
  system: 'party-affairs',
  from: 'fact_meeting_decision',
  measures: {
    decision_due: {
      kind: 'flow', on: 'due_on', internal: true,
      name: text('应落实议定事项数', 'Decisions due'), unit: text('项', ''), good: 'neutral', basis: 'Z4',
      meaning: text('统计期内应落实的会议议定事项数。', 'Decisions due in the period.'),
    },
    decision_done: {
      kind: 'cohort', on: 'due_on', reachedOn: 'done_on', internal: true,
      name: text('已落实议定事项数', 'Decisions done'), unit: text('项', ''), good: 'up', basis: 'Z4',
      meaning: text('统计期内应落实、截至计算时已落实的议定事项数。', 'Decisions due in the period and done by the cut-off.'),
    },
  },
  ratios: {
    decision_done_rate: {
      of: 'decision_done', to: 'decision_due',
      name: text('议定事项落实率', 'Decisions done'), unit: percent, good: 'up', basis: 'Z4',
      denominator: text('统计期内应落实的议定事项', 'Decisions due in the period'),
      meaning: text('应落实的会议议定事项中已落实的比例。', 'Decisions due that are done.'),
    },
  },
})
