import { ageBand, development, education, gender, isNewWorker, partyMembers, text } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { barsByArea } from '../charts.js'
import { figure, group, members } from '../columns.js'
import { report } from '../report.js'

const { applicant_count, activist_count, candidate_count, developed_count } = development.metrics
const { probationary_count, full_member_new, probation_overdue_count } = partyMembers.metrics

/** R10 发展党员和后备情况表: who stands at which stage, who was admitted and who was made full. */
export default report({
  id: 'development', number: 'R10', title: text('发展党员和后备情况表', 'Development of members'),
  grains: ['year', 'quarter', 'month'], levels: ['city', 'county', 'town'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('发展党员', 'Development'), stub: text('单　位', 'Unit'),
      columns: [
        group(
          text('期末后备力量(人)', 'In preparation at the end'),
          figure(applicant_count, text('入党申请人', 'Applicants')), figure(activist_count, text('入党积极分子', 'Activists')), figure(candidate_count, text('发展对象', 'Candidates')),
        ),
        figure(probationary_count, text('期末预备党员(名)', 'Probationary at the end')),
        group(
          text('发展党员(名)', 'Admitted'),
          figure(developed_count, text('合计', 'Total')),
          group(
            text('其中', 'Of which'),
            ...members(developed_count, 'gender', gender, ['female']), ...members(developed_count, 'age_band', ageBand, ['to_35']),
            ...members(developed_count, 'education', education, ['college']), ...members(developed_count, 'is_new_worker', isNewWorker, ['yes']),
          ),
        ),
        figure(full_member_new, text('预备党员转正(名)', 'Made full')),
        figure(probation_overdue_count, text('期末预备期满未讨论(名)', 'Probation overdue')),
      ],
      notes: [
        text('发展党员、转正为统计期内数，其余为期末数；入党申请人、积极分子、发展对象按所处阶段各计一次，不重复。', 'Admissions and full members are those of the period, all others stand at its end; each person is at one stage.'),
        text('发展党员计在批准的党组织，预备党员计在组织关系所在的党组织。', 'Admissions count for the organisation that approved them, probationary members for the one they belong to.'),
      ],
    }),
  ],
  charts: [barsByArea(developed_count), barsByArea(activist_count)],
})
