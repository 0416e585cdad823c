import { firms, foundMembers, text, workerGroup, workers } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { barsByArea } from '../charts.js'
import { figure, group, members } from '../columns.js'
import { report } from '../report.js'

const { neg_firm_count } = firms.metrics
const { neg_worker_count, neg_worker_verified_rate } = workers.metrics
const {
  neg_party_member_count, neg_probationary_count, neg_party_member_ratio, dual_find_industry_count, dual_find_territory_count, dual_find_overlap_count,
  neg_member_managed,
} = foundMembers.metrics

/** R07 新业态新就业群体底数表: firms, workers by group, members found both ways. */
export default report({
  id: 'new-employment-base', number: 'R07', title: text('新业态新就业群体底数表', 'New-employment groups'),
  grains: ['year', 'quarter', 'month'], levels: ['city', 'county', 'town'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('新就业群体底数', 'New-employment groups'), at: 'end',
      columns: [
        figure(neg_firm_count, text('企业数(家)', 'Firms')),
        group(text('从业人数(人)', 'Workers'), figure(neg_worker_count, text('合计', 'Total')), ...members(neg_worker_count, 'worker_group', workerGroup)),
        figure(neg_worker_verified_rate, text('信息核实率', 'Verified')),
        group(
          text('党员(名)', 'Party members'),
          figure(neg_party_member_count, text('党员数', 'Members')), figure(neg_probationary_count, text('其中：预备', 'Of which probationary')),
          figure(neg_party_member_ratio, text('党员占比', 'Of workers')),
          group(
            text('双找', 'Found by'),
            figure(dual_find_industry_count, text('行业找到', 'Industry')), figure(dual_find_territory_count, text('属地找到', 'Territory')),
            figure(dual_find_overlap_count, text('重合', 'Both')),
          ),
          figure(neg_member_managed, text('已纳管', 'Managed')),
        ),
      ],
      notes: [
        text('人数按人去重：一人属于两个平台、群体或地区的，各栏各计一次，合计计一次。', 'People are counted once in each cell and once in the total, so a total may be less than its parts.'),
        text('党员数＝行业找到＋属地找到－重合。', 'Members = industry + territory − both.'),
      ],
    }),
  ],
  charts: [barsByArea(neg_worker_count), barsByArea(neg_party_member_count)],
})
