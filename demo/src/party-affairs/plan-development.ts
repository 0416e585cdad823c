import { type Day, dayOf, newYear, yearOf } from '../days.js'
import { ageOn, monthsLater } from '../member-register/age.js'
import { type Branch, branchesOf, jointBranch } from '../member-register/party-orgs.js'
import { type Person, person } from '../people.js'
import { between, pick, type Random, random } from '../random.js'
import type { World } from '../system.js'

/** Somebody who applied for membership, and how far the person comes. */
export interface Development extends Person {
  readonly no: number
  readonly isNewWorker: boolean
  readonly education: '大专及以上' | '高中及以下'
  /** In the order of their days. */
  readonly steps: readonly Step[]
}

/** A step on the way to membership. */
export interface Step {
  readonly stage: '入党申请人' | '入党积极分子' | '发展对象' | '预备党员' | '正式党员' | '终止'
  readonly on: Day
  /** Branch that approves it. */
  readonly branch: Branch
}

/** The system was set up in June 2021, and nobody in it applied before. */
const firstYear = 2021
const setUp = dayOf('2021-06-01')
const yearsAhead = 3

/** Members developed in a year: 8 in 2023, 11 in 2024, 14 in 2025. The first two were admitted in the last weeks of 2022. */
const developed = (year: number): number => (year < 2022 ? 0 : year === 2022 ? 2 : Math.min(8 + 3 * (year - 2023), 40))
/** Applications of a year. */
const applications = (year: number): number => (year < 2022 ? 16 : year === 2022 ? 26 : Math.min(30 + 10 * (year - 2023), 90))

/** Everybody who applied until the end of a year, and those who will be admitted in the years after. */
export function planDevelopment(world: World): (year: number) => readonly Development[] {
  const branches = branchesOf(world.places)
  const memo = new Map<string, readonly Development[]>()
  const once = (key: string, plan: () => Development[]): readonly Development[] => {
    const found = memo.get(key) ?? plan()
    memo.set(key, found)
    return found
  }
  const admittedIn = (year: number): readonly Development[] => once(`admitted ${year}`, () =>
    Array.from({ length: developed(year) }, (_, k) => planAdmitted(world.seed, branches, year, k)))
  const othersOf = (year: number): readonly Development[] => once(`others ${year}`, () => {
    const later = Array.from({ length: yearsAhead + 1 }, (_, i) => admittedIn(year + i)).flat()
    const known = later.filter(({ steps: [applied] }) => applied && yearOf(applied.on) === year).length
    return Array.from({ length: Math.max(0, applications(year) - known) }, (_, k) => planOther(world.seed, branches, year, k))
  })
  return upto => once(`upto ${upto}`, () => [
    ...Array.from({ length: upto + yearsAhead - firstYear + 1 }, (_, i) => admittedIn(firstYear + i)).flat(),
    ...Array.from({ length: upto - firstYear + 1 }, (_, i) => othersOf(firstYear + i)).flat(),
  ])
}

const shortestWay = 60 + 370 + 90

// Planned backwards from the admission, so that as many are admitted in a year as shall be.
function planAdmitted(seed: number, branches: readonly Branch[], year: number, k: number): Development {
  const r = random(seed, 'admitted', year, k)
  const from = newYear(year) + (year === 2022 ? 320 : 45)
  const admitted = from + Math.floor(((k + r()) * (newYear(year) + 350 - from)) / developed(year))
  let slack = admitted - shortestWay - setUp
  const upTo = (most: number): Day => {
    const days = between(r, 0, Math.max(0, Math.min(most, slack)))
    slack -= days
    return days
  }
  const oddity = oddities[`${year}-${k}`]
  const candidate = admitted - 60 - upTo(120)
  const activist = candidate - (oddity === 'short' ? 305 : 370 + upTo(180))
  const applied = activist - 90 - upTo(210)
  const full = monthsLater(admitted, 12) + (oddity === 'open' ? 92 + 11 * k : year !== 2025 && r() < 0.12 ? between(r, 30, 92) : between(r, 0, 3))
  const isNewWorker = k % 5 < 2
  const town = branches.filter(({ sort }) => sort === 'community')
  const firms = branches.filter(({ sort, founded }) => sort === 'firm' && founded <= admitted)
  const home = k % 5 === 0 ? branches.find(({ no }) => no === jointBranch.no) : k % 5 === 1 ? firms[(year + k) % firms.length] : undefined
  const near = pick(r, home?.sort === 'firm' ? town.filter(({ place }) => place.startsWith(home.place)) : town)
  const at = (stage: Step['stage'], on: Day): Step => ({ stage, on, branch: home && home.founded <= on ? home : near })
  return {
    ...applicant(seed, r, (year - firstYear) * 150 + k, applied), no: (year - firstYear) * 150 + k, isNewWorker, education: drawEducation(r, isNewWorker),
    steps: [
      at('入党申请人', applied), at('入党积极分子', activist), ...(oddity === 'unrecorded' ? [] : [at('发展对象', candidate)]),
      at('预备党员', admitted), at('正式党员', full),
    ],
  }
}

// Planted: three whose probation is over and who are not yet full members in November 2026, one who became 发展对象 ten months after
// 积极分子 (a year is asked), one who was never recorded as 发展对象.
const oddities: Readonly<Record<string, 'open' | 'short' | 'unrecorded'>> = {
  '2025-10': 'open', '2025-11': 'open', '2025-12': 'open', '2025-4': 'unrecorded', '2026-8': 'short',
}

// Those who go only part of the way.
function planOther(seed: number, branches: readonly Branch[], year: number, k: number): Development {
  const r = random(seed, 'applied', year, k)
  const from = Math.max(newYear(year), setUp)
  const applied = between(r, from, newYear(year + 1) - 1)
  const isNewWorker = r() < 0.3
  const near = pick(r, branches.filter(({ sort }) => sort === 'community'))
  const home = isNewWorker ? branches.find(({ no }) => no === jointBranch.no) : near
  const goesOn = r() < 0.28
  const activist = applied + between(r, 90, 300)
  const candidate = goesOn && r() < 0.2 ? activist + between(r, 370, 540) : undefined
  const ended = r() < 0.07 ? (candidate ?? (goesOn ? activist : applied)) + between(r, 60, 400) : undefined
  const at = (stage: Step['stage'], on: Day | undefined): Step[] =>
    (on === undefined ? [] : [{ stage, on, branch: home && home.founded <= on ? home : near }])
  return {
    ...applicant(seed, r, (year - firstYear) * 150 + 50 + k, applied), no: (year - firstYear) * 150 + 50 + k, isNewWorker,
    education: drawEducation(r, isNewWorker),
    steps: [...at('入党申请人', applied), ...at('入党积极分子', goesOn ? activist : undefined), ...at('发展对象', candidate), ...at('终止', ended)],
  }
}

const drawEducation = (r: Random, isNewWorker: boolean): Development['education'] => (r() < (isNewWorker ? 0.45 : 0.68) ? '大专及以上' : '高中及以下')

const candidates = 12

// The first of some persons who is of the right age: 20 to 44 for most, older for a few.
function applicant(seed: number, r: Random, no: number, applied: Day): Person {
  const oldest = r() < 0.08 ? 58 : 44
  const start = between(r, 0, candidates - 1) // odd and even numbers are men and women
  const some = Array.from({ length: candidates }, (_, i) => person(seed, 'applicant', no * candidates + ((start + i) % candidates)))
  const found = some.find(({ id }) => ageOn(id, applied) >= 20 && ageOn(id, applied) <= oldest) ?? some.find(({ id }) => ageOn(id, applied) >= 18)
  if (!found) throw new Error('None of the persons is old enough to apply.')
  return found
}
