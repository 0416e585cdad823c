import { clock, type Day, dayIn, digitsOf, isoOf, monthOf } from '../days.js'
import { shortName } from '../places.js'
import { random } from '../random.js'
import type { DailyTable, Row } from '../system.js'
import { type Center, levelName } from './centers.js'
import type { Plan } from './plan-activities.js'

/** The table `activity`. */
export function activityTable(seed: number, plans: (day: Day) => Plan[], centers: ReadonlyMap<string, Center>): DailyTable {
  return {
    name: 'activity', key: ['activity_no'],
    columns: ['activity_no', 'title', 'activity_type', 'category', 'key_flag', 'lead_org_level', 'lead_unit_code', 'center_no', 'menu_item_no',
      'demand_no', 'activity_date', 'status', 'attendance', 'count_method', 'rated_5', 'rated_4', 'rated_3', 'rated_2', 'rated_1', 'updated_at'],
    settles: 75, ahead: 38,
    on: (day, asOf) => [
      ...plans(day).flatMap(plan => [...observe(plan, asOf, centers), ...observeTwin(plan, asOf, centers)]),
      ...badRows(seed, day, asOf),
    ],
  }
}

function observe(plan: Plan, asOf: Day, centers: ReadonlyMap<string, Center>, no = plan.no): Row[] {
  const { unit, topic, day, announced, reported, cancelled } = plan
  if (asOf < announced) return []
  const isOff = cancelled !== undefined && asOf >= cancelled
  const isIn = reported !== undefined && asOf >= reported && !isOff
  const corrected = (reported ?? 0) + 3
  const redated = (reported ?? 0) + 5
  const center = centers.get(unit.code)
  const open = center && center.opened <= day && (center.closed ?? Infinity) > day ? center.no : null
  const [bad1, bad2, fair, good, best] = isIn ? plan.ratings.map(count => Math.floor((count * Math.min(asOf - (reported ?? 0) + 1, 8)) / 8)) : []
  const changes = [announced, reported, cancelled, plan.miscount === plan.attendance ? undefined : corrected, plan.shift === 0 ? undefined : redated]
  const changed = Math.max(...changes.filter(at => at !== undefined && at <= asOf) as Day[])
  const menu = `CD${digitsOf(dayIn(monthOf(day), 1)).slice(0, 6)}-${unit.code}`
  return [[
    no, `${shortName(unit)}${topic.title}`, topic.type, topic.category, plan.isKey ? '是' : '否', levelName(unit), unit.code, open,
    plan.inMenu ? `${menu}-${plan.slot}` : null, plan.forDemand ? `XQ${digitsOf(day).slice(0, 6)}-${unit.code}-${plan.slot}` : null,
    isoOf(asOf < redated ? day + plan.shift : day), isOff ? '取消' : isIn ? '已举办' : '计划',
    isIn ? (asOf < corrected ? plan.miscount : plan.attendance) : null, plan.counted,
    best ?? 0, good ?? 0, fair ?? 0, bad2 ?? 0, bad1 ?? 0, clock(changed, 540 + (plan.n % 480)),
  ]]
}

function observeTwin(plan: Plan, asOf: Day, centers: ReadonlyMap<string, Center>): Row[] {
  const entered = (plan.reported ?? Infinity) + 1
  return plan.enteredTwice && asOf >= entered && asOf < entered + 9 ? observe(plan, asOf, centers, `${plan.no}F`) : []
}

// About ten a year: a year typed wrong, a unit nobody knows, fewer than nobody attending.
function badRows(seed: number, day: Day, asOf: Day): Row[] {
  const r = random(seed, 'bad activity', day)
  if (asOf < day || r() > 0.028) return []
  const at = r()
  const date = at < 0.35 ? `2204-${isoOf(day).slice(5).replace('02-29', '02-28')}` : isoOf(day)
  const unit = at >= 0.35 && at < 0.7 ? '440799' : '440703002'
  const attendance = at >= 0.7 ? -12 : 40
  return [[
    `HD${digitsOf(day)}-9000`, '便民服务日', '其他', '家政便民', '否', '镇', unit, null, null, null,
    date, '已举办', attendance, '估计', 2, 1, 0, 0, 0, clock(day, 600),
  ]]
}
