import { memberChange, orgCover, partyOrgKind, systemNames, text } from '@mingshu/metrics'
import { wordsOf, type PostgresSystem } from '../source.js'

/** The member register: party organisations, new-economy firms, members, and verifications of workers. Its columns are pinyin initials. */
export const memberRegister: PostgresSystem = {
  id: 'member-register',
  name: systemNames['member-register'],
  since: '2018-01-01',
  reporting: { entity: 'member', on: 'registered_on' },
  entities: [
    {
      id: 'party_org', name: text('党组织', 'party organisation'), table: 'dzz', key: 'dzzbh',
      columns: {
        name: { kind: 'text', from: 'dzzmc', name: text('名称', 'Name') },
        kind: { kind: 'word', from: 'dzzlb', words: wordsOf(partyOrgKind, { 党总支: 'general_branch', 党支部: 'branch' }), name: text('类别', 'Kind') },
        unit: { kind: 'unit', from: 'dwdm', at: 'established_on', name: text('单位代码', 'Unit code') },
        established_on: { kind: 'day', from: 'clrq', name: text('成立日期', 'Established') },
        dissolved_on: { kind: 'day', from: 'cxrq', required: false, name: text('撤销日期', 'Dissolved') },
      },
    },
    {
      id: 'firm', name: text('企业', 'firm'), table: 'qy', key: 'qybh',
      columns: {
        name: { kind: 'text', from: 'qymc', name: text('名称', 'Name') },
        unit: { kind: 'unit', from: 'dwdm', at: 'operating_from', name: text('单位代码', 'Unit code') },
        operating_from: { kind: 'day', from: 'kyrq', name: text('开业日期', 'Operating from') },
        operating_to: { kind: 'day', from: 'zxrq', required: false, name: text('注销日期', 'Operating until') },
        org_cover: {
          kind: 'word', from: 'zzfg', words: wordsOf(orgCover, { 单独组建: 'sole', 联合组建: 'joint', 未组建: 'none' }), name: text('组织覆盖', 'Covered by'),
        },
        covered_from: { kind: 'day', from: 'fgrq', required: false, name: text('覆盖日期', 'Covered from') },
        full_members: { kind: 'count', from: 'zsdys', name: text('正式党员数', 'Full members') },
        instructor_from: { kind: 'day', from: 'zdyrq', required: false, name: text('指导员派驻日期', 'Instructor since') },
        contact_from: { kind: 'day', from: 'llyrq', required: false, name: text('联络员确定日期', 'Contact since') },
        mass_org_from: { kind: 'day', from: 'qtrq', required: false, name: text('群团组织建立日期', 'Union or youth league since') },
      },
    },
    {
      id: 'member', name: text('党员', 'member'), table: 'dy', key: 'dybh', parent: 'member_pid',
      columns: {
        member_pid: { kind: 'person', from: 'sfzh', name: text('身份证号', 'Identity number') },
        status: { kind: 'word', from: 'dyzt', words: { 正式: 'full', 预备: 'probationary' }, name: text('党员状态', 'Status') },
        channel: { kind: 'word', from: 'lyqd', words: { 属地摸排: 'territory', 行业推送: 'industry', 日常登记: 'everyday' }, name: text('来源渠道', 'Channel') },
        unit: { kind: 'unit', from: 'sqdm', at: 'registered_on', name: text('社区代码', 'Community') },
        registered_on: { kind: 'day', past: true, from: 'djrq', name: text('登记日期', 'Registered') },
        managed_from: { kind: 'day', from: 'case when gldzz is not null then ngrq end', required: false, name: text('纳管日期', 'Managed from') },
        org_no: { kind: 'key', from: 'lsdzz', required: false, name: text('隶属党组织', 'Formal organisation') },
        admitted_on: { kind: 'day', from: 'rdrq', name: text('入党日期', 'Admitted') },
        probation_due_on: { kind: 'day', from: 'zzdq', name: text('转正到期日', 'End of probation') },
        full_on: { kind: 'day', from: 'zzrq', required: false, name: text('转正日期', 'Full member since') },
        increase_kind: { kind: 'word', from: 'zjlb', words: wordsOf(memberChange, { 其他: 'other_in' }), name: text('增加类别', 'Kind of increase') },
        increased_on: { kind: 'day', from: 'zjrq', name: text('增加日期', 'In the organisation since') },
        decrease_kind: { kind: 'word', from: 'jslb', required: false, words: wordsOf(memberChange, { 其他: 'other_out' }), name: text('减少类别', 'Kind of decrease') },
        left_on: { kind: 'day', from: 'cdrq', required: false, name: text('减少日期', 'Left') },
      },
    },
    {
      id: 'verification', name: text('核实', 'verification'), table: 'hs', key: 'hsbh', keyType: 'bigint', parent: 'worker_pid',
      columns: {
        worker_pid: { kind: 'person', from: 'sfzh', name: text('身份证号', 'Identity number') },
        result: { kind: 'word', from: 'hsjg', words: { 属实: 'confirmed', 已离职: 'left', 无法联系: 'unreachable' }, name: text('核实结果', 'Result') },
        verified_on: { kind: 'day', past: true, from: 'hsrq', name: text('核实日期', 'Verified') },
      },
    },
  ],
}
