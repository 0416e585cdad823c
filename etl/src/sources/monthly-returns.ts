import { systemNames, text } from '@mingshu/metrics'
import type { FileSource } from '../source.js'

/** The clerks' monthly returns: what no system counts. One workbook of a place and month, one line of each town that has handed in. */
export const monthlyReturns: FileSource = {
  id: 'monthly-returns',
  name: systemNames['monthly-returns'],
  paper: text('月报', 'return'),
  since: '2018-01-01',
  group: 'place',
  key: ['unit_id'],
  entity: {
    id: 'monthly_return', name: text('月报行', 'line of a monthly return'), isMonthly: true,
    columns: {
      place: { kind: 'text', from: ['地区', '填报地区'], name: text('地区', 'Place') },
      unit: { kind: 'unit', from: ['单位代码', '镇街代码'], name: text('单位代码', 'Unit code') },
      submitted_on: { kind: 'day', past: true, from: ['报出日期', '上报日期'], name: text('报出日期', 'Handed in') },
      visits_by_cadres: { kind: 'count', from: ['党员干部入户'], name: text('党员干部入户(户次)', 'Household visits by party members and cadres') },
      visits_by_grid_workers: { kind: 'count', from: ['网格员入户'], name: text('网格员入户(户次)', 'Household visits by grid workers') },
      visits_by_volunteers: { kind: 'count', from: ['志愿者入户'], name: text('志愿者入户(户次)', 'Household visits by volunteers') },
      council_meetings: { kind: 'count', from: ['议事会', '议事会次数'], name: text('议事会(次)', 'Council meetings') },
      council_decisions: { kind: 'count', from: ['议定事项'], name: text('议定事项(项)', 'Decisions of councils') },
    },
  },
}
