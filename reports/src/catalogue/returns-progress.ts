import { returns, text } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { barsByArea } from '../charts.js'
import { figure, sum } from '../columns.js'
import { report } from '../report.js'

const { return_due, return_on_time, return_missing, submit_ontime_rate } = returns.metrics

const due = figure(return_due, text('应报(份)', 'Due'))
const inTime = figure(return_on_time, text('按时上报(份)', 'In time'))
const missing = figure(return_missing, text('未报(份)', 'Missing'))
const late = sum(text('逾期上报(份)', 'Late'), [due], [inTime, missing])

/** S1 报送进度表: the monthly returns each area owes, and which have come. */
export default report({
  id: 'returns-progress', number: 'S1', title: text('报送进度表', 'Progress of returns'),
  grains: ['year', 'quarter', 'month'], levels: ['city', 'county', 'town'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('报送进度', 'Returns'), denominators: true,
      columns: [due, inTime, missing, late, figure(submit_ontime_rate, text('按时上报率', 'In time'))],
      balances: [{ whole: due, parts: [inTime, missing, late] }],
      notes: [text('每个镇(街)每月应报一份，截止日为次月5日，遇休息日顺延到下一工作日；未到截止日的不计。', 'One return a town and month, due on the 5th of the next month or the next working day; those not due yet are left out.')],
    }),
  ],
  charts: [barsByArea(submit_ontime_rate)],
})
