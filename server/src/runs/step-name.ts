import { subjects, text, type Text } from '@mingshu/metrics'

const sources: Readonly<Record<string, Text>> = {
  'service-menu': text('服务菜单系统', 'service menu'), 'station-gates': text('驿站门禁', 'station gates'), 'member-register': text('党员信息系统', 'member register'),
  'industry-rosters': text('平台名册', 'industry rosters'), 'issue-system': text('积分家园诉求', 'issue system'),
}

/** What a step of a run does, in words. */
export function stepName(step: string): Text {
  const [what = '', which = ''] = step.split(' ')
  if (what === 'load') return text(`读取${sources[which]?.zh ?? which}`, `reading ${sources[which]?.en ?? which}`)
  if (what === 'fold') {
    const name = subjects.find((s) => s.id === which)?.name
    return text(`汇总${name?.zh ?? which}`, `folding ${name?.en.toLowerCase() ?? which}`)
  }
  if (what === 'publish') return text('发布', 'publishing')
  if (what === 'prove') return text('抽样核算', 'counting a sample again')
  if (what === 'demo') return text('演示数据前进到昨天', 'playing the demo up to yesterday')
  return text(step, step)
}
