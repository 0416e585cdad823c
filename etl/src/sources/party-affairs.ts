import {
  documentKind, education, eventMode, gender, lifeEventKind, planKind, planPillar, systemNames, text,
} from '@mingshu/metrics'
import { inOrder } from '../in-order.js'
import { wordsOf, type PostgresSystem } from '../source.js'

/** The party-affairs system: branches and their organisational life, development of members, plans, documents, meetings. */
export const partyAffairs: PostgresSystem = {
  id: 'party-affairs',
  name: systemNames['party-affairs'],
  since: '2018-01-01',
  reporting: { entity: 'life_event', on: 'held_on' },
  entities: [
    {
      id: 'branch', name: text('党支部', 'branch'), table: 'branch', key: 'branch_no',
      columns: {
        name: { kind: 'text', from: 'branch_name', name: text('名称', 'Name') },
        is_joint: { kind: 'flag', from: `case branch_kind when '联合党支部' then '是' when '党支部' then '否' else branch_kind end`, name: text('是否联合党支部', 'Joint branch') },
        unit: { kind: 'unit', from: 'unit_code', at: 'founded_on', name: text('单位代码', 'Unit code') },
        has_committee: { kind: 'flag', from: 'has_committee', name: text('是否设支委会', 'Has a committee') },
        founded_on: { kind: 'day', from: 'founded_on', name: text('成立日期', 'Founded') },
        dissolved_on: { kind: 'day', from: 'dissolved_on', required: false, name: text('撤销日期', 'Dissolved') },
        term_ends_on: { kind: 'day', from: 'term_ends_on', name: text('任期届满日', 'End of the term') },
      },
    },
    {
      id: 'life_event', name: text('组织生活', 'event of organisational life'), table: 'life_event', key: 'event_no',
      columns: {
        branch_no: { kind: 'key', from: 'branch_no', name: text('支部编号', 'Branch') },
        unit: { kind: 'unit', from: 'unit_code', at: 'held_on', name: text('单位代码', 'Unit code') },
        kind: { kind: 'word', from: 'kind', words: wordsOf(lifeEventKind), name: text('组织生活类型', 'Kind') },
        mode: { kind: 'word', from: 'mode', words: wordsOf(eventMode), name: text('开展方式', 'Mode') },
        topic: { kind: 'text', from: 'topic', name: text('主题', 'Topic') },
        lecturer: { kind: 'word', from: 'lecturer', required: false, words: { 书记: 'secretary', 班子成员: 'committee', 其他: 'other' }, name: text('授课人', 'Lecturer') },
        held_on: { kind: 'day', past: true, from: 'held_on', name: text('开展日期', 'Date') },
        with_assembly: { kind: 'flag', from: 'with_assembly', name: text('一并召开党员大会', 'With an assembly') },
        with_committee: { kind: 'flag', from: 'with_committee', name: text('一并召开支委会', 'With a committee meeting') },
        due_count: { kind: 'count', from: 'due_count', name: text('应到人数', 'Due') },
        attend_count: { kind: 'count', from: 'attend_count', name: text('实到人数', 'Present') },
        review_status: { kind: 'word', from: 'review_status', words: { 暂存: 'draft', 待审: 'waiting', 通过: 'passed', 退回: 'returned' }, name: text('审核状态', 'Review') },
      },
      rules: [{
        column: 'attend_count', holds: ({ due_count: due, attend_count: there }) => due === null || there === null || Number(there) <= Number(due),
        sentence: text('大于应到人数。请核对两个数', 'is more than were due. Check both numbers'),
      }],
    },
    {
      id: 'stage_event', name: text('发展党员环节', 'step of development'), table: 'stage_event', key: 'event_no', keyType: 'bigint', parent: 'person_pid',
      columns: {
        person_pid: { kind: 'person', from: 'id_number', name: text('身份证号', 'Identity number') },
        branch_no: { kind: 'key', from: 'branch_no', name: text('支部编号', 'Branch') },
        unit: { kind: 'unit', from: 'unit_code', at: 'happened_on', name: text('单位代码', 'Unit code') },
        stage: {
          kind: 'word', from: 'stage', name: text('阶段', 'Stage'),
          words: { 入党申请人: 'applicant', 入党积极分子: 'activist', 发展对象: 'candidate', 预备党员: 'probationary', 正式党员: 'full', 终止: 'ended' },
        },
        happened_on: { kind: 'day', past: true, from: 'happened_on', name: text('日期', 'Date') },
        gender: { kind: 'word', from: 'gender', words: wordsOf(gender), name: text('性别', 'Gender') },
        age: { kind: 'count', max: 120, from: 'age', name: text('年龄', 'Age') },
        education: { kind: 'word', from: 'education', words: wordsOf(education), name: text('学历', 'Education') },
        is_new_worker: { kind: 'word', from: 'is_new_worker', words: { 是: 'yes', 否: 'no' }, name: text('是否新就业群体', 'New-employment worker') },
      },
    },
    {
      id: 'plan_task', name: text('计划任务', 'plan task'), table: 'plan_task', key: 'task_no',
      columns: {
        plan: { kind: 'word', from: 'plan_kind', words: wordsOf(planKind, { '强基工程行动计划（2024—2026年）': 'foundation' }), name: text('计划', 'Plan') },
        pillar: { kind: 'word', from: 'pillar', words: wordsOf(planPillar), name: text('支柱', 'Pillar') },
        title: { kind: 'text', from: 'title', name: text('任务', 'Task') },
        owner_dept: { kind: 'text', from: 'owner_dept', name: text('责任部门', 'Department') },
        unit: { kind: 'unit', from: 'unit_code', at: 'begun_on', name: text('单位代码', 'Unit code') },
        begun_on: { kind: 'day', from: 'begun_on', name: text('开始日期', 'Begun') },
        due_on: { kind: 'day', from: 'due_on', name: text('完成时限', 'Due') },
        done_on: { kind: 'day', past: true, from: 'done_on', required: false, name: text('完成日期', 'Done') },
      },
      rules: [inOrder('begun_on', 'due_on'), inOrder('begun_on', 'done_on')],
    },
    {
      id: 'policy_document', name: text('政策文件', 'document'), table: 'policy_document', key: 'doc_no',
      columns: {
        title: { kind: 'text', from: 'title', name: text('标题', 'Title') },
        issuer: { kind: 'text', from: 'issuer', name: text('印发单位', 'Issuer') },
        kind: { kind: 'word', from: 'doc_kind', words: wordsOf(documentKind), name: text('文件类型', 'Kind') },
        unit: { kind: 'unit', from: 'unit_code', at: 'issued_on', name: text('单位代码', 'Unit code') },
        issued_on: { kind: 'day', past: true, from: 'issued_on', name: text('印发日期', 'Issued') },
      },
    },
    {
      id: 'committee_seat', name: text('两新工委成员单位', 'seat on the committee'), table: 'committee_seat', key: 'seat_no',
      columns: {
        org_no: { kind: 'key', from: 'org_no', name: text('成员单位编号', 'Member unit') },
        org_name: { kind: 'text', from: 'org_name', name: text('成员单位名称', 'Name') },
        unit: { kind: 'unit', from: 'unit_code', at: 'joined_on', name: text('单位代码', 'Unit code') },
        joined_on: { kind: 'day', from: 'joined_on', name: text('加入日期', 'Joined') },
        left_on: { kind: 'day', from: 'left_on', required: false, name: text('退出日期', 'Left') },
      },
      rules: [inOrder('joined_on', 'left_on')],
    },
    {
      id: 'meeting', name: text('会议', 'meeting'), table: 'meeting', key: 'meeting_no',
      columns: {
        kind: { kind: 'word', from: 'kind', words: { 跨部门协调会: 'coordination', 恳谈会: 'forum' }, name: text('会议类型', 'Kind') },
        topic: { kind: 'text', from: 'topic', name: text('议题', 'Topic') },
        unit: { kind: 'unit', from: 'unit_code', at: 'held_on', name: text('单位代码', 'Unit code') },
        held_on: { kind: 'day', past: true, from: 'held_on', name: text('召开日期', 'Date') },
        attendee_count: { kind: 'count', from: 'attendee_count', name: text('参加人数', 'Attendees') },
        org_count: { kind: 'count', from: 'org_count', name: text('参加部门数', 'Departments') },
      },
    },
    {
      id: 'meeting_decision', name: text('议定事项', 'decision'), table: 'meeting_decision', key: 'decision_no',
      columns: {
        meeting_no: { kind: 'key', from: 'meeting_no', name: text('会议编号', 'Meeting') },
        content: { kind: 'text', from: 'content', name: text('议定事项', 'Content') },
        owner_dept: { kind: 'text', from: 'owner_dept', name: text('责任部门', 'Department') },
        unit: { kind: 'unit', from: 'unit_code', at: 'decided_on', name: text('单位代码', 'Unit code') },
        decided_on: { kind: 'day', past: true, from: 'decided_on', name: text('议定日期', 'Decided') },
        due_on: { kind: 'day', from: 'due_on', name: text('落实时限', 'Due') },
        done_on: { kind: 'day', past: true, from: 'done_on', required: false, name: text('落实日期', 'Done') },
      },
      rules: [inOrder('decided_on', 'due_on'), inOrder('decided_on', 'done_on')],
    },
  ],
}
