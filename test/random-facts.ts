import type { Knex } from 'knex'
import {
  activityKind, addDays, addMonths, ageBand, careKind, collectorRole, demandChannel, documentKind, education, emergencyKind, eventMode, facilityKind, feeMode, gender, isNewWorker,
  issueCategory, issueKind, issueSource, jointCommitteeKind, lifeEventKind, monthOf, orgCover, partnerType, partyOrgKind, planKind, planPillar, pointsAction, reporterGroup,
  residentGroup, serviceCategory, showcaseKind, stationRole, stationService, subjects, trainingSeries, trainingTopic, unitLevel, venueKind, volunteerTopic, workerGroup,
  type Dimension,
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
    const claimed_on = later(published_on)
    return { ...base('service-menu'), category: member(serviceCategory), published_on, claimed_on, done_on: claimed_on && later(claimed_on) }
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
  const listed: Record<string, unknown>[] = []
  await write('fact_worker', () => {
    const listed_from = day()
    const row = { ...base('industry-rosters'), worker_pid: person(), platform: 'p', worker_group: member(workerGroup), listed_from, listed_to: later(listed_from), verified_on: later(listed_from) }
    listed.push(row)
    return row
  })
  await write('fact_found_member', () => {
    // A member is somebody listed, for as long as he is; a person was found in one way wherever he stands, and is managed or not.
    const { county_id, unit_id, worker_pid, worker_group, listed_from: found_from, listed_to: found_to } = pick(listed)
    const nth = Number(String(worker_pid).slice(-2))
    const way = ['industry', 'territory', 'overlap'][nth % 3]
    const spell = (name: string, holds: boolean): Record<string, unknown> => ({ [`${name}_from`]: holds ? found_from : null, [`${name}_to`]: holds ? found_to : null })
    return {
      ...base('industry-rosters'), county_id, unit_id, worker_pid, worker_group, found_from, found_to, ...spell('probationary', nth % 4 === 0),
      ...spell('industry', way !== 'territory'), ...spell('territory', way !== 'industry'), ...spell('overlap', way === 'overlap'), ...spell('managed', nth % 5 > 1),
      first_found_on: flip() ? found_from : null,
    }
  })
  await write('fact_station', () => {
    const opened_on = day()
    return { ...base('station-gates'), station_id: `s${upTo(9)}`, name: '驿站', brand: null, role: member(stationRole), venue_kind: member(venueKind), opened_on, closed_on: later(opened_on) }
  })
  await write('fact_station_day', () => {
    const of = base('station-gates')
    const is_open = flip(0.8)
    return { ...of, day_on: day(), station_id: `s${String(of.unit_id)}-${upTo(3)}`, venue_kind: member(venueKind), is_open, visits: flip(0.6) || !is_open ? 0 : upTo(30) }
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
    const closed_on = later(accepted_on, 40)
    const followed_up_on = closed_on && later(closed_on, 20)
    return {
      ...base('issue-system'), accepted_on, kind: member(issueKind), category: member(issueCategory), issue_source: member(issueSource), reporter_group: member(reporterGroup), title: '诉求',
      assigned_on: null, original_due_on: due_on, due_on, closed_on, withdrawn_on: null, followed_up_on, rating: followed_up_on && flip() ? 1 + upTo(5) : null,
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

  const month = (): string => monthOf(day())
  await write('fact_demand', () => {
    const collected_on = day()
    return {
      ...base('service-menu'), collected_on, category: member(serviceCategory), resident_group: member(residentGroup), channel: member(demandChannel), collector: member(collectorRole),
      content: '需求', status: 'new', is_valid: flip(0.8), matched_on: later(collected_on), resource_no: null, closed_on: later(collected_on),
    }
  })
  await write('fact_resource', () => {
    const valid_from = day()
    const of = base('service-menu')
    return {
      ...of, resource_no: of['src_id'], category: member(serviceCategory), description: '资源', quantity: 1, quantity_unit: '次', fee_mode: member(feeMode), partner_no: 'p', partner_name: '合伙人',
      partner_type: member(partnerType), valid_from, valid_to: later(valid_from),
    }
  })
  await write('fact_partner_link', () => {
    const linked_on = day()
    return { ...base('service-menu'), partner_no: `p${upTo(9)}`, partner_name: '合伙人', partner_type: member(partnerType), center_no: 'c', linked_on, unlinked_on: later(linked_on) }
  })
  await write('fact_menu', () => {
    const month_on = month()
    const published_on = later(addDays(month_on, -5), 20)
    return { ...base('service-menu'), center_no: `center-${upTo(40)}`, month_on, published_on, both_published_on: flip() ? published_on : null, online_on: published_on, offline_on: null }
  })
  await write('fact_menu_item', () => {
    const planned_on = day()
    return {
      ...base('service-menu'), planned_on, menu_on: monthOf(planned_on), menu_no: 'm', title: '项目', category: member(serviceCategory), time_range: '', place: '', audience: '', capacity: 1, sign_up: '',
      demand_no: null, resource_no: flip() ? `service-menu-${upTo(serial)}` : null, is_claimable: flip(), accepted_on: later(planned_on), partner_name: null,
    }
  })
  await write('fact_claim', () => {
    const claimed_on = day()
    const due_on = addDays(claimed_on, upTo(40))
    const accepted_on = later(claimed_on, 5)
    const fulfilled_on = accepted_on && later(accepted_on, 60)
    return {
      ...base('service-menu'), item_no: 'i', partner_no: `p${upTo(9)}`, partner_name: '合伙人', partner_type: member(partnerType), claimed_on, accepted_on, due_on,
      fulfilled_on, withdrawn_on: fulfilled_on === null && flip(0.2) ? due_on : null,
    }
  })
  await write('fact_committee_unit', () => {
    const joined_on = day()
    return { ...base('service-menu'), committee_name: '大工委', kind: member(jointCommitteeKind), org_no: `o${upTo(9)}`, org_name: '单位', joined_on, left_on: later(joined_on) }
  })
  // One line of a unit and month; handed in after the month.
  const returned = new Set<string>()
  await write('fact_monthly_return', () => {
    let of = base('monthly-returns')
    let month_on = month()
    for (let tries = 0; returned.has(`${String(of['unit_id'])} ${month_on}`) && tries < 500; tries++) [of, month_on] = [base('monthly-returns'), addMonths(monthOf(from), -upTo(240))]
    returned.add(`${String(of['unit_id'])} ${month_on}`)
    return {
      ...of, month_on, submitted_on: addDays(addMonths(month_on, 1), upTo(9)), visits_by_cadres: upTo(50), visits_by_grid_workers: upTo(50), visits_by_volunteers: upTo(50),
      council_meetings: upTo(5), council_decisions: upTo(5),
    }
  })
  await write('fact_party_member', () => {
    const increased_on = day()
    const left_on = later(increased_on)
    const admitted_on = addDays(increased_on, -upTo(500))
    return {
      ...base('member-register'), member_pid: `k1:m${serial}`, org_no: 'z', admitted_on, probation_due_on: addDays(admitted_on, 365), full_on: later(admitted_on, 500), increased_on,
      increase_kind: pick(['developed', 'transfer_in', 'restored', 'other_in']), left_on, decrease_kind: left_on === null ? null : pick(['transfer_out', 'death']),
    }
  })
  const branches: { county: unknown; no: string }[] = []
  await write('fact_branch', () => {
    const of = base('party-affairs')
    branches.push({ county: of['county_id'], no: String(of['src_id']) })
    const founded_on = addDays(from, -100 - upTo(300))
    return { ...of, branch_no: of['src_id'], name: '支部', is_joint: flip(0.1), has_committee: flip(), founded_on, dissolved_on: flip(0.8) ? null : addDays(from, days + upTo(90)), term_ends_on: addDays(founded_on, 1000) }
  })
  await write('fact_life_event', () => {
    const due_count = 1 + upTo(30)
    const of = base('party-affairs')
    return {
      ...of, held_on: day(), branch_no: pick(branches.filter((b) => b.county === of['county_id'])).no, kind: member(lifeEventKind), mode: member(eventMode), topic: '学习', lecturer: flip() ? 'secretary' : null,
      with_assembly: flip(), with_committee: flip(), due_count, attend_count: upTo(due_count + 1),
    }
  })
  await write('fact_stage', () => {
    const from_on = day()
    return {
      ...base('party-affairs'), person_pid: `k1:p${serial}`, branch_no: 'b', stage: pick(['applicant', 'activist', 'candidate', 'probationary', 'full']), from_on, to_on: later(from_on), age: 30,
      gender: member(gender), age_band: member(ageBand), education: member(education), is_new_worker: member(isNewWorker),
    }
  })
  await write('fact_plan_task', () => {
    const due_on = day()
    return { ...base('party-affairs'), plan: member(planKind), pillar: member(planPillar), title: '任务', owner_dept: '部门', begun_on: due_on, due_on, done_on: later(due_on) }
  })
  await write('fact_document', () => ({ ...base('party-affairs'), title: '文件', issuer: '部门', kind: member(documentKind), issued_on: day() }))
  await write('fact_committee_seat', () => {
    const joined_on = day()
    return { ...base('party-affairs'), org_no: `o${upTo(9)}`, org_name: '单位', joined_on, left_on: later(joined_on) }
  })
  await write('fact_meeting', () => ({ ...base('party-affairs'), held_on: day(), kind: pick(['coordination', 'forum']), topic: '议题', attendee_count: 9, org_count: 3 }))
  await write('fact_meeting_decision', () => {
    const due_on = day()
    return { ...base('party-affairs'), meeting_no: 'm', content: '事项', owner_dept: '部门', decided_on: due_on, due_on, done_on: later(due_on) }
  })
  await write('fact_report_in', () => {
    const reported_on = day()
    return { ...base('issue-system'), worker_pid: person(), worker_group: member(workerGroup), shows_membership: flip(), reported_on, cancelled_on: later(reported_on) }
  })
  await write('fact_volunteer_team', () => {
    const formed_on = day()
    return { ...base('issue-system'), name: '服务队', formed_on, dissolved_on: later(formed_on), chat_members: upTo(200) }
  })
  await write('fact_volunteer_event', () => {
    const isEmergency = flip(0.3)
    return {
      ...base('issue-system'), held_on: day(), topic: member(volunteerTopic), people: upTo(40), hours: '2.5', emergency_kind: isEmergency ? member(emergencyKind) : null,
      response_minutes: isEmergency && flip() ? upTo(70) : null,
    }
  })
  await write('fact_training', () => ({
    ...base('issue-system'), held_on: day(), series: member(trainingSeries), topic: member(trainingTopic), title: '课程', status: flip(0.8) ? 'held' : 'cancelled', attendees: flip(0.8) ? upTo(40) : null,
  }))
  // Nothing is spent: which of an account's earlier entries are reported is drawn later, and a balance below zero is a fault.
  await write('fact_points', () => {
    const action = member(pointsAction)
    return { ...base('issue-system'), entered_on: day(), account_no: `a${upTo(20)}`, action, points: ['redeemed', 'expired', 'reversed'].includes(action) ? 0 : upTo(100), goods: null }
  })
  await write('fact_rule_failure', () => ({ ...base('service-menu'), rule: `x${upTo(5)}`, found_on: day() }))
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
  const tables = new Set((await etl.raw<{ rows: { name: string }[] }>(`select relname as name from pg_class where relname like 'fact\\_%' and relkind in ('r', 'p')`)).rows.map((r) => r.name))
  const dated = subjects.flatMap((s) => s.marks.flatMap((m) => ('on' in m && tables.has(m.fact) && /^\w+$/.test(m.on) && m.fact !== 'fact_activity' ? [{ fact: m.fact, on: m.on, system: s.system }] : [])))
  dated.push({ fact: 'fact_activity', on: 'held_on', system: 'service-menu' })
  for (const { fact, on, system } of dated) {
    await etl.raw(`delete from ${fact} f where ${on} is not null
      and not exists (select from coverage c where c.source = :system and (c.county_id = f.county_id or f.county_id = 0) and c.month_on = month_of(f.${on}))`, { system })
  }
}
