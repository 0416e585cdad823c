import { activities, issues, issueSpells, stationVisits, text } from '@mingshu/metrics'
import { trend } from '../charts.js'
import { metricTable } from '../metric-table.js'
import { report } from '../report.js'

const { activity_count } = activities.metrics
const { issue_accepted_count } = issues.metrics
const { issue_closed_count } = issueSpells.metrics
const { station_visit_person_times } = stationVisits.metrics

/** R01 主要指标年度一览表: every figure of the catalogue for one unit, beside last year and the target. */
export default report({
  id: 'main-indicators', number: 'R01', title: text('主要指标一览表', 'Main indicators'),
  grains: ['year', 'quarter', 'month'], levels: ['city', 'county', 'town', 'village'], paper: 'portrait',
  parts: [
    metricTable({
      sheet: text('主要指标', 'Main indicators'), pages: 2,
      notes: [text(
        '数量指标的“同比”为百分比，比率指标的“同比”为百分点；上年同期为0或无数时不计算同比。',
        'Year on year is a rate for counts and percentage points for rates; there is none where last year has no figure or zero.',
      )],
    }),
  ],
  charts: [
    trend(text('党群活动场次逐月走势', 'Activities held, month by month'), activity_count),
    trend(text('驿站服务人次逐月走势', 'Station person-times, month by month'), station_visit_person_times),
    trend(text('诉求受理和办结逐月走势', 'Issues accepted and closed, month by month'), issue_accepted_count, issue_closed_count),
  ],
})
