import { subjects, systemName, text, type Text } from '@mingshu/metrics'

/** What a step of a run does, in words. */
export function stepName(step: string): Text {
  const [what = '', which = ''] = step.split(' ')
  if (what === 'load') return text(`读取${systemName(which).zh}`, `reading ${systemName(which).en}`)
  if (what === 'fold') {
    const name = subjects.find((s) => s.id === which)?.name
    return text(`汇总${name?.zh ?? which}`, `folding ${name?.en.toLowerCase() ?? which}`)
  }
  if (what === 'publish') return text('发布', 'publishing')
  if (what === 'prove') return text('抽样核算', 'counting a sample again')
  if (what === 'demo') return text('演示数据前进到昨天', 'playing the demo up to yesterday')
  return text(step, step)
}
