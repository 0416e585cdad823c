/** A sentence of the two articles, and the figures that count what it says. */
export interface Sentence {
  /** J0 to J9 of the first article, Z1 to Z27 of the second. */
  readonly id: string
  /** What it is about, in few words. */
  readonly about: string
  readonly metrics: readonly [string, ...string[]]
  /** Golden figures printed in it. */
  readonly golden?: readonly string[]
}

/** All sentences of the articles that the product grew from. */
export const sentences: readonly Sentence[] = [
  { id: 'J0', about: '列好服务菜单', metrics: ['svc_menu_published_count'] },
  { id: 'J1', about: '每月提前制定服务菜单，居民按需参加', metrics: ['svc_menu_advance_rate', 'activity_demand_based_rate', 'activity_satisfaction_rate', 'activity_person_times'], golden: ['G04'] },
  { id: 'J2', about: '市县镇村四级中心建立三张清单，每月公布', metrics: ['svc_center_count', 'center_level_count', 'svc_center_coverage_rate', 'svc_menu_publish_rate'], golden: ['G03', 'G04', 'G06'] },
  { id: 'J3', about: '家门口的活动中心', metrics: ['activity_count', 'activity_person_count', 'activity_idle_center_count'] },
  { id: 'J4', about: '八个方面的需求清单，进门入户征集', metrics: ['demand_collected_count', 'demand_field_count', 'demand_open_count', 'demand_visit_household_count'], golden: ['G05'] },
  { id: 'J5', about: '社区合伙人、大工委、大党委、议事会，资源清单', metrics: ['partner_count', 'joint_committee_unit_count', 'council_meeting_count', 'resource_active_count'] },
  { id: 'J6', about: '供需匹配成菜单，线上线下公布', metrics: ['demand_match_rate', 'svc_menu_dual_channel_rate', 'resource_used_rate'] },
  { id: 'J7', about: '合伙人认领，开展项目和活动', metrics: ['partner_claim_count', 'partner_claim_rate', 'partner_fulfil_rate', 'menu_item_count'] },
  { id: 'J8', about: '2024年举办2800多次重点党群活动', metrics: ['activity_key_count', 'wish_collected_count', 'wish_claim_rate', 'wish_done_rate'], golden: ['G01', 'G07'] },
  { id: 'J9', about: '党群服务好项目25个', metrics: ['showcase_project_count'], golden: ['G02', 'G07'] },
  { id: 'Z1', about: '强基工程行动计划(2024—2026年)', metrics: ['plan_task_count', 'plan_task_done_rate', 'plan_task_overdue_count'], golden: ['G29'] },
  { id: 'Z2', about: '健全机制、联动摸排、强化组织建设', metrics: ['committee_unit_count', 'dual_find_new_count', 'party_org_count'] },
  { id: 'Z3', about: '部门纳入“两新”工委成员单位', metrics: ['committee_unit_count'] },
  { id: 'Z4', about: '定期召开跨部门协调会议', metrics: ['coordination_meeting_count', 'decision_done_rate'] },
  { id: 'Z5', about: '印发实施方案和行动方案', metrics: ['policy_document_count'], golden: ['G22'] },
  { id: 'Z6', about: '双找', metrics: ['dual_find_industry_count', 'dual_find_territory_count', 'dual_find_overlap_count', 'dual_find_new_count'] },
  { id: 'Z7', about: '上门走访、电话核实', metrics: ['neg_worker_verified_rate'] },
  { id: 'Z8', about: '企业约20家、群体3470多人、党员45名', metrics: ['neg_firm_count', 'neg_worker_count', 'neg_party_member_count', 'neg_party_member_ratio'], golden: ['G08', 'G09', 'G10', 'G11'] },
  { id: 'Z9', about: '建立联合党支部', metrics: ['joint_branch_count', 'org_coverage_rate', 'org_due_built_rate', 'work_coverage_rate', 'party_member_managed_rate', 'party_member_count', 'party_member_net_change'], golden: ['G12'] },
  { id: 'Z10', about: '三会一课、主题党日、线上线下学习', metrics: ['party_life_event_count', 'party_life_attend_rate', 'three_meetings_compliance_rate'] },
  { id: 'Z11', about: '党日12次、书记党课3次、现场教育2次、83人次', metrics: ['party_day_count', 'secretary_lecture_count', 'onsite_education_count', 'party_life_person_times'], golden: ['G13', 'G14', 'G15', 'G16'] },
  { id: 'Z12', about: '在新就业群体中发展党员', metrics: ['applicant_count', 'activist_count', 'candidate_count', 'probationary_count', 'developed_count', 'probation_overdue_count'] },
  { id: 'Z13', about: '获得感、幸福感、归属感', metrics: ['issue_satisfaction_rate'] },
  { id: 'Z14', about: '1+N阵地，服务驿站16个', metrics: ['station_count', 'station_per_1000_workers'], golden: ['G17', 'G28'] },
  { id: 'Z15', about: '暖蜂驿站的设施和服务', metrics: ['station_visit_person_times', 'station_visits_per_open_day', 'station_facility_ok_rate', 'station_idle_count'], golden: ['G17'] },
  { id: 'Z16', about: '专项行动任务清单，“十个一”志愿服务', metrics: ['plan_task_count', 'plan_task_done_rate', 'policy_document_count'], golden: ['G21', 'G22'] },
  { id: 'Z17', about: '暑期爱心托管班', metrics: ['care_activity_count'], golden: ['G31'] },
  { id: 'Z18', about: '14个服务阵地送温暖', metrics: ['care_site_count', 'care_person_times'], golden: ['G18'] },
  { id: 'Z19', about: '6家民营医院义诊，急救培训', metrics: ['care_hospital_count', 'care_clinic_site_count'], golden: ['G19', 'G20'] },
  { id: 'Z20', about: '恳谈会，问题清单', metrics: ['forum_count', 'issue_accepted_count'] },
  { id: 'Z21', about: '诉求收集—任务分解—跟踪落实闭环', metrics: ['issue_closed_loop_rate', 'issue_closure_rate', 'issue_ontime_rate', 'issue_open_count', 'issue_overdue_count', 'issue_handle_days_avg', 'issue_followup_rate', 'issue_reopen_rate', 'issue_closed_count'], golden: ['G30'] },
  { id: 'Z22', about: '夏季送清凉礼包', metrics: ['care_activity_count', 'care_person_times'] },
  { id: 'Z23', about: '一支志愿者服务队，应急集结', metrics: ['volunteer_team_count', 'emergency_mobilised_person_times', 'emergency_response_avg'], golden: ['G27'] },
  { id: 'Z24', about: '课程培训11期', metrics: ['training_session_count', 'training_person_times'], golden: ['G23'] },
  { id: 'Z25', about: '积分家园、积分超市', metrics: ['points_issued_total', 'points_redeem_rate', 'points_redeemed_total', 'points_balance', 'points_active_count'] },
  { id: 'Z26', about: '150多名新就业人员报到、亮身份', metrics: ['report_in_count', 'report_in_rate', 'volunteer_person_times'], golden: ['G24'] },
  { id: 'Z27', about: '反映处理治理问题40余个', metrics: ['issue_neg_handled_count', 'issue_accepted_count'], golden: ['G25', 'G26'] },
]
