import { dayOf } from '../days.js'
import { zoneCode } from '../places.js'
import type { Row, WholeTable } from '../system.js'

const city = '440700'
const jointBranch = '4408Z1-JB'
const printedOn = '2025-01-15'

// The figures of the two articles, as they print them. When they were printed the articles do not say.
const figures: readonly (readonly [unit: string, metric: string, printed: number, word: string, step: number])[] = [
  [city, 'activity_key_count', 2800, '多', 100],
  [city, 'showcase_project_count', 25, '', 1],
  [zoneCode, 'neg_firm_count', 20, '约', 5],
  [zoneCode, 'neg_worker_count', 3470, '多', 10],
  [zoneCode, 'neg_party_member_count', 45, '', 1],
  [zoneCode, 'joint_branch_count', 1, '', 1],
  [zoneCode, 'station_count', 16, '', 1],
  [zoneCode, 'care_site_count', 14, '', 1],
  [zoneCode, 'care_hospital_count', 6, '', 1],
  [zoneCode, 'issue_neg_handled_count', 40, '余', 10],
  [jointBranch, 'party_day_count', 12, '', 1],
  [jointBranch, 'secretary_lecture_count', 3, '', 1],
  [jointBranch, 'onsite_education_count', 2, '', 1],
  [jointBranch, 'party_life_person_times', 83, '', 1],
  [zoneCode, 'training_session_count', 11, '', 1],
  [zoneCode, 'volunteer_team_count', 1, '', 1],
  [zoneCode, 'report_in_count', 150, '多', 10],
]

/** The table `published_figure`: figures of 2024 as they were printed in public. */
export const publishedFigureTable: WholeTable = {
  name: 'published_figure', key: ['unit_code', 'metric_code', 'period'],
  columns: ['unit_code', 'metric_code', 'period', 'printed_value', 'qualifier', 'step', 'printed_on', 'printed_in'],
  at: asOf => (asOf < dayOf(printedOn) ? [] : figures.map(([unit, metric, printed, word, step]): Row =>
    [unit, metric, '2024', printed, word, step, printedOn, unit === city ? '列好“服务菜单” 精准便民利民' : '湛江经开区新就业群体党建工作'])),
}
