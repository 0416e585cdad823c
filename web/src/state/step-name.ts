import { words } from '../words/index.js'
import { subjectName, systemName } from './catalogue.js'

/** The source that a step reads; nothing for the other steps. */
export const sourceOf = (step: string): string | undefined => /^load (\S+)$/.exec(step)?.[1]

/** “load service-menu”, “fold activity”: what is done and to what, in words where there are any. */
export function stepName(step: string): string {
  const [verb = '', ...rest] = step.split(' ')
  const object = rest.join(' ')
  const named = verb === 'load' ? systemName(object) : subjectName(object)
  return [words.value.runs.stepNames[verb] ?? verb, named].filter(Boolean).join(' · ')
}
