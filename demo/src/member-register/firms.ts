import { type Day, dayOf, digitsOf } from '../days.js'
import { padded } from '../places.js'
import type { WholeTable } from '../system.js'
import { firmBranches, jointBranch } from './party-orgs.js'

interface Firm {
  readonly name: string
  readonly town: string
  readonly opened: string
  readonly closed?: string
  readonly fullMembers: number
  /** Set up on its own: number of the branch. Or covered by the joint branch from a day. */
  readonly own?: (typeof firmBranches)[number]['no']
  readonly joint?: string
  readonly instructor?: string
  readonly contact?: string
  readonly union?: string
}

const quanzhuang = '440803070'
const lehua = '440803071'
const dongshan = '440811070'
const dongjian = '440811071'
const minan = '440811072'
const naozhou = '440811173'

// Twenty operate on 2024-12-31 (约20家). Three of them have a branch of their own and twelve share the joint one.
const firms: readonly Firm[] = [
  { name: '骑达外卖泉庄站(演示)', town: quanzhuang, opened: '2019-05-01', fullMembers: 2, joint: '2023-06-28', instructor: '2023-03-01' },
  { name: '骑达外卖乐华站(演示)', town: lehua, opened: '2020-03-16', fullMembers: 2, joint: '2023-06-28', contact: '2023-05-08' },
  { name: '骑达外卖东海岛站(演示)', town: dongshan, opened: '2021-08-20', fullMembers: 1, joint: '2023-09-15' },
  { name: '速餐到家万达站(演示)', town: quanzhuang, opened: '2020-06-01', fullMembers: 2, joint: '2023-06-28', instructor: '2023-03-01' },
  { name: '速餐到家东山站(演示)', town: dongshan, opened: '2022-04-11', fullMembers: 1, joint: '2024-03-18' },
  { name: '安运快递开发区公司(演示)', town: lehua, opened: '2017-07-01', fullMembers: 4, own: 'DZZ4002', union: '2021-05-01' },
  { name: '安运快递东海岛网点(演示)', town: dongjian, opened: '2021-01-15', fullMembers: 1, joint: '2023-11-02' },
  { name: '捷邮快运湛江分拨中心(演示)', town: dongshan, opened: '2016-10-10', fullMembers: 5, own: 'DZZ4001', union: '2020-05-01' },
  { name: '捷邮快运乐华网点(演示)', town: lehua, opened: '2019-09-09', fullMembers: 1, joint: '2023-06-28' },
  { name: '捷邮快运硇洲网点(演示)', town: naozhou, opened: '2022-05-20', fullMembers: 0, contact: '2024-04-22' },
  { name: '顺行出行湛江分公司(演示)', town: lehua, opened: '2018-12-01', fullMembers: 3, own: 'DZZ4004', instructor: '2023-02-20', union: '2022-11-18' },
  { name: '海湾汽车租赁公司(演示)', town: quanzhuang, opened: '2020-11-11', fullMembers: 1, joint: '2023-12-20' },
  { name: '通途货运东海岛公司(演示)', town: dongjian, opened: '2018-04-02', fullMembers: 3, own: 'DZZ4003' },
  { name: '通途同城配送公司(演示)', town: minan, opened: '2023-02-14', fullMembers: 1, joint: '2023-09-15' },
  { name: '东海岛冷链配送公司(演示)', town: minan, opened: '2023-04-03', fullMembers: 1, joint: '2024-05-30' },
  { name: '湾区直播电商公司(演示)', town: lehua, opened: '2023-07-01', fullMembers: 1, joint: '2024-01-08', union: '2024-05-04' },
  { name: '海鲜优选电商公司(演示)', town: naozhou, opened: '2023-11-11', fullMembers: 0, instructor: '2024-02-26' },
  { name: '邻里跑腿服务站(演示)', town: quanzhuang, opened: '2024-01-15', fullMembers: 1, joint: '2024-06-27' },
  { name: '代驾之家湛江站(演示)', town: lehua, opened: '2024-04-01', fullMembers: 0 },
  { name: '同城即配泉庄站(演示)', town: quanzhuang, opened: '2024-09-02', fullMembers: 0 },
  { name: '快邻生鲜到家站(演示)', town: lehua, opened: '2021-03-01', closed: '2024-06-01', fullMembers: 1, joint: '2023-06-28' },
  { name: '蓝湾网约出行站(演示)', town: dongshan, opened: '2025-03-10', fullMembers: 1, joint: '2025-09-01' },
  { name: '石化园区货运公司(演示)', town: dongjian, opened: '2025-08-18', fullMembers: 2, instructor: '2025-10-15' },
  { name: '硇洲海产直播基地(演示)', town: naozhou, opened: '2026-04-20', fullMembers: 0, contact: '2026-06-01' },
]

/** The table `qy`. */
export function firmTable(): WholeTable {
  return {
    name: 'qy', key: ['qybh'], columns: ['qybh', 'qymc', 'dwdm', 'kyrq', 'zxrq', 'zzfg', 'fgrq', 'fgdzz', 'zsdys', 'zdyrq', 'llyrq', 'qtrq'],
    at: asOf => firms.flatMap((firm, i) => {
      if (dayOf(firm.opened) > asOf) return []
      const branch = firmBranches.find(({ no }) => no === firm.own)
      const since = branch?.founded ?? (firm.joint === undefined ? undefined : dayOf(firm.joint))
      const covered = since !== undefined && since <= asOf ? digitsOf(since) : null
      const cover = covered === null ? '未组建' : branch ? '单独组建' : '联合组建'
      const by = covered === null ? null : (branch?.no ?? jointBranch.no)
      return [[
        `QY${String(i + 1).padStart(4, '0')}`, firm.name, padded(firm.town), digitsOf(dayOf(firm.opened)), seen(firm.closed, asOf), cover, covered, by,
        firm.fullMembers, seen(firm.instructor, asOf), seen(firm.contact, asOf), seen(firm.union, asOf),
      ]]
    }),
  }
}

const seen = (iso: string | undefined, asOf: Day): string | null => (iso !== undefined && dayOf(iso) <= asOf ? digitsOf(dayOf(iso)) : null)
