import { memberChange, memberChanges, partyMembers, text } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { barsByArea } from '../charts.js'
import { derived, figure, group, members, sum, words } from '../columns.js'
import { isSame } from '../decimal.js'
import { report } from '../report.js'

const { party_member_count } = partyMembers.metrics
const { party_member_increase, party_member_decrease, party_member_net_change } = memberChanges.metrics

const opening = derived(party_member_count, 'opening', text('上年底总数', 'At the end of last year'))
const gained = figure(party_member_increase, text('合计', 'Total'))
const gains = members(party_member_increase, 'change', memberChange, ['developed', 'transfer_in', 'restored', 'other_in'])
const lost = figure(party_member_decrease, text('合计', 'Total'))
const losses = members(party_member_decrease, 'change', memberChange, ['transfer_out', 'death', 'expelled', 'stopped', 'other_out'])
const net = figure(party_member_net_change, text('净增', 'Net'))
const expected = sum(text('应有数', 'Expected'), [opening, gained], [lost])
const actual = figure(party_member_count, text('实有数', 'Actual'))
const gap = sum(text('差', 'Gap'), [actual], [expected])

/** R09 党员增减变动表: last year's members, how they became more and fewer, and whether this year's are what that makes. */
export default report({
  id: 'member-changes', number: 'R09', title: text('党员增减变动表', 'Increase and decrease of members'),
  grains: ['year'], levels: ['city', 'county', 'town'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('党员增减变动', 'Changes of members'), stub: text('单　位', 'Unit'),
      columns: [
        opening, group(text('增加', 'Gained'), gained, ...gains), group(text('减少', 'Lost'), lost, ...losses), net, expected, actual, gap,
        words(text('说明', 'Remarks'), gap, (shown, say) => ({ kind: 'text', text: shown.kind === 'number' && isSame(shown.value, '0') ? say(text('平衡', 'Balanced')) : '' }), 20),
      ],
      balances: [
        { whole: gained, parts: gains }, { whole: lost, parts: losses }, { whole: expected, parts: [opening, net] }, { whole: actual, parts: [expected, gap] },
      ],
      notes: [
        text('按党员组织关系隶属统计。应有数＝上年底总数＋增加合计－减少合计；差＝实有数－应有数，不为0的，请在“说明”栏写明原因。',
          'Members by their formal organisation. Expected = last year’s + gained − lost; gap = actual − expected. Explain a gap that is not 0.'),
      ],
    }),
  ],
  charts: [barsByArea(party_member_net_change)],
})
