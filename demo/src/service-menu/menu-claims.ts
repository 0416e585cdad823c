import { clock, type Day, isoOf, type Month } from '../days.js'
import type { DailyTable } from '../system.js'
import { menusFrom } from './menus.js'
import { grace } from './plan-claims.js'
import { draftedAhead, type Menu } from './plan-menus.js'

/** The table `menu_claim`. A claim belongs to the first day of the month of its menu. */
export function menuClaimTable(menus: (month: Month) => readonly Menu[]): DailyTable {
  return {
    name: 'menu_claim', key: ['claim_no'],
    columns: ['claim_no', 'item_no', 'partner_no', 'unit_code', 'claimed_date', 'accepted_date', 'due_date', 'fulfilled_date', 'withdrawn_date', 'updated_at'],
    settles: 30 + grace, ahead: draftedAhead,
    on: (day, asOf) => (asOf < day - draftedAhead ? [] : menusFrom(menus, day).flatMap(menu => menu.items.flatMap(({ no, unit, claim }) => {
      if (!claim || asOf < claim.claimed) return []
      const { partner, claimed, due } = claim
      const seen = (at: Day | undefined): Day | undefined => (at !== undefined && at <= asOf ? at : undefined)
      const [accepted, fulfilled, withdrawn] = [seen(claim.accepted), seen(claim.fulfilled), seen(claim.withdrawn)]
      const date = (at: Day | undefined): string | null => (at === undefined ? null : isoOf(at))
      return [[
        `RL-${no}`, no, partner.no, unit.code, isoOf(claimed), date(accepted), isoOf(due), date(fulfilled), date(withdrawn),
        clock(Math.max(claimed, accepted ?? 0, fulfilled ?? 0, withdrawn ?? 0), 990),
      ]]
    }))),
  }
}
