import type { Day } from '../days.js'
import { between, pick, type Random, random, weighted } from '../random.js'
import type { World } from '../system.js'
import { areasOf } from './areas.js'
import type { Center } from './centers.js'
import { type Partner, standing } from './plan-partners.js'

/** Something a partner offers through a centre. */
export interface Resource {
  readonly no: string
  readonly partner: Partner
  readonly center: Center
  readonly category: string
  readonly description: string
  readonly quantity: number
  readonly quantityUnit: string
  readonly feeMode: string
  readonly from: Day
  readonly to: Day | undefined
}

/** The list of resources, and what of it can be had. */
export interface Resources {
  readonly all: readonly Resource[]
  /** One of a category that can be had from a day to another: of the centre itself, else from its town, its county, its city. */
  find(r: Random, center: Center, category: string, from: Day, until: Day): Resource | undefined
  /** One that the centre itself has, of a category or of any. */
  findOwn(r: Random, center: Center, category: string | undefined, from: Day, until: Day): Resource | undefined
}

type Offer = readonly [description: string, least: number, most: number, unit: string]

const offers = {
  养老托育: [['长者日间照料床位', 4, 20, '张'], ['周末托管学位', 10, 40, '个'], ['陪伴长者志愿者', 3, 15, '名']],
  社区助餐: [['爱心午餐', 20, 100, '份'], ['送餐上门志愿者', 2, 8, '名']],
  家政便民: [['义务理发', 20, 60, '人次'], ['小家电维修', 10, 30, '件'], ['入户保洁', 5, 20, '小时']],
  健康服务: [['义诊医护人员', 2, 8, '名'], ['免费体检名额', 20, 100, '个'], ['心理咨询', 4, 20, '小时']],
  体育健身: [['运动场地', 4, 20, '小时'], ['健身教练', 1, 4, '名']],
  文化休闲: [['文艺演出', 1, 6, '场'], ['公益课师资', 1, 5, '名'], ['图书', 50, 500, '册']],
  法律维权: [['公益律师', 1, 3, '名'], ['普法讲座', 1, 6, '场']],
  就业指导: [['招聘岗位', 5, 60, '个'], ['技能培训名额', 10, 50, '个']],
  其他: [['活动室', 1, 3, '间'], ['志愿服务队员', 5, 30, '名'], ['微心愿认领名额', 5, 20, '个']],
} as const satisfies Record<string, readonly Offer[]>

type Category = keyof typeof offers
const categories = Object.keys(offers) as Category[]
const wanted = [['养老托育', 20], ['社区助餐', 9], ['家政便民', 19], ['健康服务', 11], ['体育健身', 13], ['文化休闲', 15], ['法律维权', 7], ['就业指导', 8],
  ['其他', 16]] as const

/** Everything the partners offer, numbered in the order in which it was first offered. */
export function planResources({ seed, places }: World, partners: readonly Partner[]): Resources {
  const all = partners.flatMap(partner => (partner.isStanding ? drawStanding(seed, partner) : drawOffers(seed, partner)))
    .toSorted((a, b) => a.from - b.from).map((resource, i) => ({ ...resource, no: `ZY${String(i + 1).padStart(5, '0')}` }))
  const areas = areasOf(places)
  const shelves = new Map<string, Resource[]>()
  const put = (shelf: string, resource: Resource): unknown => shelves.get(shelf)?.push(resource) ?? shelves.set(shelf, [resource])
  for (const resource of all) {
    put(resource.center.no, resource)
    put(resource.center.no + resource.category, resource)
    for (const area of areas(resource.center.unit.code)) put(area + resource.category, resource)
  }
  const take = (r: Random, shelf: string, from: Day, until: Day): Resource | undefined => {
    const offered = shelves.get(shelf)
    if (!offered) return undefined
    const start = Math.floor(r() * offered.length)
    const isThere = (resource: Resource): boolean => resource.from <= from && (resource.to ?? Infinity) > until
    return offered.slice(start).find(isThere) ?? offered.slice(0, start).find(isThere)
  }
  return {
    all,
    find(r, center, category, from, until) {
      for (const area of [center.no, ...areas(center.unit.code)]) {
        const found = take(r, area + category, from, until)
        if (found) return found
      }
      return undefined
    },
    findOwn: (r, center, category, from, until) => take(r, center.no + (category ?? ''), from, until),
  }
}

type Draft = Omit<Resource, 'no'>

function drawOffers(seed: number, partner: Partner): Draft[] {
  const r = random(seed, 'resources', partner.no)
  const count = weighted(r, [[1, 20], [2, 28], [3, 28], [4, 24]])
  return Array.from({ length: count }, (_, k) => partner.links[k % partner.links.length]).flatMap((link, k) => {
    if (!link) return []
    const from = link.from + between(r, 0, 30 + k * 110)
    const ends = r() < 0.15 ? from + between(r, 150, 700) : Infinity
    const to = Math.min(ends, link.to ?? Infinity)
    const resource = describe(r, partner, link.center, weighted(r, wanted), from, to === Infinity ? undefined : to)
    return from < to ? [resource] : []
  })
}

// The standing partners of a county offer all nine categories between them: somebody there can answer any demand.
function drawStanding(seed: number, partner: Partner): Draft[] {
  const r = random(seed, 'resources', partner.no)
  const mine = ['机关', '事业单位', '社会组织'].indexOf(partner.type)
  const [link] = partner.links
  return link ? categories.filter((_, i) => i % standing === mine).map(category => describe(r, partner, link.center, category, link.from, undefined)) : []
}

function describe(r: Random, partner: Partner, center: Center, category: Category, from: Day, to: Day | undefined): Draft {
  const [description, least, most, quantityUnit] = pick<Offer>(r, offers[category])
  const feeMode = weighted(r, [['公益', 84], ['低偿', 12], ['有偿', 4]])
  return { partner, center, category, description, quantity: between(r, least, most), quantityUnit, feeMode, from, to }
}
