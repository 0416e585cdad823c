import { text } from '@mingshu/metrics'
import { correctionTable } from '../correction-table.js'
import { report } from '../report.js'

/** S2 更正记录表: what changed in closed months after it had been published. */
export default report({
  id: 'corrections', number: 'S2', title: text('更正记录表', 'Corrections'),
  grains: ['year', 'quarter', 'month', 'range'], levels: ['city', 'county', 'town', 'village'], paper: 'landscape',
  parts: [correctionTable({ sheet: text('更正记录', 'Corrections') })],
})
