import { dayOf } from '../days.js'
import { padded, zoneCode } from '../places.js'
import type { Row, WholeTable } from '../system.js'

// The three of 2024 are named in the article, which does not say when they were issued: the days are the demo's.
const documents = [
  ['WJ2024-01', '《湛江经开区新就业形态劳动者劳动权益维护行动方案》', '区总工会', '行动方案', '2024-03-22'],
  ['WJ2024-02', '《湛江经开区新就业群体“关爱凝聚、湛放新声”专项行动实施方案》', '区委“两新”工委', '实施方案', '2024-04-08'],
  ['WJ2024-03', '《湛江经开区持续开展维护新就业形态劳动者劳动保障权益专项行动实施方案》', '区人力资源和社会保障局', '实施方案', '2024-07-15'],
  ['WJ2025-01', '《关于做好新就业群体服务驿站规范运行的通知》(演示)', '区委“两新”工委', '通知', '2025-05-19'],
] as const

/** The table `policy_document`. */
export const documentTable: WholeTable = {
  name: 'policy_document', key: ['doc_no'], columns: ['doc_no', 'title', 'issuer', 'doc_kind', 'unit_code', 'issued_on'],
  at: asOf => documents.filter(([, , , , issued]) => dayOf(issued) <= asOf)
    .map(([no, title, issuer, kind, issued]): Row => [no, title, issuer, kind, padded(zoneCode), issued]),
}
