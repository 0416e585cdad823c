import type { Day } from '../days.js'
import { between, pick, type Random } from '../random.js'
import type { Center } from './centers.js'
import type { Partner } from './plan-partners.js'

/** A partner's promise to carry out an item of a menu. */
export interface Claim {
  readonly partner: Partner
  readonly claimed: Day
  readonly accepted: Day | undefined
  readonly due: Day
  readonly fulfilled: Day | undefined
  readonly withdrawn: Day | undefined
}

/** The partners linked with a centre all the time between two days. */
export type Linked = (center: Center, from: Day, until: Day) => readonly Partner[]

/** Who is linked with which centre, looked up by centre. */
export function linkedPartners(partners: readonly Partner[]): Linked {
  const byCenter = new Map<string, { partner: Partner; from: Day; to: Day }[]>()
  for (const partner of partners) {
    for (const { center, from, to = Infinity } of partner.links) {
      const links = byCenter.get(center.no)
      if (links) links.push({ partner, from, to })
      else byCenter.set(center.no, [{ partner, from, to }])
    }
  }
  return (center, from, until) => (byCenter.get(center.no) ?? []).filter(link => link.from <= from && link.to > until).map(link => link.partner)
}

/** Days after the due date within which a promise is still made good. */
export const grace = 12

/** The claim of an item that is there to be claimed from a day on; `isOff` when nothing of it is held in the end. */
export function drawClaim(r: Random, partners: readonly Partner[], from: Day, due: Day, isOff: boolean): Claim {
  const partner = pick(r, partners)
  const claimed = from + between(r, 0, Math.min(due - from, 12))
  const accepted = r() < 0.95 ? Math.min(claimed + between(r, 0, 3), due) : undefined
  const withdrawn = r() < 0.025 ? Math.min((accepted ?? claimed) + between(r, 1, 8), due) : undefined
  const luck = r()
  const onTime = between(r, Math.max(accepted ?? due, due - 2), due)
  const late = due + between(r, 1, grace)
  const fulfilled = luck < 0.975 ? onTime : luck < 0.99 ? late : undefined
  const isKept = accepted !== undefined && withdrawn === undefined && !isOff
  return { partner, claimed, accepted, due, fulfilled: isKept ? fulfilled : undefined, withdrawn }
}
