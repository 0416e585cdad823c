import { issueCategory, issueKind, issueSource, reporterGroup } from './dimensions.js'
import { percent, subject } from './subject.js'
import { text } from './text.js'

const by = { category: issueCategory, kind: issueKind, issue_source: issueSource, reporter_group: reporterGroup }

/** G 诉求与治理问题: issues, one row each; cohorts are placed on the day accepted, due or closed. */
export const issues = subject('issue', {
  name: text('诉求与治理问题', 'Issues'),
  group: 'G',
  system: 'issue-system',
  from: 'fact_issue',
  by,
  measures: {
    issue_accepted_count: {
      kind: 'flow', on: 'accepted_on',
      name: text('诉求受理件数', 'Issues accepted'), unit: text('件', ''), good: 'neutral', basis: 'Z21',
      meaning: text('统计期内受理的诉求和治理问题件数。', 'Issues accepted in the period.'),
    },
    issue_neg_handled_count: {
      kind: 'flow', on: 'closed_on', where: `kind = 'governance' and reporter_group = 'new_employment'`, by: ['category', 'issue_source'],
      name: text('新就业群体反映处理治理问题数', 'Governance issues raised by workers and handled'), unit: text('个', ''), good: 'up', basis: 'Z27 (40+)',
      meaning: text('统计期内办结的、由新就业群体反映的基层治理问题数。', 'Governance issues reported by new-employment workers and closed in the period.'),
    },
    issue_closed_of_accepted: {
      kind: 'cohort', on: 'accepted_on', reachedOn: 'closed_on', internal: true,
      name: text('受理中已办结件数', 'Accepted and closed'), unit: text('件', ''), good: 'up', basis: '12345',
      meaning: text('统计期内受理、截至计算时已办结的件数。', 'Issues accepted in the period and closed by the cut-off.'),
    },
    issue_due: {
      kind: 'flow', on: 'due_on', internal: true,
      name: text('应办结件数', 'Issues due'), unit: text('件', ''), good: 'neutral', basis: '12345',
      meaning: text('统计期内到期的件数，含到期未办结的。', 'Issues whose due date lies in the period, open ones included.'),
    },
    issue_due_on_time: {
      kind: 'cohort', on: 'due_on', reachedOn: 'case when closed_on <= due_on then closed_on end', internal: true,
      name: text('按时办结件数', 'Closed on time'), unit: text('件', ''), good: 'up', basis: '12345',
      meaning: text('统计期内到期且在到期日及以前办结的件数。', 'Issues due in the period and closed on or before the due date.'),
    },
    issue_finished: {
      kind: 'flow', on: 'closed_on', internal: true,
      name: text('办结事项数', 'Issues finished'), unit: text('件', ''), good: 'neutral', basis: '12345',
      meaning: text('按最近一次办结日统计的已办结事项数。', 'Issues that stand closed, on the day of their latest closing.'),
    },
    issue_three_phases: {
      kind: 'flow', on: 'closed_on', where: 'has_three_phases', internal: true,
      name: text('三环节齐全的办结件数', 'Closed with all three phases'), unit: text('件', ''), good: 'up', basis: 'Z21',
      meaning: text('经过诉求收集、任务分解、跟踪落实三个环节的办结件数。', 'Closed issues that were collected, decomposed and followed up.'),
    },
    issue_followed_up: {
      kind: 'cohort', on: 'closed_on', reachedOn: 'followed_up_on', internal: true,
      name: text('已回访件数', 'Followed up'), unit: text('件', ''), good: 'up', basis: 'Z21',
      meaning: text('统计期内办结且有回访结果的件数。', 'Issues closed in the period that have a follow-up result.'),
    },
    issue_rated: {
      kind: 'cohort', on: 'closed_on', reachedOn: 'case when rating is not null then followed_up_on end', internal: true,
      name: text('有效评价件数', 'Validly rated'), unit: text('件', ''), good: 'neutral', basis: '12345',
      meaning: text('统计期内办结且有有效满意度评价的件数。', 'Issues closed in the period with a valid rating.'),
    },
    issue_satisfied: {
      kind: 'cohort', on: 'closed_on', reachedOn: 'case when rating >= 3 then followed_up_on end', internal: true,
      name: text('满意件数', 'Satisfied'), unit: text('件', ''), good: 'up', basis: '12345',
      meaning: text('评价为非常满意、满意、基本满意的件数。', 'Issues rated basically satisfied or better.'),
    },
  },
  ratios: {
    issue_closure_rate: {
      of: 'issue_closed_of_accepted', to: 'issue_accepted_count',
      name: text('办结率', 'Closure rate'), unit: percent, good: 'up', basis: '12345',
      denominator: text('统计期内受理的诉求', 'Issues accepted in the period'),
      meaning: text('统计期内受理的诉求中已办结的比例(受理口径)；以后办结会使它继续上升。', 'Of the issues accepted in the period, those closed by the cut-off; later closings raise it.'),
    },
    issue_ontime_rate: {
      of: 'issue_due_on_time', to: 'issue_due',
      name: text('按时办结率', 'On-time closure'), unit: percent, good: 'up', basis: '12345',
      denominator: text('统计期内应办结的诉求', 'Issues due in the period'),
      meaning: text('统计期内到期的诉求中按时办结的比例，到期未办结的留在分母。', 'Of the issues due in the period, those closed in time; overdue open ones stay in the denominator.'),
    },
    issue_closed_loop_rate: {
      of: 'issue_three_phases', to: 'issue_finished',
      name: text('闭环率', 'Closed-loop rate'), unit: percent, good: 'up', basis: 'Z21',
      denominator: text('统计期内办结的诉求', 'Issues closed in the period'),
      meaning: text('办结诉求中“诉求收集—任务分解—跟踪落实”三个环节齐全的比例。', 'Closed issues with all three phases of the loop.'),
    },
    issue_followup_rate: {
      of: 'issue_followed_up', to: 'issue_finished',
      name: text('回访率', 'Follow-up rate'), unit: percent, good: 'up', basis: 'Z21',
      denominator: text('统计期内办结的诉求', 'Issues closed in the period'),
      meaning: text('办结诉求中有回访结果的比例。', 'Closed issues that have a follow-up result.'),
    },
    issue_satisfaction_rate: {
      of: 'issue_satisfied', to: 'issue_rated',
      name: text('群众满意率', 'Satisfaction'), unit: percent, good: 'up', basis: '12345',
      denominator: text('有效评价', 'Valid ratings'),
      meaning: text('满意及以上的件数占有效评价件数的比例；未评价的不计。', 'Satisfied issues among validly rated ones.'),
    },
  },
})

/** The spells during which issues were open: an issue that is reopened has two. */
export const issueSpells = subject('issue_spell', {
  name: text('诉求办理', 'Handling of issues'),
  group: 'G',
  system: 'issue-system',
  from: 'fact_issue_spell',
  by,
  measures: {
    issue_closed_count: {
      kind: 'flow', on: 'closed_on', where: `ended_by = 'close'`,
      name: text('诉求办结件数', 'Issues closed'), unit: text('件', ''), good: 'up', basis: 'Z21',
      meaning: text('统计期内的办结件次(办结口径)；重办后再办结另计。', 'Closings in the period; an issue reopened and closed again counts again.'),
    },
    issue_open_count: {
      kind: 'stock', from: 'opened_on', to: 'closed_on',
      name: text('在办件数', 'Issues open'), unit: text('件', ''), good: 'down', basis: 'Z21',
      meaning: text('期末已受理而未办结的件数。', 'Issues accepted and not closed at the end of the period.'),
    },
    issue_overdue_count: {
      kind: 'stock', from: 'greatest(opened_on, due_on + 1)', to: 'closed_on',
      name: text('超期未办结件数', 'Overdue open'), unit: text('件', ''), good: 'down', basis: '领导关注',
      meaning: text('期末已过到期日而未办结的件数，从到期日次日起计。', 'Issues open past their due date at the end of the period.'),
    },
    issue_handle_days: {
      kind: 'flow', on: 'closed_on', where: `ended_by = 'close'`, sum: 'handle_workdays', internal: true,
      name: text('办理工作日合计', 'Working days of handling'), unit: text('工作日', 'working days'), good: 'down', basis: '12345',
      meaning: text('各办结件从受理到办结的工作日之和，含当日。', 'Working days from opening to closing, both included, added up.'),
    },
    issue_reopened_in_30_days: {
      kind: 'cohort', on: 'closed_on', where: `ended_by = 'close'`, reachedOn: 'case when reopened_on <= closed_on + 30 then reopened_on end', internal: true,
      name: text('30日内重办件数', 'Re-opened within 30 days'), unit: text('件', ''), good: 'down', basis: '12345',
      meaning: text('办结后30日内重新办理的件数。', 'Closings re-opened within 30 days.'),
    },
    issue_reopened: {
      kind: 'flow', on: 'opened_on', where: 'spell > 1', internal: true,
      name: text('重办件数', 'Re-openings'), unit: text('件', ''), good: 'down', basis: 'X02',
      meaning: text('统计期内重新办理的件次。', 'Re-openings in the period.'),
    },
    issue_withdrawn: {
      kind: 'flow', on: 'closed_on', where: `ended_by = 'withdraw'`, internal: true,
      name: text('撤回件数', 'Withdrawn'), unit: text('件', ''), good: 'neutral', basis: 'X02',
      meaning: text('统计期内由反映人撤回的件数。', 'Issues withdrawn in the period.'),
    },
  },
  ratios: {
    issue_handle_days_avg: {
      of: 'issue_handle_days', to: 'issue_closed_count', share: false,
      name: text('平均办理时长', 'Average handling time'), unit: text('工作日', 'working days'), good: 'down', basis: '12345',
      denominator: text('诉求办结件数', 'Issues closed'),
      meaning: text('从受理到办结的平均工作日数，含当日。', 'Mean working days from opening to closing.'),
    },
    issue_reopen_rate: {
      of: 'issue_reopened_in_30_days', to: 'issue_closed_count',
      name: text('重办率', 'Re-open rate'), unit: percent, good: 'down', basis: '12345',
      denominator: text('诉求办结件数', 'Issues closed'),
      meaning: text('办结后30日内重新办理的比例。', 'Closings re-opened within 30 days.'),
    },
  },
})
