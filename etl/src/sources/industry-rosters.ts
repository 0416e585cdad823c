import { systemNames, text, workerGroup } from '@mingshu/metrics'
import { wordsOf, type FileSource } from '../source.js'

/** The monthly rosters of the industry platforms: each file holds everybody on one platform in one month. Names and telephones are not read. */
export const industryRosters: FileSource = {
  id: 'industry-rosters',
  name: systemNames['industry-rosters'],
  paper: text('名册', 'roster'),
  since: '2018-01-01',
  group: 'platform',
  key: ['worker_pid', 'unit_id'],
  entity: {
    id: 'roster_row', name: text('名册行', 'roster line'), parent: 'worker_pid', isMonthly: true,
    columns: {
      platform: { kind: 'text', from: ['平台', '平台名称', '所属平台'], name: text('平台', 'Platform') },
      worker_pid: { kind: 'person', from: ['身份证号', '身份证号码', '证件号', '公民身份号码'], name: text('身份证号', 'Identity number') },
      worker_group: {
        kind: 'word', from: ['从业群体', '群体', '人员类别'], words: wordsOf(workerGroup, { 骑手: 'rider', 外卖骑手: 'rider', 快递小哥: 'courier' }),
        name: text('从业群体', 'Worker group'),
      },
      unit: { kind: 'unit', from: ['镇街代码', '镇街', '所属镇街', '街道'], name: text('镇街', 'Street or town') },
      hired_on: { kind: 'day', from: ['入职日期'], required: false, name: text('入职日期', 'Hired') },
      political: {
        kind: 'word', from: ['政治面貌'], required: false, otherwise: 'none', words: { 中共党员: 'member', 中共预备党员: 'probationary', 预备党员: 'probationary', 党员: 'member' },
        name: text('政治面貌', 'Political status'),
      },
      left_on: { kind: 'day', from: ['离职日期'], required: false, name: text('离职日期', 'Left') },
    },
  },
}
