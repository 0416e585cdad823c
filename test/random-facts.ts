import type { Knex } from 'knex'
import {
  activityKind, addDays, careKind, facilityKind, issueCategory, issueKind, issueSource, orgCover, partyOrgKind, reporterGroup, serviceCategory, showcaseKind,
  stationService, subjects, unitLevel, venueKind, workerGroup, type Dimension,
} from '../metrics/src/index.js'

/** Numbers that repeat for a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What random facts are drawn from. */
export interface Draw {
  readonly seed: number
  /** Rows of each fact. */
  readonly rows: number
  readonly units: readonly { readonly unitId: string; readonly countyId: number }[]
  readonly from: string
  readonly days: number
}

/** Writes random rows into every fact table: few days, few people and few places, so that everything collides with everything. */
export async function randomFacts(etl: Knex, { seed, rows, units, from, days }: Draw): Promise<void> {
  const next = randomOf(seed)
  const upTo = (n: number): number => Math.floor(next() * n)
  const pick = <T>(of: readonly T[]): T => {
    const found = of[upTo(of.length)]
    if (found === undefined) throw new Error('Nothing to pick from.')
    return found
  }
  const member = (d: Dimension): string => pick(Object.keys(d.members))
  const day = (): string => addDays(from, upTo(days))
  const later = (on: string, within = 90): string | null => (next() < 0.3 ? null : addDays(on, upTo(within)))
  const flip = (p = 0.5): boolean => next() < p
  const person = (): string => `k1:${String(upTo(12)).padStart(32, '0')}`
  let serial = 0
  const base = (source: string): Record<string, unknown> => {
    const unit = pick(units)
    serial += 1
    return { county_id: unit.countyId, unit_id: unit.unitId, source, src_id: `${source}-${serial}`, load_id: 1, row_no: serial }
  }
  const write = async (fact: string, row: () => Record<string, unknown>): Promise<void> => {
    await etl.batchInsert(fact, Array.from({ length: rows }, row), 200)
  }

  const centers: { county: unknown; id: string }[] = []
  await write('fact_center', () => {
    const of = base('service-menu')
    const opened_on = addDays(from, upTo(days) - 60)
    centers.push({ county: of.county_id, id: `center-${serial}` })
    return { ...of, center_id: `center-${serial}`, name: '中心', level: member(unitLevel), opened_on, closed_on: flip(0.6) ? null : addDays(opened_on, upTo(200)) }
  })
  await write('fact_activity', () => {
    const of = base('service-menu')
    const own = centers.filter((c) => c.county === of.county_id)
    const valid = upTo(20)
    return {
      ...of, held_on: day(), title: '活动', kind: member(activityKind), category: member(serviceCategory), organiser_level: member(unitLevel), is_key: flip(),
      status: flip(0.8) ? 'held' : 'cancelled', attendance: flip(0.9) ? upTo(80) : null, count_method: 'sign_in', center_id: own.length > 0 && flip() ? pick(own).id : null,
      is_demand_based: flip(), ratings_valid: valid, ratings_good: upTo(valid + 1),
    }
  })
  await write('fact_attendance', () => ({ ...base('service-menu'), attended_on: day(), participant_pid: person() }))
  await write('fact_wish', () => {
    const published_on = day()
    return { ...base('service-menu'), category: member(serviceCategory), published_on, claimed_on: later(published_on), done_on: later(published_on) }
  })
  await write('fact_showcase_project', () => {
    const awarded_on = day()
    return { ...base('service-menu'), name: '项目', kind: member(showcaseKind), title_level: flip(0.7) ? 'city' : 'county', awarded_on, ended_on: later(awarded_on) }
  })
  await write('fact_firm', () => {
    const operating_from = day()
    return {
      ...base('member-register'), name: '企业', operating_from, operating_to: later(operating_from), org_cover: member(orgCover), covered_from: later(operating_from),
      full_members: upTo(6), work_covered_from: later(operating_from), has_instructor: flip(), has_contact: flip(), has_mass_org: flip(),
    }
  })
  await write('fact_party_org', () => {
    const established_on = day()
    return { ...base('member-register'), name: '党组织', kind: member(partyOrgKind), established_on, dissolved_on: later(established_on) }
  })
  await write('fact_worker', () => {
    const listed_from = day()
    return { ...base('industry-rosters'), worker_pid: person(), platform: 'p', worker_group: member(workerGroup), listed_from, listed_to: later(listed_from), verified_on: later(listed_from) }
  })
  await write('fact_found_member', () => {
    const found_from = day()
    const spell = (name: string): Record<string, string | null> => ({ [`${name}_from`]: flip(0.7) ? found_from : null, [`${name}_to`]: later(found_from) })
    return {
      ...base('industry-rosters'), worker_pid: person(), worker_group: member(workerGroup), is_probationary: flip(0.3), found_from, found_to: later(found_from),
      ...spell('industry'), ...spell('territory'), ...spell('overlap'), ...spell('managed'), first_found_on: flip() ? found_from : null,
    }
  })
  await write('fact_station', () => {
    const opened_on = day()
    return { ...base('station-gates'), station_id: `s${upTo(9)}`, name: '驿站', brand: null, role: 'main', venue_kind: member(venueKind), opened_on, closed_on: later(opened_on) }
  })
  await write('fact_station_day', () => {
    const of = base('station-gates')
    return { ...of, day_on: day(), station_id: `s${String(of.unit_id)}-${upTo(3)}`, venue_kind: member(venueKind), is_open: flip(0.8), visits: flip(0.6) ? 0 : upTo(30) }
  })
  await write('fact_station_visit', () => ({
    ...base('station-gates'), visited_on: day(), station_id: `s${upTo(9)}`, venue_kind: member(venueKind), worker_group: member(workerGroup), service: member(stationService), person_times: upTo(40),
  }))
  await write('fact_facility', () => {
    const checked_on = day()
    const quantity = upTo(9)
    return { ...base('station-gates'), station_id: `s${upTo(9)}`, kind: member(facilityKind), checked_on, next_checked_on: later(checked_on), quantity, quantity_ok: upTo(quantity + 1) }
  })
  await write('fact_care', () => {
    const of = base('station-gates')
    return {
      ...of, held_on: day(), kind: member(careKind), site_id: `site-${String(of.unit_id)}-${upTo(3)}`, site_name: '阵地', hospital_id: flip() ? `h${upTo(4)}` : null, beneficiaries: upTo(50),
    }
  })
  await write('fact_issue', () => {
    const accepted_on = day()
    const due_on = addDays(accepted_on, 5 + upTo(20))
    return {
      ...base('issue-system'), accepted_on, kind: member(issueKind), category: member(issueCategory), issue_source: member(issueSource), reporter_group: member(reporterGroup), title: '诉求',
      assigned_on: null, original_due_on: due_on, due_on, closed_on: later(accepted_on, 40), withdrawn_on: null, followed_up_on: later(accepted_on, 60), rating: flip() ? 1 + upTo(5) : null,
      has_three_phases: true,
    }
  })
  await write('fact_issue_spell', () => {
    const opened_on = day()
    const closed_on = later(opened_on, 40)
    return {
      ...base('issue-system'), issue_id: `i${serial}`, spell: 1 + upTo(2), kind: member(issueKind), category: member(issueCategory), issue_source: member(issueSource),
      reporter_group: member(reporterGroup), opened_on, due_on: addDays(opened_on, upTo(30)), closed_on, ended_by: closed_on === null ? null : flip(0.8) ? 'close' : 'withdraw',
      handle_workdays: closed_on === null ? null : upTo(30), reopened_on: closed_on === null ? null : later(closed_on, 60),
    }
  })
}

/** Marks months as reported, some left out as the seed has it. */
export async function randomCoverage(etl: Knex, { seed, counties, months, gaps }: { seed: number; counties: readonly number[]; months: readonly string[]; gaps: number }): Promise<void> {
  const next = randomOf(seed)
  for (const source of new Set(subjects.map((s) => s.system))) {
    for (const county_id of counties) for (const month_on of months) {
      if (next() >= gaps) await etl('coverage').insert({ county_id, source, month_on, load_id: 1 })
    }
  }
}

/** Takes away what was dated in a month its county did not report: no load brings such rows. */
export async function withoutUnreported(etl: Knex): Promise<void> {
  const dated = subjects.flatMap((s) => s.measures.flatMap((m) => (m.kind !== 'stock' && m.on && s.from !== 'fact_center_month' ? [{ fact: s.from, on: m.on, system: s.system }] : [])))
  for (const { fact, on, system } of dated) {
    await etl.raw(`delete from ${fact} f where ${on} is not null
      and not exists (select from coverage c where c.source = :system and (c.county_id = f.county_id or f.county_id = 0) and c.month_on = month_of(f.${on}))`, { system })
  }
}
