import { dayOf } from '../days.js'
import type { Row, WholeTable } from '../system.js'

/** The two plans, with the day from which they are known, and what the SQL calls the kind of their tasks. */
export const plans = {
  GH2024A: { name: '广东省基层党组织建设强基工程行动计划（2024—2026年）', kind: '强基工程行动计划(2024—2026年)', issuer: '省', from: 2024, to: 2026, known: dayOf('2024-02-26') },
  GH2024B: {
    name: '湛江经开区新就业群体“关爱凝聚、湛放新声”专项行动', kind: '“关爱凝聚、湛放新声”专项行动', issuer: '湛江经开区', from: 2024, to: 2024, known: dayOf('2024-04-08'),
  },
} as const

/** The table `plan`. */
export const planTable: WholeTable = {
  name: 'plan', key: ['plan_no'], columns: ['plan_no', 'plan_name', 'issuer', 'start_year', 'end_year'],
  at: asOf => Object.entries(plans).filter(([, { known }]) => known <= asOf).map(([no, { name, issuer, from, to }]): Row => [no, name, issuer, from, to]),
}
