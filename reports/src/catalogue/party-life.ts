import { branchQuarters, partyLife, text } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { barsByArea, trend } from '../charts.js'
import { figure, group, words } from '../columns.js'
import { compare } from '../decimal.js'
import type { TableCell } from '../layout.js'
import { report } from '../report.js'

const {
  party_assembly_count, party_committee_count, party_lecture_count, secretary_lecture_count, party_day_count, onsite_education_count, party_life_due,
  party_life_person_times, party_life_attend_rate,
} = partyLife.metrics
const { three_meetings_compliance_rate } = branchQuarters.metrics

const compliance = figure(three_meetings_compliance_rate, text('达标率', 'Rate'))

/** Whether the minimum was met, in words; the ground only says it once more. */
function lightOf(shown: TableCell, say: (words: { zh: string; en: string }) => string): TableCell {
  if (shown.kind !== 'number') return { kind: 'text', text: '' }
  if (compare(shown.value, '1') >= 0) return { kind: 'text', text: say(text('绿·达标', 'Green: met')), tone: 'good' }
  return compare(shown.value, '0.8') >= 0
    ? { kind: 'text', text: say(text('黄·基本达标', 'Yellow: nearly')), tone: 'fair' }
    : { kind: 'text', text: say(text('红·未达标', 'Red: not met')), tone: 'poor' }
}

/** R11 组织生活开展情况表: meetings, lectures, party days and attendance, unit by unit, and whether the minimum was met. */
export default report({
  id: 'party-life', number: 'R11', title: text('组织生活开展情况表', 'Organisational life'),
  grains: ['year', 'quarter', 'month'], levels: ['city', 'county', 'town', 'village'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('组织生活', 'Organisational life'), stub: text('单　位', 'Unit'), denominators: true,
      columns: [
        figure(party_assembly_count, text('支部党员大会(次)', 'Assemblies')),
        figure(party_committee_count, text('支委会和党小组会(次)', 'Committee and group meetings')),
        group(text('党课(次)', 'Lectures'), figure(party_lecture_count, text('合计', 'Total')), figure(secretary_lecture_count, text('其中：书记讲', 'By the secretary'))),
        figure(party_day_count, text('主题党日(次)', 'Party days')),
        figure(onsite_education_count, text('现场教育(次)', 'On-site education')),
        group(
          text('参加情况', 'Attendance'),
          figure(party_life_due, text('应到(人次)', 'Due')), figure(party_life_person_times, text('实到(人次)', 'Present')), figure(party_life_attend_rate, text('到会率', 'Rate')),
        ),
        group(text('三会一课', 'Three meetings'), compliance, words(text('达标情况', 'State'), compliance, lightOf)),
      ],
      notes: [
        text('支部党员大会、支委会和党小组会含与其他活动一并召开的；同一次活动的应到、实到人次只计一次。', 'Assemblies and meetings held on the occasion of another event are included; attendance is counted once for each event.'),
        text('三会一课：支部党员大会每季度至少一次，支委会或党小组会、主题党日每月至少一次；按季度判断，季度结束才计入。',
          'Three meetings: an assembly a quarter, a committee or group meeting and a party day each month; judged once a quarter is over.'),
        text('达标情况：达标率100%为绿，80%及以上为黄，低于80%为红。', 'Green: 100 %. Yellow: 80 % and above. Red: below.'),
      ],
    }),
  ],
  charts: [barsByArea(party_life_attend_rate), trend(text('主题党日逐月开展次数', 'Theme party days, month by month'), party_day_count)],
})
