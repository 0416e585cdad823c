import { issueCategory, issueKind, issueSource, reporterGroup, systemNames, text } from '@mingshu/metrics'
import { wordsOf, type PostgresSystem } from '../source.js'

/** The issue system of the points mini-programme: issues, and all that happened to them. */
export const issueSystem: PostgresSystem = {
  id: 'issue-system',
  name: systemNames['issue-system'],
  since: '2018-01-01',
  reporting: { entity: 'issue', on: 'accepted_on' },
  entities: [
    {
      id: 'issue', name: text('诉求', 'issue'), table: 'issue', key: 'issue_no',
      columns: {
        kind: { kind: 'word', from: 'issue_type', words: wordsOf(issueKind), name: text('诉求类型', 'Kind') },
        category: { kind: 'word', from: 'category', words: wordsOf(issueCategory), name: text('问题类别', 'Category') },
        issue_source: { kind: 'word', from: 'channel', words: wordsOf(issueSource), name: text('诉求来源', 'Source') },
        reporter_group: { kind: 'word', from: 'reporter', words: wordsOf(reporterGroup), name: text('反映人群', 'Reported by') },
        unit: { kind: 'unit', from: 'area_code', at: 'accepted_on', name: text('区域代码', 'Area code') },
        title: { kind: 'text', from: 'title', name: text('标题', 'Title') },
        accepted_on: { kind: 'day', past: true, from: 'accepted_at', name: text('受理时间', 'Accepted') },
        original_due_on: { kind: 'day', from: 'first_due', name: text('首次到期日', 'First due day') },
      },
      rules: [{
        column: 'original_due_on', holds: ({ accepted_on: accepted, original_due_on: due }) => accepted === null || due === null || String(due) >= String(accepted),
        sentence: text('早于受理日。请核对两个日期', 'lies before the day of acceptance. Check both dates'),
      }],
    },
    {
      id: 'issue_event', name: text('办理环节', 'issue event'), table: 'issue_event', key: 'event_no', keyType: 'bigint', parent: 'issue_no', parentEntity: 'issue',
      columns: {
        issue_no: { kind: 'text', from: 'issue_no', name: text('诉求编号', 'Issue') },
        action: {
          kind: 'word', from: 'action', name: text('环节', 'Action'),
          words: {
            受理: 'accept', 分派: 'assign', 签收: 'sign', 转办: 'transfer', 退回: 'return', 延期: 'extend', 督办: 'supervise',
            反馈: 'feed_back', 办结: 'close', 回访: 'follow_up', 重办: 'reopen', 撤回: 'withdraw', 归档: 'archive',
          },
        },
        happened_on: { kind: 'day', past: true, from: 'happened_at', name: text('发生时间', 'Happened') },
        // Events of one day keep their order.
        happened_at: { kind: 'text', from: 'happened_at', name: text('发生时间', 'Happened') },
        new_due_on: { kind: 'day', from: 'new_due', required: false, name: text('新到期日', 'New due day') },
        rating: {
          kind: 'word', from: 'rating', required: false, name: text('满意度', 'Rating'),
          words: { 非常满意: '5', 满意: '4', 基本满意: '3', 不满意: '2', 非常不满意: '1', 未评价: 'none' },
        },
      },
    },
  ],
}
