import type { Day, Month } from '../days.js'
import { menusFrom } from './menus.js'
import type { Demand } from './plan-demands.js'
import type { Menu } from './plan-menus.js'

/** The demands that belong to a day: those that the menus of the month beginning on it take up, and the others collected on it. */
export const demandsByDay = (menus: (month: Month) => readonly Menu[], others: (day: Day) => readonly Demand[]) => (day: Day): Demand[] =>
  [...menusFrom(menus, day).flatMap(menu => menu.items.flatMap(item => item.demand ?? [])), ...others(day)]
