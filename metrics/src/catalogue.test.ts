import { describe, expect, test } from 'vitest'
import { isPublic, metricsOf, overTime, overUnits, subjects } from './index.js'

// The department's catalogue of ninety figures: group, code, unit, better direction, how it adds over units and over time.
const catalogue = `
A  svc_center_count  个  up  sum  end
A  svc_center_coverage_rate  %  up  recompute  end
A  svc_menu_published_count  份  up  sum  sum
A  svc_menu_publish_rate  %  up  recompute  recompute
A  svc_menu_advance_rate  %  up  recompute  recompute
A  svc_menu_dual_channel_rate  %  up  recompute  recompute
A  demand_collected_count  条  neutral  sum  sum
A  demand_visit_household_count  户次  up  sum  sum
A  demand_open_count  条  down  sum  end
A  demand_match_rate  %  up  recompute  recompute
A  resource_active_count  项  up  sum  end
A  resource_used_rate  %  up  recompute  recompute
A  partner_count  家  up  distinct  end
A  partner_claim_count  次  up  sum  sum
A  partner_claim_rate  %  up  recompute  recompute
A  partner_fulfil_rate  %  up  recompute  recompute
A  joint_committee_unit_count  家  up  distinct  end
A  council_meeting_count  次  up  sum  sum
B  activity_count  场次  up  sum  sum
B  activity_key_count  次  up  sum  sum
B  activity_person_times  人次  up  sum  sum
B  activity_person_count  人  up  distinct  distinct
B  activity_idle_center_count  个  down  sum  recompute
B  activity_demand_based_rate  %  up  recompute  recompute
B  activity_satisfaction_rate  %  up  recompute  recompute
B  wish_collected_count  个  neutral  sum  sum
B  wish_claim_rate  %  up  recompute  recompute
B  wish_done_rate  %  up  recompute  recompute
B  showcase_project_count  个  up  sum  end
C  neg_firm_count  家  neutral  sum  end
C  neg_worker_count  人  neutral  distinct  end
C  neg_worker_verified_rate  %  up  recompute  end
C  neg_party_member_count  名  up  distinct  end
C  neg_party_member_ratio  %  up  recompute  end
C  dual_find_industry_count  名  up  distinct  end
C  dual_find_territory_count  名  up  distinct  end
C  dual_find_overlap_count  名  neutral  distinct  end
C  dual_find_new_count  名  up  sum  sum
C  party_member_managed_rate  %  up  recompute  end
D  party_org_count  个  neutral  sum  end
D  joint_branch_count  个  up  sum  end
D  org_coverage_rate  %  up  recompute  end
D  org_due_built_rate  %  up  recompute  end
D  work_coverage_rate  %  up  recompute  end
D  party_member_count  名  neutral  sum  end
D  party_member_net_change  名  neutral  sum  sum
D  applicant_count  人  up  sum  end
D  activist_count  人  up  sum  end
D  candidate_count  人  up  sum  end
D  probationary_count  名  neutral  sum  end
D  developed_count  名  up  sum  sum
D  probation_overdue_count  名  down  sum  end
E  party_day_count  次  up  sum  sum
E  secretary_lecture_count  次  up  sum  sum
E  onsite_education_count  次  up  sum  sum
E  party_life_person_times  人次  up  sum  sum
E  party_life_attend_rate  %  up  recompute  recompute
E  three_meetings_compliance_rate  %  up  recompute  recompute
E  training_session_count  期  up  sum  sum
E  training_person_times  人次  up  sum  sum
F  station_count  个  up  sum  end
F  station_visit_person_times  人次  up  sum  sum
F  station_visits_per_open_day  人次/日  up  recompute  recompute
F  station_facility_ok_rate  %  up  recompute  end
F  station_idle_count  个  down  sum  recompute
F  station_per_1000_workers  个/千人  up  recompute  end
F  care_activity_count  次  up  sum  sum
F  care_site_count  个  up  sum  distinct
F  care_hospital_count  家  up  distinct  distinct
F  care_person_times  人次  up  sum  sum
G  issue_accepted_count  件  neutral  sum  sum
G  issue_closed_count  件  up  sum  sum
G  issue_neg_handled_count  个  up  sum  sum
G  issue_closure_rate  %  up  recompute  recompute
G  issue_ontime_rate  %  up  recompute  recompute
G  issue_open_count  件  down  sum  end
G  issue_overdue_count  件  down  sum  end
G  issue_handle_days_avg  工作日  down  recompute  recompute
G  issue_followup_rate  %  up  recompute  recompute
G  issue_satisfaction_rate  %  up  recompute  recompute
G  issue_reopen_rate  %  down  recompute  recompute
H  report_in_count  人  up  distinct  end
H  report_in_rate  %  up  recompute  end
H  volunteer_team_count  支  up  sum  end
H  volunteer_person_times  人次  up  sum  sum
H  emergency_mobilised_person_times  人次  neutral  sum  sum
H  points_issued_total  分  up  sum  sum
H  points_redeem_rate  %  up  recompute  recompute
I  submit_ontime_rate  %  up  recompute  recompute
I  crossfoot_fail_count  项  down  sum  end
`.trim().split('\n').map((line) => {
  const [group = '', code = '', unit = '', good = '', units = '', time = ''] = line.split('  ')
  return { group, code, unit, good, units, time }
})

// Figures beside the catalogue, for sentences of the articles that none of the ninety counts.
const beside = [
  'center_level_count', 'demand_field_count', 'menu_item_count', 'plan_task_count', 'plan_task_done_rate', 'plan_task_overdue_count', 'policy_document_count',
  'committee_unit_count', 'coordination_meeting_count', 'forum_count', 'decision_done_rate', 'party_life_event_count', 'care_clinic_site_count', 'issue_closed_loop_rate',
  'emergency_response_avg', 'points_redeemed_total', 'points_balance', 'points_active_count',
]

const metrics = metricsOf(subjects)
const shown = [...metrics.values()].filter(isPublic)
const groupOf = (subject: string): string => subjects.find((s) => s.id === subject)?.group ?? ''

test('the ninety figures of the catalogue are declared, and each code is given once', () => {
  expect(catalogue.length).toBe(90)
  expect(catalogue.map((c) => c.code).filter((code) => !shown.some((m) => m.code === code))).toEqual([])
  expect(shown.map((m) => m.code).filter((code) => !catalogue.some((c) => c.code === code)).sort()).toEqual([...beside].sort())
  const all = subjects.flatMap((s) => [...s.measures, ...s.ratios]).map((m) => m.code)
  expect(new Set(all).size).toBe(all.length)
})

describe('a figure is what the catalogue says', () => {
  test.each(catalogue)('$code', ({ group, code, ...said }) => {
    const m = metrics.get(code)
    expect(m && { unit: m.unit.zh, good: m.good, units: overUnits(m), time: overTime(m), group: groupOf(m.subject) }).toEqual({ ...said, group })
  })
})

describe('a declaration can be used', () => {
  test.each([...metrics.values()].map((m) => [m.code, m] as const))('%s', (code, m) => {
    expect(code).toMatch(/^[a-z][a-z0-9_]*$/)
    for (const words of [m.name, m.meaning]) {
      expect(words.zh).toMatch(/\p{Script=Han}/u)
      expect(words.en).toMatch(/^[^\p{Script=Han}]+$/u)
    }
    const own = subjects.find((s) => s.id === m.subject)
    for (const d of m.dimensions) expect(Object.keys(own?.by ?? {})).toContain(d)
    // A share that is read with its parts at different times or levels could pass one.
    if (m.kind === 'ratio' && m.share) expect(overTime(m.of) === 'end').toBe(overTime(m.to) === 'end')
  })
})
