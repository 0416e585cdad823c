import { begin, newYear, yearOf } from '../days.js'
import { zoneCode } from '../places.js'
import type { Row, WholeTable, World } from '../system.js'
import { keyActivities } from './plan-activities.js'

const firstYear = yearOf(begin)

/** The table `annual_target`: what the city and the zone set themselves on the first day of a year. Shares are fractions of one. */
export function targetTable({ places: { jiangmen } }: World): WholeTable {
  const villagesOf = (county: string): number => jiangmen.village.filter(u => u.code.startsWith(county)).length
  const inJiangmen = (year: number): Row[] => {
    const keyTotal = Math.round((keyActivities(year - 1) * 1.05) / 50) * 50
    const basis = `江门市${year}年党群服务工作要点(演示)`
    const shares = [
      ['svc_center_coverage_rate', '0.99'], ['activity_demand_based_rate', '0.65'], ['wish_claim_rate', '0.9'],
      ['issue_ontime_rate', '0.95'], ['issue_satisfaction_rate', '0.95'],
    ] as const
    return ['440700', ...jiangmen.county.map(u => u.code)].flatMap(code => [
      [code, year, 'activity_key_count', code === '440700' ? keyTotal : Math.round((keyTotal * villagesOf(code)) / jiangmen.village.length), basis],
      ...shares.map(([metric, value]): Row => [code, year, metric, value, basis]),
    ] satisfies Row[])
  }
  const inZone = (year: number): Row[] => {
    const at = year - firstYear
    const basis = `湛江经开区${year}年新就业群体工作要点(演示)`
    return ([
      ['station_count', 12 + 4 * at], ['station_visit_person_times', 60_000 + 12_000 * at], ['neg_worker_verified_rate', '0.6'],
      ['neg_party_member_count', 32 + 12 * at], ['party_member_managed_rate', '0.9'], ['org_coverage_rate', '0.8'], ['work_coverage_rate', '0.95'],
      ['issue_ontime_rate', '0.95'], ['issue_neg_handled_count', 30 + 10 * at],
    ] as const).map(([metric, value]) => [zoneCode, year, metric, value, basis])
  }
  return {
    name: 'annual_target', key: ['unit_code', 'target_year', 'metric_code'],
    columns: ['unit_code', 'target_year', 'metric_code', 'target_value', 'basis'],
    at: asOf => Array.from({ length: Math.max(0, yearOf(asOf) - firstYear + 1) }, (_, i) => firstYear + i).filter(year => newYear(year) <= asOf)
      .flatMap(year => [...inJiangmen(year), ...inZone(year)]),
  }
}
