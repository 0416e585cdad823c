import { subjects, text, unitLevel, type Metric, type Text } from '@mingshu/metrics'

// Codes of facts that no figure is broken down by, so no dimension names them.
const others: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  status: { planned: text('计划', 'Planned'), held: text('已举办', 'Held'), cancelled: text('取消', 'Cancelled') },
  count_method: { sign_in: text('签到', 'Sign-in'), estimate: text('估计', 'Estimate') },
  role: { main: text('主阵地', 'Main'), site: text('N站点', 'Site') },
  title_level: unitLevel.members,
  ended_by: { close: text('办结', 'Closed'), withdraw: text('撤回', 'Withdrawn') },
  rating: { 5: text('非常满意', 'Very satisfied'), 4: text('满意', 'Satisfied'), 3: text('基本满意', 'Basically satisfied'), 2: text('不满意', 'Dissatisfied'), 1: text('非常不满意', 'Very dissatisfied') },
}

/** What the codes in a column of a metric's facts mean; undefined where they are words already. */
export function valueNames(metric: Metric, column: string): Readonly<Record<string, Text>> | undefined {
  return subjects.find((s) => s.id === metric.subject)?.by[column]?.members ?? others[column]
}
