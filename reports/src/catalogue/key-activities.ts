import { activities, activityKind, text } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { stackByArea, trend } from '../charts.js'
import { derived, figure, group, members } from '../columns.js'
import { report } from '../report.js'

const { activity_key_count, activity_key_person_times } = activities.metrics
const kinds = members(activity_key_count, 'kind', activityKind)

/** R03 重点党群活动情况表: key activities of villages and communities, by area and kind. */
export default report({
  id: 'key-activities', number: 'R03', title: text('重点党群活动情况表', 'Key activities'),
  grains: ['year', 'quarter', 'month', 'range'], levels: ['city', 'county', 'town'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('重点党群活动', 'Key activities'),
      columns: [
        group(text('重点党群活动次数(次)', 'Key activities'), figure(activity_key_count, text('合计', 'Total')), ...kinds),
        figure(activity_key_person_times, text('参与人次(人次)', 'Person-times')),
        group(
          text('重点党群活动次数比上年同期', 'Against a year earlier'),
          derived(activity_key_count, 'difference', text('增减(次)', 'Difference')), derived(activity_key_count, 'change', text('增减%', 'Change')),
        ),
      ],
      notes: [text('本表统计社区(村)党组织已举办的重点党群活动，取消、延期未办的不计。', 'Key activities held by community and village party organisations; cancelled ones are left out.')],
    }),
  ],
  charts: [stackByArea(kinds), trend(text('重点党群活动次数逐月走势', 'Key activities, month by month'), activity_key_count)],
})
