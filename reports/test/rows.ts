import type { Unit } from '@mingshu/metrics'
import type { Trace, TracedRow } from '../src/context.js'
import { overdueRows, rowOf, unit } from './given.js'

const fields = ['elder_child_care', 'community_meals', 'housekeeping', 'health', 'fitness', 'culture', 'legal', 'employment', 'other']
const nth = <T>(list: readonly T[], i: number): T => list[i % list.length] as T
const day = (month: number, date: number): string => `2024-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`

/** Items of a menu, as facts have them. */
export function menuRows(count: number, of: Unit): TracedRow[] {
  const offers = [
    ['党群服务中心开放日', '全体居民', '党群服务中心一楼大厅'], ['独居长者探访', '长者', '居民议事厅'], ['“电商+直播”就业技能培训班(第三期)', '求职者', '党群服务中心多功能室'],
    ['少儿绘画公益课', '少年儿童', '新时代文明实践站'], ['劳动权益讲座', '新就业群体', '党群服务中心多功能室'],
  ] as const
  return Array.from({ length: count }, (_, i) => {
    const [title, audience, place] = nth(offers, i)
    const isClaimable = i % 3 !== 0
    const partner = isClaimable && i % 4 !== 1 ? nth(['白沙街道社区卫生服务中心', '李记理发店', '江门市蓬江区青禾社会工作服务中心'], i) : null
    return rowOf(of, `CD202412-${of.code}-${String(i).padStart(3, '0')}`, {
      planned_on: day(12, 1 + ((i * 7) % 31)), menu_no: `CD202412-${of.code}`, title, category: nth(fields, i), time_range: nth(['09:00-10:30', '14:30-16:00', '19:30-21:00'], i), place, audience,
      capacity: 10 + (i % 5) * 10, sign_up: nth(['现场报名', '线上报名', '电话报名'], i), is_claimable: isClaimable, accepted_on: partner === null ? null : day(11, 20), partner_name: partner,
    })
  })
}

/** Demands of residents, as facts have them, by the day they were collected. */
export function demandRows(count: number, units: readonly Unit[]): TracedRow[] {
  return Array.from({ length: count }, (_, i) => {
    const month = 1 + Math.floor((i * 12) / count)
    const state = nth(['new', 'matched', 'listed', 'met'], i)
    return rowOf(nth(units, i), `XQ2024-${String(i + 1).padStart(6, '0')}`, {
      collected_on: day(month, 3 + (i % 9)), category: nth(fields, i), resident_group: 'elderly', channel: nth(['home_visit', 'grid', 'online', 'hotline', 'council', 'wish_wall'], i), collector: 'grid_worker',
      content: nth(['希望定期量血压、测血糖', '希望长者饭堂送餐上门', '希望律师定期到社区坐班，并讲一讲婚姻家庭和防诈骗方面的法律知识'], i), status: state, is_valid: true,
      matched_on: state === 'new' ? null : day(month, 10 + (i % 9)), closed_on: state === 'met' ? day(month, 25) : null,
      resource: state === 'new' ? null : nth(['健康检查设备一套', '送餐车两辆，每周一至周五可用', '公益律师每月两次'], i), provider: state === 'new' ? null : nth(['白沙街道社区卫生服务中心', '李记饭店', '广东某某律师事务所'], i), item_title: state === 'new' ? null : nth(['社区健康义诊', '长者饭堂敬老餐', '法律咨询日'], i),
    })
  })
}

/** Projects with the title of the city, as facts have them. */
export const showcaseRows = (count: number, units: readonly Unit[]): TracedRow[] =>
  Array.from({ length: count }, (_, i) => {
    const of = nth(units, i)
    const host = unit(`${of.code}${String(100 + i)}`, `${of.name.zh.slice(0, 2)}第${i + 1}社区`, `Community ${i + 1}`, 'village', of.code)
    return rowOf(host, `HXM2024-${String(i + 1).padStart(2, '0')}`, {
      name: `${host.name.zh.slice(0, -2)}${nth(['长者饭堂', '零工市场', '公益学堂', '社区生活节'], i)}项目`, kind: nth(['elder_canteen', 'casual_job_market', 'public_class', 'community_festival', 'other'], i),
      title_level: 'city', awarded_on: '2024-11-28', ended_on: null, served_count: 600 + i * 310,
    })
  })

/** Lists the rows behind any figure that a report lists. */
export const tracing = (of: Unit, units: readonly Unit[]): Trace => async function* ({ metric }) {
  if (metric === 'menu_item_count') yield* menuRows(24, of)
  else if (metric === 'demand_collected_count') yield* demandRows(90, units)
  else if (metric === 'showcase_project_count') yield* showcaseRows(25, units)
  else yield* overdueRows(60, units)
}
