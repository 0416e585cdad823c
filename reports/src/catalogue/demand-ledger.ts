import { daysBetween, demandChannel, demands, serviceCategory, text, type Text } from '@mingshu/metrics'
import type { TracedRow } from '../context.js'
import { count, day, field, member, said, unit, wordsOf } from '../list-columns.js'
import { listTable } from '../list-table.js'
import { report } from '../report.js'

const { demand_collected_count } = demands.metrics

const states: Readonly<Record<string, Text>> = {
  new: text('待匹配', 'Open'), matched: text('已匹配', 'Matched'), listed: text('已列入菜单', 'On a menu'), met: text('已满足', 'Met'),
}

function daysToMatch({ fields }: TracedRow): number | null {
  const { collected_on: from, matched_on: to } = fields
  return typeof from === 'string' && typeof to === 'string' ? daysBetween(from, to) : null
}

/** R05 需求·资源·菜单匹配台账: every demand collected, what was found for it, by whom and how soon. */
export default report({
  id: 'demand-ledger', number: 'R05', title: text('需求·资源·菜单匹配台账', 'Demands and what was found for them'),
  grains: ['year', 'quarter', 'month', 'range'], levels: ['city', 'county', 'town', 'village'], paper: 'landscape',
  parts: [
    listTable({
      sheet: text('匹配台账', 'Ledger'), look: 'ledger', isMain: true, metric: demand_collected_count, most: 20_000,
      columns: [
        said(text('需求编号', 'Number'), (row) => row.src_id, 20), unit(text('征集单位', 'Unit'), 16), member(text('类别', 'Field'), 'category', serviceCategory, 16),
        field(text('需求内容', 'Content'), 'content', 28), member(text('征集渠道', 'Channel'), 'channel', demandChannel, 14), day(text('征集日期', 'Collected'), 'collected_on'),
        field(text('匹配资源', 'Resource'), 'resource', 24), field(text('提供方', 'Provider'), 'provider', 20), day(text('匹配日期', 'Matched'), 'matched_on'),
        field(text('菜单项', 'On the menu'), 'item_title', 22),
        count(text('天数(天)', 'Days'), daysToMatch, 9),
        said(text('状态', 'State'), ({ fields }, { say }) => { const state = states[wordsOf(fields['status'])]; return state ? say(state) : wordsOf(fields['status']) }, 12),
      ],
      notes: [
        text('本表列统计期内征集的有效需求，重复的、不予采纳的不列；匹配和状态为最新情况。', 'Valid demands collected in the period; repeated and refused ones are left out. Matches and states are the latest.'),
        text('天数为征集日至匹配日的日历天数；“—”为尚未匹配。', 'Calendar days from collection to match; “—”: not matched yet.'),
      ],
    }),
  ],
})
