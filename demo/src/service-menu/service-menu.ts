import type { System, World } from '../system.js'
import { activityTable } from './activities.js'
import { centerTable, planCenters } from './centers.js'
import { planActivities } from './plan-activities.js'
import { publishedFigureTable } from './published-figures.js'
import { showcaseTable } from './showcase.js'
import { signInTable } from './sign-ins.js'
import { targetTable } from './targets.js'
import { wishTable } from './wishes.js'

/** Plays the service-menu system. */
export function serviceMenu(world: World): System {
  const centers = planCenters(world)
  const plans = planActivities(world)
  return {
    name: 'service-menu',
    tables: [
      centerTable(centers), activityTable(world.seed, plans, centers), signInTable(world, plans), wishTable(world, centers),
      showcaseTable(world), targetTable(world), publishedFigureTable,
    ],
  }
}
