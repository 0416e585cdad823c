import { menuItems, serviceCategory, text, type Text } from '@mingshu/metrics'
import type { Asking } from '../asking.js'
import type { TracedRow } from '../context.js'
import { count, field, member, said, wordsOf } from '../list-columns.js'
import { listTable, type ListColumn } from '../list-table.js'
import { report } from '../report.js'

const { menu_item_count } = menuItems.metrics

const weekdays: readonly Text[] = [
  text('周日', 'Sun'), text('周一', 'Mon'), text('周二', 'Tue'), text('周三', 'Wed'), text('周四', 'Thu'), text('周五', 'Fri'), text('周六', 'Sat'),
]

/** 12月3日, and the weekday below it. */
function dateOf({ fields }: TracedRow, { say }: Asking): string {
  const on = wordsOf(fields['planned_on'])
  const weekday = weekdays[new Date(`${on}T00:00:00Z`).getUTCDay()]
  return weekday ? say(text(`${Number(on.slice(5, 7))}月${Number(on.slice(8, 10))}日\n${weekday.zh}`, `${on.slice(5)}\n${weekday.en}`)) : on
}

/** 09:00—10:30, an end below its beginning. */
const hoursOf = ({ fields }: TracedRow): string => wordsOf(fields['time_range']).replace(/\s*[-—–~]\s*/, '—\n')

const isUnclaimed = ({ fields }: TracedRow): boolean => fields['is_claimable'] === true && (fields['accepted_on'] ?? null) === null

const when = (row: TracedRow): string => `${wordsOf(row.fields['planned_on'])} ${wordsOf(row.fields['time_range'])} ${row.src_id}`
const order = (a: TracedRow, b: TracedRow): number => (when(a) < when(b) ? -1 : 1)

/** The centre's own items; a centre above it has a menu of its own. */
const isOwn = (row: TracedRow, { context }: Asking): boolean => row.unit === context.unit.code

const capacity = (row: TracedRow): number | null => (typeof row.fields['capacity'] === 'number' ? row.fields['capacity'] : null)

const columns: readonly ListColumn[] = [
  said(text('日期', 'Date'), dateOf, 11), said(text('时间', 'Time'), hoursOf, 10), field(text('活　动', 'Activity'), 'title', 22), member(text('类别', 'Field'), 'category', serviceCategory, 16),
  field(text('地　点', 'Place'), 'place', 17), field(text('对象', 'For'), 'audience', 12.5), count(text('名额', 'Places'), capacity, 7),
]

/** R04 每月党群服务菜单: what one centre offers in a month, for residents; then what partners may still claim. */
export default report({
  id: 'monthly-menu', number: 'R04', title: text('每月党群服务菜单', 'Monthly service menu'),
  grains: ['month'], levels: ['city', 'county', 'town', 'village'], paper: 'portrait',
  parts: [
    listTable({
      sheet: text('服务菜单', 'Menu'), title: text('党群服务中心服务菜单', 'Service menu of the centre'), look: 'handout', isMain: true,
      metric: menu_item_count, most: 1000, order, keep: isOwn,
      greeting: ({ context }) => text(`欢迎到${context.unit.name.zh}党群服务中心参加活动`, `Welcome to the centre of ${context.unit.name.en}`),
      columns: [
        ...columns,
        said(text('社区合伙人', 'Partner'), (row, { say }) => (isUnclaimed(row) ? say(text('待认领', 'Open')) : wordsOf(row.fields['partner_name'])), 19),
        field(text('报名方式', 'Sign up'), 'sign_up', 10.5),
      ],
      none: text('本月没有安排活动。', 'Nothing is planned this month.'),
      notes: [text('时间、地点如有变动，以中心通知为准；名额有限，请按“报名方式”提前报名。', 'Times and places may change: follow the notices of the centre. Places are limited; sign up as told.')],
    }),
    listTable({
      sheet: text('待认领项目', 'To be claimed'), title: text('党群服务中心待认领服务项目', 'Items to be claimed'), suffix: '-1', look: 'handout',
      metric: menu_item_count, most: 1000, order, keep: (row, asking) => isOwn(row, asking) && isUnclaimed(row),
      greeting: () => text('欢迎社区合伙人认领', 'Partners are welcome to claim'),
      columns,
      none: text('本月的项目均已认领。', 'Every item of the month was claimed.'),
      notes: [text('机关、企事业单位、社会组织、热心商家和有专业特长的居民都可以认领，请与中心联系。', 'Agencies, firms, social organisations, merchants and skilled residents may claim: ask the centre.')],
    }),
  ],
})
