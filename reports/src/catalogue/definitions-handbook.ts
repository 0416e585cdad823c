import { text } from '@mingshu/metrics'
import { definitionTable } from '../definition-table.js'
import { report } from '../report.js'

/** S3 指标口径手册: what every metric of the catalogue means. The same for every unit and period. */
export default report({
  id: 'definitions-handbook', number: 'S3', title: text('指标口径手册', 'Handbook of definitions'),
  grains: ['year', 'quarter', 'month', 'day', 'range'], levels: ['city', 'county', 'town', 'village'], paper: 'landscape',
  parts: [definitionTable({ sheet: text('口径手册', 'Handbook') })],
})
