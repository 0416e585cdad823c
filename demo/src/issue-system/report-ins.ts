import { begin, clock, type Month, monthOf } from '../days.js'
import type { WholeTable } from '../system.js'
import type { Moment, ReportIn } from './plan-report-ins.js'

const groups = { 外卖: '外卖配送员', 快递: '快递员', 网约车: '网约车司机', 货车: '货车司机', 其他: '其他' } as const

/** The table `report_in`. Small, and a report-in may be cancelled years later: it is looked at as a whole. */
export function reportInTable(reports: (month: Month) => readonly ReportIn[]): WholeTable {
  return {
    name: 'report_in', key: ['report_no'],
    columns: ['report_no', 'person_name', 'id_number', 'area_code', 'worker_group', 'shows_membership', 'reported_at', 'cancelled_at'],
    at: asOf => (asOf < begin ? [] : reports(monthOf(asOf)).filter(({ at }) => at.day <= asOf).map(({ no, worker, community, showsMembership, at, cancelled }) => [
      no, worker.name, worker.id, community.code, groups[worker.group], showsMembership ? '是' : '否', instant(at),
      cancelled !== undefined && cancelled.day <= asOf ? instant(cancelled) : null,
    ])),
  }
}

const instant = ({ day, minute }: Moment): string => `${clock(day, minute)}+08`
