import type { System, World } from '../system.js'
import { activityTable } from './activities.js'
import { centerTable, planCenters } from './centers.js'
import { committeeTable } from './committees.js'
import { demandMatchTable } from './demand-matches.js'
import { demandsByDay } from './demands-by-day.js'
import { demandTable } from './demands.js'
import { menuClaimTable } from './menu-claims.js'
import { menuItemTable } from './menu-items.js'
import { menuTable } from './menus.js'
import { partnerLinkTable, partnerTable } from './partners.js'
import { planActivities } from './plan-activities.js'
import { linkedPartners } from './plan-claims.js'
import { planOthers } from './plan-demands.js'
import { planMenus } from './plan-menus.js'
import { planPartners } from './plan-partners.js'
import { planResources } from './plan-resources.js'
import { publishedFigureTable } from './published-figures.js'
import { resourceTable } from './resources.js'
import { showcaseTable } from './showcase.js'
import { signInTable } from './sign-ins.js'
import { targetTable } from './targets.js'
import { wishTable } from './wishes.js'

/** Plays the service-menu system. */
export function serviceMenu(world: World): System {
  const centers = planCenters(world)
  const plans = planActivities(world)
  const partners = planPartners(world, centers)
  const resources = planResources(world, partners)
  const menus = planMenus(world, { plans, centers, resources, linked: linkedPartners(partners) })
  const demands = demandsByDay(menus, planOthers(world, centers, resources))
  return {
    name: 'service-menu',
    tables: [
      centerTable(centers), activityTable(world.seed, plans, centers), signInTable(world, plans), wishTable(world, centers),
      showcaseTable(world), targetTable(world), publishedFigureTable,
      demandTable(world.seed, demands), partnerTable(partners), partnerLinkTable(partners), resourceTable(resources.all), demandMatchTable(demands),
      menuTable(menus), menuItemTable(menus), menuClaimTable(menus), committeeTable(world),
    ],
  }
}
