import { percent, subject } from './subject.js'
import { text } from './text.js'

/** I: the returns that towns owe each month, counted in the month they report on, once their deadline has come. */
export const returns = subject('return', {
  name: text('月报报送', 'Monthly returns'),
  group: 'I',
  system: 'monthly-returns',
  from: 'fact_return_due',
  marks: [{ fact: 'fact_monthly_return', on: 'month_on' }, { fact: 'fact_monthly_return', on: 'month_on', reachedOn: 'return_deadline(month_on)' }],
  measures: {
    return_due: {
      kind: 'cohort', on: 'month_on', reachedOn: 'deadline_on', internal: true,
      name: text('应报报表数', 'Returns due'), unit: text('份', ''), good: 'neutral', basis: '党统',
      meaning: text('已到截止日的月报份数，每个镇(街)每月一份；截止日为次月5日，遇休息日顺延。', 'Returns whose deadline has come: one a town and month, due on the 5th of the next month or the working day after it.'),
    },
    return_on_time: {
      kind: 'cohort', on: 'month_on', reachedOn: 'case when submitted_on <= deadline_on then deadline_on end', internal: true,
      name: text('按时上报报表数', 'Returns in time'), unit: text('份', ''), good: 'up', basis: '党统',
      meaning: text('截止日及以前上报的月报份数。', 'Returns handed in by the deadline.'),
    },
    return_missing: {
      kind: 'cohort', on: 'month_on', reachedOn: 'deadline_on', where: 'submitted_on is null', internal: true,
      name: text('未报报表数', 'Returns missing'), unit: text('份', ''), good: 'down', basis: 'X47',
      meaning: text('已过截止日仍未上报的月报份数。', 'Returns past their deadline that nobody handed in.'),
    },
  },
  ratios: {
    submit_ontime_rate: {
      of: 'return_on_time', to: 'return_due',
      name: text('报表按时上报率', 'On-time submission'), unit: percent, good: 'up', basis: '党统',
      denominator: text('应报报表', 'Returns due'),
      meaning: text('应报的月报中按时上报的比例。', 'Returns handed in by the deadline among those due.'),
    },
  },
})

/** I: rules that found a fault which must be mended, one row for each rule and unit. */
export const ruleFailures = subject('rule_failure', {
  name: text('勾稽校核', 'Checks'),
  group: 'I',
  system: 'service-menu',
  from: 'fact_rule_failure',
  measures: {
    crossfoot_fail_count: {
      kind: 'stock', from: 'found_on', to: 'null::date',
      name: text('勾稽不平项数', 'Cross-foot failures'), unit: text('项', ''), good: 'down', basis: '党统',
      meaning: text('期末未改正的校核错误项数，一条规则在一个单位查出错误计一项。', 'Faults that rules found and nobody has mended, one for each rule and unit.'),
    },
  },
})
