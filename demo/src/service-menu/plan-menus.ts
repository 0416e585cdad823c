import { type Day, dayIn, digitsOf, type Month } from '../days.js'
import { townCode, type Unit } from '../places.js'
import { between, pick, type Random, random } from '../random.js'
import type { World } from '../system.js'
import { type Center, fengle } from './centers.js'
import { audienceOf, drawHours, drawPlace, drawSignUp, openOffers, standingOffers, type Subject } from './item-texts.js'
import type { Plan } from './plan-activities.js'
import { type Claim, drawClaim, type Linked } from './plan-claims.js'
import { answered, type Demand } from './plan-demands.js'
import type { Resource, Resources } from './plan-resources.js'

/** The menu of a centre for a month. */
export interface Menu {
  readonly no: string
  readonly center: Center
  readonly first: Day
  readonly drafted: Day
  readonly online: Day | undefined
  readonly offline: Day | undefined
  /** Time of day at which its clerk works on it. */
  readonly minute: number
  readonly items: readonly Item[]
}

/** Something on a menu. */
export interface Item {
  readonly no: string
  readonly unit: Unit
  readonly title: string
  readonly category: string
  readonly day: Day
  readonly hours: string
  readonly place: string
  readonly audience: string
  readonly capacity: number
  readonly signUp: string
  readonly demand: Demand | undefined
  readonly resource: Resource | undefined
  readonly isClaimable: boolean
  readonly claim: Claim | undefined
}

/** What menus are made from. */
export interface Kitchen {
  readonly plans: (day: Day) => readonly Plan[]
  readonly centers: ReadonlyMap<string, Center>
  readonly resources: Resources
  readonly linked: Linked
}

// The activities that name the same item; the number of an activity starts anew every day, so one item may stand for a whole series.
type Series = readonly [Plan, ...Plan[]]

type Offer = Pick<Item, 'unit' | 'title' | 'category' | 'day' | 'audience' | 'demand' | 'resource' | 'capacity'>

interface Sheet {
  readonly center: Center
  readonly first: Day
  readonly drafted: Day
  readonly published: Day
}

/** Days before the month after which a menu is drafted. */
export const draftedAhead = 9
/** Days into the month by which a menu is out on both channels. */
export const publishedBy = 7

/** The menus of a month. */
export function planMenus(world: World, kitchen: Kitchen): (month: Month) => readonly Menu[] {
  const { seed } = world
  const centers = [...kitchen.centers.values()].map(center => ({ center, luck: random(seed, 'menus', center.no)() }))
  const months = new Map<Month, readonly Menu[]>()
  return month => {
    const known = months.get(month)
    if (known) return known
    const first = dayIn(month, 1)
    const series = seriesOf(kitchen, month)
    const menus = centers.filter(({ center }) => isOpen(center, first)).flatMap(({ center, luck }) => {
      const mine = series.get(center.no) ?? []
      const r = random(seed, 'menu', center.no, month)
      const isMade = r() < 0.985 && luck < habit(center.unit, month)
      return isMade || mine.length > 0 || center.unit.code === fengle ? [planMenu(world, kitchen, r, center, first, mine)] : []
    })
    months.set(month, menus)
    return menus
  }
}

const isOpen = (center: Center, day: Day): boolean => center.opened <= day && day < (center.closed ?? Infinity)

// How many centres publish a menu even when nothing is planned. The practice began with single villages and spread in 2024.
function habit({ level }: Unit, month: Month): number {
  const year = Math.floor(month / 12)
  const village = level === 'village'
  if (year <= 2023) return village ? 0.01 : 0
  if (year >= 2025) return village ? (year === 2025 ? 0.91 : 0.96) : 0.98
  return village ? 0.35 + 0.047 * (month % 12) : 0.85
}

// By the centre whose menu they are on: that of the unit, or that of the town where the unit has none.
function seriesOf({ plans, centers }: Kitchen, month: Month): Map<string, Series[]> {
  const first = dayIn(month, 1)
  const byItem = new Map<string, [Plan, ...Plan[]]>()
  for (let day = first; day < dayIn(month + 1, 1); day++) {
    for (const plan of plans(day)) {
      if (!plan.inMenu) continue
      const key = `${plan.unit.code}-${plan.slot}`
      const others = byItem.get(key)
      if (others) others.push(plan)
      else byItem.set(key, [plan])
    }
  }
  const byCenter = new Map<string, Series[]>()
  for (const series of byItem.values()) {
    const own = centers.get(series[0].unit.code)
    const center = own && isOpen(own, first) ? own : centers.get(townCode(series[0].unit.code))
    if (!center) throw new Error(`Neither ${series[0].unit.code} nor its town has a centre.`)
    const others = byCenter.get(center.no)
    if (others) others.push(series)
    else byCenter.set(center.no, [series])
  }
  return byCenter
}

function planMenu(world: World, kitchen: Kitchen, r: Random, center: Center, first: Day, series: readonly Series[]): Menu {
  const { seed } = world
  const { code } = center.unit
  const prefix = `CD${digitsOf(first).slice(0, 6)}-`
  const drafted = first - between(r, 7, draftedAhead)
  const isModel = code === fengle
  const onTime = r() < 0.88 || isModel
  // Whatever is on the menu is held after it was published, even when the menu is late.
  const published = onTime ? first - between(r, 1, 6) : Math.min(first + between(r, 0, 5), ...series.map(([plan]) => plan.day))
  const second = Math.min(published + between(r, 0, 2), onTime ? first - 1 : Infinity)
  const onBoth = r() < 0.9 || isModel
  const onlineFirst = r() < 0.6
  const sheet = { center, first, drafted, published }
  const numbered = (n: number | string, offer: Offer, extra: Extra): Item => planItem(seed, kitchen, sheet, `${prefix}${offer.unit.code}-${n}`, offer, extra)
  const items = series.map(plans => numbered(plans[0].slot, offerOf(world, kitchen, sheet, plans), {
    outside: plans[0].topic.outdoors, kind: 'planned', isOff: plans.every(plan => plan.cancelled !== undefined),
  }))
  const own = (subject: Subject, resource: Resource | undefined): Offer =>
    ({ ...subject, unit: center.unit, day: Math.max(first, published) + between(r, 0, 20), demand: undefined, resource, capacity: between(r, 3, 12) * 5 })
  if (items.length === 0) {
    const resource = r() < 0.4 ? kitchen.resources.findOwn(r, center, undefined, drafted, first + 31) : undefined
    const subject = standingOffers.find(({ category }) => category === resource?.category) ?? pick(r, standingOffers)
    items.push(numbered(8001, own(subject, resource), { outside: false, kind: 'standing', isOff: false }))
  }
  if (r() < 0.12) items.push(numbered(8002, own(pick(r, openOffers), undefined), { outside: false, kind: 'open', isOff: false }))
  return {
    no: `${prefix}${code}`, center, first, drafted, minute: between(r, 520, 1040), items,
    online: onlineFirst ? published : onBoth ? second : undefined,
    offline: onlineFirst ? (onBoth ? second : undefined) : published,
  }
}

function offerOf(world: World, { centers, resources }: Kitchen, { center, first, drafted }: Sheet, series: Series): Offer {
  const [{ no, unit, topic, day, attendance }] = series
  const demand = answered(world, centers, resources, center, series.filter(plan => plan.forDemand), first, drafted)
  const match = demand?.match?.resource
  // What the demand was matched with is used when it is the centre's own; what another centre of the town has is not on this menu.
  const resource = demand ? (match?.center === center ? match : undefined)
    : resources.findOwn(random(world.seed, 'used', no), center, topic.category, drafted, day)
  return {
    unit, category: topic.category, day, audience: audienceOf(topic.title), demand, resource,
    title: series.some(plan => plan.topic.title !== topic.title) ? `${topic.title}等系列活动` : topic.title,
    capacity: Math.max(2, Math.round(attendance / 8)) * 10,
  }
}

interface Extra {
  readonly outside: boolean
  readonly kind: 'planned' | 'standing' | 'open'
  /** Whether nothing of it is held in the end. */
  readonly isOff: boolean
}

function planItem(seed: number, { linked }: Kitchen, { center, published }: Sheet, no: string, offer: Offer, { kind, outside, isOff }: Extra): Item {
  const r = random(seed, 'item', no)
  const partners = linked(center, published, offer.day + 31)
  // A centre that works with partners opens more of what it plans to them.
  const isClaimable = kind === 'open' || r() < (kind === 'standing' ? 0.012 : partners.length > 0 ? 0.51 : 0.17)
  const isClaimed = isClaimable && kind !== 'open' && partners.length > 0 && r() < 0.92
  return {
    ...offer, no, hours: drawHours(r), place: drawPlace(r, outside), signUp: drawSignUp(r), isClaimable,
    claim: isClaimed ? drawClaim(r, partners, published, offer.day, isOff) : undefined,
  }
}
