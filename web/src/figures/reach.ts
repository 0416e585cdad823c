import type { Language, Reach } from '@mingshu/metrics'
import type { Words } from '../words/zh.js'

/** 已报12/13，缺恩平市: who is in a figure and who is not. Of many that are missing, the first ones are named. */
export function reachText({ reported, due, missing }: Reach, w: Words, language: Language, most = 3): string {
  const names = w.listed(missing.slice(0, most).map((unit) => unit[language]))
  return w.state.reach(reported, due, missing.length > most ? w.state.andMore(names, missing.length) : names)
}
