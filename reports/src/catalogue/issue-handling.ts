import { daysBetween, issueCategory, issues, issueSource, issueSpells, reporterGroup, text } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { barsByArea, trend } from '../charts.js'
import { derived, figure, group } from '../columns.js'
import { listTable } from '../list-table.js'
import { memberTable } from '../member-table.js'
import { report } from '../report.js'

const { issue_accepted_count, issue_closure_rate, issue_ontime_rate, issue_followup_rate, issue_satisfaction_rate, issue_neg_handled_count } = issues.metrics
const { issue_closed_count, issue_open_count, issue_overdue_count, issue_handle_days_avg } = issueSpells.metrics

const rate = text('比率', 'Rate')
const rank = text('位次', 'Rank')
const words = (value: string | number | boolean | null | undefined): string => (value === null || value === undefined ? '—' : String(value))
const categories: Readonly<Record<string, { zh: string; en: string }>> = issueCategory.members

/** R13 诉求和治理问题办理情况通报: how issues are handled, by area, by kind, and which are overdue. */
export default report({
  id: 'issue-handling', number: 'R13', title: text('诉求和治理问题办理情况通报', 'Handling of issues'),
  grains: ['year', 'quarter', 'month', 'day', 'range'], levels: ['city', 'county', 'town'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('办理情况', 'Handling'), stub: text('单　位', 'Unit'),
      columns: [
        figure(issue_accepted_count, text('受理(件)', 'Accepted')),
        figure(issue_closed_count, text('办结(件)', 'Closed')),
        figure(issue_neg_handled_count, text('新就业群体反映治理问题办结(个)', 'Governance issues raised by workers, closed')),
        group(text('办结率', 'Closure rate'), figure(issue_closure_rate, rate), derived(issue_closure_rate, 'rank', rank)),
        group(text('按时办结率', 'On-time closure'), figure(issue_ontime_rate, rate), derived(issue_ontime_rate, 'rank', rank)),
        figure(issue_open_count, text('期末在办(件)', 'Open at the end')),
        figure(issue_overdue_count, text('其中：超期(件)', 'Of which overdue')),
        figure(issue_handle_days_avg, text('平均办理时长(工作日)', 'Mean handling (working days)')),
        figure(issue_followup_rate, text('回访率', 'Follow-up rate')),
        group(text('群众满意率', 'Satisfaction'), figure(issue_satisfaction_rate, rate), derived(issue_satisfaction_rate, 'rank', rank)),
      ],
      notes: [
        text('办结率按统计期内受理的诉求计算，按时办结率按统计期内到期的诉求计算，办结件数按办结日统计，三者分母不同。', 'Closure is of the issues accepted, on-time closure of those due, closings are counted on their day: three different bases.'),
        text('位次由优到劣排列，并列的位次相同。', 'Rank 1 is best; equals share a rank.'),
      ],
    }),
    memberTable({
      sheet: text('附件1 分类情况', 'Annex 1 By kind'), title: text('诉求和治理问题分类办理情况(附件1)', 'Handling of issues by kind (annex 1)'), suffix: '-1',
      stub: text('类　别', 'Kind'),
      by: [
        { dimension: 'category', of: issueCategory, heading: text('按问题类别分', 'By category') },
        { dimension: 'issue_source', of: issueSource, heading: text('按诉求来源分', 'By source') },
        { dimension: 'reporter_group', of: reporterGroup, heading: text('按反映人群分', 'By reporter') },
      ],
      columns: [
        issue_accepted_count, issue_closed_count, issue_closure_rate, issue_ontime_rate, issue_open_count, issue_overdue_count, issue_handle_days_avg,
        issue_followup_rate, issue_satisfaction_rate,
      ],
    }),
    listTable({
      sheet: text('附件2 超期清单', 'Annex 2 Overdue'), title: text('超期未办结事项清单(附件2)', 'Issues overdue (annex 2)'), suffix: '-2',
      metric: issue_overdue_count, most: 1000,
      order: (a, b) => words(a.fields['due_on']).localeCompare(words(b.fields['due_on'])) || a.src_id.localeCompare(b.src_id),
      columns: [
        { heading: text('编号', 'Number'), align: 'text', cell: (row) => ({ kind: 'text', text: words(row.fields['issue_id'] ?? row.src_id) }) },
        {
          heading: text('事项', 'Matter'), align: 'text',
          cell: (row, { say }) => {
            const category = categories[words(row.fields['category'])]
            return { kind: 'text', text: words(row.fields['title'] ?? (category && say(category))) }
          },
        },
        { heading: text('责任单位', 'Unit'), align: 'text', cell: (row, { say }) => ({ kind: 'text', text: say(text(row.unit_zh, row.unit_en)) }) },
        { heading: text('受理日期', 'Accepted'), align: 'text', cell: (row) => ({ kind: 'date', on: words(row.fields['opened_on']) }) },
        { heading: text('到期日期', 'Due'), align: 'text', cell: (row) => ({ kind: 'date', on: words(row.fields['due_on']) }) },
        {
          heading: text('超期天数(天)', 'Days overdue'), align: 'number',
          cell: (row, _asking, lastOn) => ({ kind: 'number', value: String(daysBetween(words(row.fields['due_on']), lastOn)), format: { style: 'number', decimals: 0 } }),
        },
        {
          heading: text('进展', 'State'), align: 'text',
          cell: (row, { say }) => ({ kind: 'text', text: say(Number(row.fields['spell'] ?? 1) > 1 ? text('重办中', 'Re-opened') : text('办理中', 'In hand')) }),
        },
      ],
      notes: [text('超期天数按日历日计，自到期日次日起；责任单位为诉求所在地单位。', 'Calendar days after the due day; the unit is where the issue lies.')],
    }),
  ],
  charts: [
    barsByArea(issue_ontime_rate), barsByArea(issue_overdue_count),
    trend(text('诉求受理和办结逐月走势', 'Issues accepted and closed, month by month'), issue_accepted_count, issue_closed_count),
  ],
})
