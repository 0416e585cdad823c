import {
  emergencyKind, issueCategory, issueKind, issueSource, pointsAction, reporterGroup, systemNames, text, trainingSeries, trainingTopic, volunteerTopic, workerGroup,
} from '@mingshu/metrics'
import { inOrder } from '../in-order.js'
import { wordsOf, type PostgresSystem } from '../source.js'

/** The points mini-programme: issues and all that happened to them, report-ins, volunteers, training and points. */
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
        issue_no: { kind: 'key', from: 'issue_no', name: text('诉求编号', 'Issue') },
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
    {
      id: 'report_in', name: text('报到', 'report-in'), table: 'report_in', key: 'report_no',
      columns: {
        worker_pid: { kind: 'person', from: 'id_number', name: text('身份证号', 'Identity number') },
        worker_group: { kind: 'word', from: 'worker_group', words: wordsOf(workerGroup), name: text('从业群体', 'Worker group') },
        unit: { kind: 'unit', from: 'area_code', at: 'reported_on', name: text('社区代码', 'Community') },
        shows_membership: { kind: 'flag', from: 'shows_membership', name: text('亮身份', 'Shows membership') },
        reported_on: { kind: 'day', past: true, from: 'reported_at', name: text('报到时间', 'Reported in') },
        cancelled_on: { kind: 'day', past: true, from: 'cancelled_at', required: false, name: text('注销时间', 'Cancelled') },
      },
      rules: [inOrder('reported_on', 'cancelled_on')],
    },
    {
      id: 'volunteer_team', name: text('志愿服务队', 'volunteer team'), table: 'volunteer_team', key: 'team_no',
      columns: {
        name: { kind: 'text', from: 'team_name', name: text('名称', 'Name') },
        unit: { kind: 'unit', from: 'area_code', at: 'formed_on', name: text('区域代码', 'Area code') },
        formed_on: { kind: 'day', from: 'formed_on', name: text('组建日期', 'Formed') },
        dissolved_on: { kind: 'day', from: 'dissolved_on', required: false, name: text('解散日期', 'Dissolved') },
        chat_members: { kind: 'count', from: 'chat_members', name: text('联络群人数', 'People in its group') },
      },
    },
    {
      id: 'volunteer_event', name: text('志愿服务', 'volunteer event'), table: 'volunteer_event', key: 'event_no',
      columns: {
        unit: { kind: 'unit', from: 'area_code', at: 'held_on', name: text('区域代码', 'Area code') },
        topic: { kind: 'word', from: 'topic', words: wordsOf(volunteerTopic), name: text('服务主题', 'Topic') },
        held_on: { kind: 'day', past: true, from: 'held_on', name: text('服务日期', 'Date') },
        people: { kind: 'count', from: 'people', name: text('参加人数', 'People') },
        hours: { kind: 'decimal', from: 'hours', name: text('服务时长', 'Hours') },
        emergency_kind: { kind: 'word', from: 'emergency_kind', required: false, words: wordsOf(emergencyKind), name: text('突发事件', 'Emergency') },
        response_minutes: { kind: 'count', from: 'response_minutes', required: false, name: text('响应分钟数', 'Minutes to respond') },
      },
    },
    {
      id: 'training_session', name: text('课程培训', 'training session'), table: 'training_session', key: 'session_no',
      columns: {
        series: { kind: 'word', from: 'series', words: wordsOf(trainingSeries), name: text('培训系列', 'Series') },
        topic: { kind: 'word', from: 'topic', words: wordsOf(trainingTopic), name: text('培训主题', 'Topic') },
        title: { kind: 'text', from: 'title', name: text('课程名称', 'Title') },
        unit: { kind: 'unit', from: 'area_code', at: 'held_on', name: text('区域代码', 'Area code') },
        held_on: { kind: 'day', from: 'held_on', name: text('培训日期', 'Date') },
        status: { kind: 'word', from: 'status', words: { 计划: 'planned', 已举办: 'held', 取消: 'cancelled' }, name: text('状态', 'Status') },
        attendees: { kind: 'count', from: 'attendees', required: false, name: text('参加人数', 'Attendees') },
      },
      rules: [{
        column: 'held_on', passing: () => true, holds: ({ held_on: day, status }, today) => typeof day !== 'string' || status !== 'held' || day <= today,
        sentence: text('晚于今天，而培训已是“已举办”。请核对日期或状态', 'lies in the future, but the session is held. Check date and status'),
      }],
    },
    {
      id: 'points_entry', name: text('积分流水', 'points entry'), table: 'points_entry', key: 'entry_no', keyType: 'bigint',
      columns: {
        account_no: { kind: 'key', from: 'account_no', name: text('账户编号', 'Account') },
        unit: { kind: 'unit', from: 'area_code', at: 'entered_on', name: text('社区代码', 'Community') },
        action: { kind: 'word', from: 'action', words: wordsOf(pointsAction), name: text('积分事项', 'Action') },
        points: { kind: 'count', min: -1_000_000, max: 1_000_000, from: 'points', name: text('积分', 'Points') },
        goods: { kind: 'text', from: 'goods', required: false, name: text('兑换物品', 'Goods') },
        entered_on: { kind: 'day', past: true, from: 'happened_at', name: text('发生时间', 'Happened') },
      },
    },
  ],
}
