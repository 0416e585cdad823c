import { clock, type Day, digitsOf, isoOf } from '../days.js'
import { random } from '../random.js'
import type { DailyTable, Row } from '../system.js'
import type { Event, Issue } from './life.js'

// The longest life: 75 working days, a follow-up, a reopening, a second follow-up, the archive.
const settles = 240
const ahead = 30

/** The tables `issue` and `issue_event`. */
export function issueTables(seed: number, plans: (day: Day) => Issue[]): DailyTable[] {
  return [
    {
      name: 'issue', key: ['issue_no'],
      columns: ['issue_no', 'issue_type', 'category', 'channel', 'reporter', 'area_code', 'title', 'accepted_at', 'first_due', 'state', 'updated_at'],
      settles, ahead,
      on: (day, asOf) => [...plans(day).filter(issue => issue.accepted <= asOf).map(issue => observe(issue, asOf)), ...badIssues(seed, day, asOf)],
    },
    {
      name: 'issue_event', key: ['event_no'],
      columns: ['event_no', 'issue_no', 'action', 'happened_at', 'department', 'to_department', 'new_due', 'rating'],
      settles, ahead,
      on: (day, asOf) => [
        ...plans(day).flatMap(issue => issue.events.flatMap((event, k) => (isThere(event, asOf) ? [rowOf(issue, event, k)] : []))),
        ...strayEvents(seed, day, asOf),
      ],
    },
  ]
}

const isThere = (event: Event, asOf: Day): boolean => event.entered <= asOf && asOf < (event.deleted ?? Infinity)
const instant = (day: Day, minute: number): string => `${clock(day, minute)}+08`
const states: Readonly<Record<string, string>> = { 受理: '待分派', 分派: '办理中', 办结: '已办结', 重办: '办理中', 归档: '已归档', 撤回: '已撤回' }

function observe(issue: Issue, asOf: Day): Row {
  const seen = issue.events.filter(event => isThere(event, asOf))
  const state = seen.findLast(event => states[event.action] !== undefined)?.action ?? '受理'
  const last = seen.at(-1)
  return [
    issue.no, issue.type, issue.category, issue.channel, issue.reporter, issue.unit.code, issue.title,
    instant(issue.accepted, issue.events[0]?.minute ?? 0), isoOf(issue.firstDue), states[state] ?? '待分派', instant(last?.day ?? issue.accepted, last?.minute ?? 0),
  ]
}

const rowOf = (issue: Issue, event: Event, k: number): Row => [
  issue.key * 100 + k, issue.no, event.action, instant(event.day, event.minute), event.department, event.to,
  event.newDue === null ? null : isoOf(event.newDue), event.rating,
]

// A code that went through a spreadsheet, one that nobody knows.
function badIssues(seed: number, day: Day, asOf: Day): Row[] {
  const r = random(seed, 'bad issue', day)
  if (asOf < day || r() > 0.012) return []
  return [[
    `SQ${digitsOf(day)}-990`, '生活诉求', '其他', '其他', '居民', r() < 0.5 ? '440803071.0' : '999999', '咨询办事地点',
    instant(day, 700), isoOf(day + 7), '待分派', instant(day, 700),
  ]]
}

// An event of an issue that is not there.
function strayEvents(seed: number, day: Day, asOf: Day): Row[] {
  const stray = asOf >= day && random(seed, 'stray event', day)() < 0.008
  return stray ? [[(day * 1000 + 999) * 100, `SQ${digitsOf(day)}-989`, '办结', instant(day, 900), '积分家园平台', null, null, null]] : []
}
