import { serviceCategory, text, wishes } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { barsByArea } from '../charts.js'
import { figure, group, members } from '../columns.js'
import { report } from '../report.js'

const { wish_collected_count, wish_claimed, wish_done, wish_claim_rate, wish_done_rate } = wishes.metrics

/** S4 微心愿办理情况表: wishes published, claimed and fulfilled, by area and field. */
export default report({
  id: 'micro-wishes', number: 'S4', title: text('微心愿办理情况表', 'Micro-wishes'),
  grains: ['year', 'quarter', 'month', 'range'], levels: ['city', 'county', 'town'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('微心愿', 'Micro-wishes'),
      columns: [
        group(text('征集(个)', 'Published'), figure(wish_collected_count, text('合计', 'Total')), ...members(wish_collected_count, 'category', serviceCategory)),
        group(text('认领', 'Claimed'), figure(wish_claimed, text('已认领(个)', 'Claimed')), figure(wish_claim_rate, text('认领率', 'Rate'))),
        group(text('实现', 'Fulfilled'), figure(wish_done, text('已实现(个)', 'Fulfilled')), figure(wish_done_rate, text('完成率', 'Rate'))),
      ],
      notes: [text('认领、实现按发布的批次跟踪，以后认领、实现的会使本表的数继续上升。', 'Claims and fulfilments follow the wishes published in the period; later ones raise the figures.')],
    }),
  ],
  charts: [barsByArea(wish_collected_count)],
})
