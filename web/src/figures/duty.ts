import type { DutyNote } from '../api.js'
import type { Words } from '../words/zh.js'
import { shortClock } from './instant.js'

/** What the one on duty said: 值班李工06:10已知悉. The day stands only where it is another. */
export function dutyText({ kind, name, sentence, saidAt }: DutyNote, now: Date, w: Words): string {
  const clock = shortClock(saidAt, now) ?? ''
  const at = clock.slice(0, -6) === (shortClock(now.toISOString(), now) ?? '').slice(0, -6) ? clock.slice(-5) : clock
  return w.stamp[kind](name, at) + (sentence ? w.stamp.because(sentence) : '')
}
