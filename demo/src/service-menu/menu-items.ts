import { clock, isoOf, type Month } from '../days.js'
import type { DailyTable } from '../system.js'
import { menusFrom } from './menus.js'
import { draftedAhead, type Menu } from './plan-menus.js'

/** The table `menu_item`. Items are drafted with their menu and stay as they are. */
export function menuItemTable(menus: (month: Month) => readonly Menu[]): DailyTable {
  return {
    name: 'menu_item', key: ['item_no'],
    columns: ['item_no', 'menu_no', 'unit_code', 'title', 'category', 'item_date', 'time_range', 'place', 'audience', 'capacity', 'sign_up', 'demand_no',
      'resource_no', 'claimable', 'updated_at'],
    settles: 0, ahead: draftedAhead,
    on: (day, asOf) => (asOf < day - draftedAhead ? [] : menusFrom(menus, day).filter(menu => menu.drafted <= asOf).flatMap(menu => {
      const drafted = clock(menu.drafted, 535)
      return menu.items.map(item => [
        item.no, menu.no, item.unit.code, item.title, item.category, isoOf(item.day), item.hours, item.place, item.audience, item.capacity, item.signUp,
        item.demand?.no ?? null, item.resource?.no ?? null, item.isClaimable ? '是' : '否', drafted,
      ])
    })),
  }
}
