import { dimension } from './dimension.js'
import { text } from './text.js'

/** Kinds of key activity that the first article names, and the rest. */
export const activityKind = dimension(text('活动类型', 'Kind'), {
  sports_meet: text('运动会', 'Sports meet'),
  village_clean_day: text('村庄清洁日', 'Village clean day'),
  heritage: text('非遗进社区', 'Heritage in the community'),
  wish_claim: text('微心愿认领', 'Micro-wish claim'),
  other: text('其他', 'Other'),
})

/** How the people at an activity were counted. */
export const countMethod = dimension(text('计数方式', 'Counted by'), { sign_in: text('签到', 'Sign-in'), estimate: text('估计', 'Estimate') })

/** Levels of the four-level centres; an organiser has one of them too. */
export const unitLevel = dimension(text('层级', 'Level'), {
  city: text('市', 'City'),
  county: text('县(市、区)', 'County'),
  town: text('镇(街)', 'Town'),
  village: text('村(社区)', 'Village or community'),
})

/** The eight fields of need of the first article, and the rest. */
export const serviceCategory = dimension(text('服务类别', 'Service category'), {
  elder_child_care: text('养老托育', 'Elder and child care'),
  community_meals: text('社区助餐', 'Community meals'),
  housekeeping: text('家政便民', 'Housekeeping'),
  health: text('健康服务', 'Health'),
  fitness: text('体育健身', 'Fitness'),
  culture: text('文化休闲', 'Culture'),
  legal: text('法律维权', 'Legal aid'),
  employment: text('就业指导', 'Employment'),
  other: text('其他', 'Other'),
})

/** Kinds of showcase project. */
export const showcaseKind = dimension(text('项目类型', 'Kind of project'), {
  elder_canteen: text('长者饭堂', 'Elder canteen'),
  casual_job_market: text('零工市场', 'Casual job market'),
  public_class: text('公益学堂', 'Public class'),
  community_festival: text('社区生活节', 'Community festival'),
  other: text('其他', 'Other'),
})

/** Groups of new-employment workers. */
export const workerGroup = dimension(text('从业群体', 'Worker group'), {
  rider: text('外卖配送员', 'Food riders'),
  courier: text('快递员', 'Couriers'),
  driver: text('网约车司机', 'Ride-hailing drivers'),
  trucker: text('货车司机', 'Truck drivers'),
  other: text('其他', 'Other'),
})

/** Where a rest station stands. */
export const venueKind = dimension(text('场所类型', 'Venue'), {
  community_center: text('社区党群服务中心', 'Community centre'),
  residential: text('小区', 'Residential compound'),
  mall: text('商圈', 'Mall'),
  hotel: text('酒店', 'Hotel'),
  logistics: text('物流公司', 'Logistics firm'),
  other: text('其他', 'Other'),
})

/** What a visitor used at a station. */
export const stationService = dimension(text('服务项目', 'Service'), {
  shelter: text('避暑取暖', 'Shelter'),
  rest: text('歇脚饮水', 'Rest and water'),
  charging: text('手机充电', 'Phone charging'),
  reading: text('图书阅读', 'Reading'),
  other: text('其他', 'Other'),
})

/** Things a station is equipped with. */
export const facilityKind = dimension(text('设施', 'Facility'), {
  seats: text('休息桌椅', 'Seats'),
  water: text('饮水机', 'Water dispenser'),
  microwave: text('微波炉', 'Microwave'),
  other: text('其他', 'Other'),
})

/** Kinds of care activity. */
export const careKind = dimension(text('关爱类型', 'Kind of care'), {
  warmth: text('送温暖', 'Warmth'),
  clinic: text('义诊', 'Free clinic'),
  first_aid: text('急救培训', 'First-aid training'),
  childcare: text('托管班', 'Childcare class'),
  cooling: text('送清凉', 'Cooling gifts'),
  other: text('其他', 'Other'),
})

/** What kind of matter an issue is. */
export const issueKind = dimension(text('诉求类型', 'Kind of issue'), {
  governance: text('基层治理', 'Grass-roots governance'),
  appeal: text('生活诉求', 'Appeal'),
  rights: text('权益保障', 'Labour rights'),
})

/** Categories of issue; the first three are the ones the second article names. */
export const issueCategory = dimension(text('问题类别', 'Category'), {
  corridor_clutter: text('楼道杂物堆放', 'Corridor clutter'),
  street_dirt: text('街道卫生死角', 'Dirty street corners'),
  fire_hazard: text('消防安全隐患', 'Fire hazards'),
  other: text('其他', 'Other'),
})

/** Where an issue came in. */
export const issueSource = dimension(text('诉求来源', 'Source'), {
  mini_program: text('积分家园小程序', 'Mini-programme'),
  wish_wall: text('心愿墙', 'Wish wall'),
  appeal_box: text('诉求箱', 'Appeal box'),
  forum: text('恳谈会', 'Forum'),
  other: text('其他', 'Other'),
})

/** Who reported an issue. */
export const reporterGroup = dimension(text('反映人群', 'Reported by'), {
  new_employment: text('新就业群体', 'New-employment workers'),
  resident: text('居民', 'Residents'),
  other: text('其他', 'Other'),
})

/** How a firm is covered by a party organisation. */
export const orgCover = dimension(text('组织覆盖方式', 'Covered by'), {
  sole: text('单独建立', 'Own organisation'),
  joint: text('联合建立', 'Joint organisation'),
  none: text('未建立', 'None'),
})

/** Kinds of party organisation. */
export const partyOrgKind = dimension(text('党组织类型', 'Kind of organisation'), {
  committee: text('党委', 'Committee'),
  general_branch: text('总支', 'General branch'),
  branch: text('支部', 'Branch'),
  joint_branch: text('联合党支部', 'Joint branch'),
})

/** Whose demand it is. */
export const residentGroup = dimension(text('居民群体', 'Resident group'), {
  elderly: text('老年人', 'Elderly'),
  children: text('儿童青少年', 'Children and youths'),
  hardship: text('困难群众', 'In hardship'),
  disabled: text('残疾人', 'Disabled'),
  new_employment: text('新就业群体', 'New-employment workers'),
  other: text('其他居民', 'Other residents'),
})

/** How a demand came in. */
export const demandChannel = dimension(text('征集渠道', 'Channel'), {
  home_visit: text('入户走访', 'Home visit'),
  grid: text('网格上报', 'Grid report'),
  online: text('线上', 'Online'),
  hotline: text('热线', 'Hotline'),
  council: text('议事会', 'Council'),
  wish_wall: text('心愿墙', 'Wish wall'),
})

/** Who collects demands and visits households; the first article names these three. */
export const collectorRole = dimension(text('收集人', 'Collected by'), {
  cadre: text('党员干部', 'Party members and cadres'),
  grid_worker: text('网格员', 'Grid workers'),
  volunteer: text('志愿者', 'Volunteers'),
})

/** Kinds of community partner. */
export const partnerType = dimension(text('合伙人类型', 'Kind of partner'), {
  agency: text('机关', 'Government agency'),
  institution: text('事业单位', 'Public institution'),
  enterprise: text('企业', 'Enterprise'),
  social_org: text('社会组织', 'Social organisation'),
  merchant: text('热心商家', 'Merchant'),
  skilled_resident: text('特长居民', 'Skilled resident'),
})

/** What a resource costs those who use it. */
export const feeMode = dimension(text('收费方式', 'Fee'), {
  free: text('公益', 'Free'),
  low: text('低偿', 'Low fee'),
  paid: text('有偿', 'Paid'),
})

/** Joint committees of streets and communities. */
export const jointCommitteeKind = dimension(text('委员会类型', 'Kind of committee'), {
  street: text('大工委', 'Street joint committee'),
  community: text('大党委', 'Community joint committee'),
})

/** What a station is in the 1+N of the second article. */
export const stationRole = dimension(text('阵地角色', 'Role'), {
  main: text('主阵地', 'Main'),
  site: text('N站点', 'Satellite'),
})

/** How members come to an organisation and leave it. */
export const memberChange = dimension(text('增减类别', 'Kind of change'), {
  developed: text('发展', 'Developed'),
  transfer_in: text('转入', 'Transferred in'),
  restored: text('恢复', 'Restored'),
  other_in: text('其他增加', 'Other increase'),
  transfer_out: text('转出', 'Transferred out'),
  death: text('去世', 'Died'),
  expelled: text('出党', 'Expelled'),
  stopped: text('停止党籍', 'Membership stopped'),
  other_out: text('其他减少', 'Other decrease'),
})

/** Who is developed, as the return of the inner-party statistics asks. */
export const ageBand = dimension(text('年龄', 'Age'), {
  to_35: text('35岁及以下', 'Up to 35'),
  over_35: text('36岁及以上', 'Over 35'),
})
export const gender = dimension(text('性别', 'Gender'), { female: text('女', 'Women'), male: text('男', 'Men') })
export const education = dimension(text('学历', 'Education'), { college: text('大专及以上', 'College and above'), below: text('高中及以下', 'Below college') })
export const isNewWorker = dimension(text('是否新就业群体', 'New-employment workers'), { yes: text('新就业群体', 'New-employment workers'), no: text('其他', 'Others') })

/** Kinds of event of organisational life. */
export const lifeEventKind = dimension(text('组织生活类型', 'Kind of event'), {
  assembly: text('支部党员大会', 'Assembly of the branch'),
  committee: text('支委会', 'Branch committee'),
  group: text('党小组会', 'Party group'),
  lecture: text('党课', 'Lecture'),
  party_day: text('主题党日', 'Theme party day'),
  org_life: text('组织生活会', 'Organisational-life meeting'),
  appraisal: text('民主评议', 'Democratic appraisal'),
  on_site: text('现场教育', 'On-site education'),
})

/** Where an event of organisational life takes place. */
export const eventMode = dimension(text('开展方式', 'Mode'), {
  offline: text('线下', 'On site'),
  online: text('线上', 'Online'),
  both: text('线上线下', 'Both'),
})

/** Plans whose tasks are followed. */
export const planKind = dimension(text('计划', 'Plan'), {
  foundation: text('强基工程行动计划(2024—2026年)', 'Foundation action plan (2024–2026)'),
  care: text('“关爱凝聚、湛放新声”专项行动', 'Care action'),
})

/** Pillars of the action plan. */
export const planPillar = dimension(text('支柱', 'Pillar'), {
  organise: text('夯实组织建设', 'Organisation'),
  serve: text('做优服务', 'Service'),
  govern: text('融合治理', 'Governance'),
})

/** Kinds of policy document. */
export const documentKind = dimension(text('文件类型', 'Kind of document'), {
  implementation: text('实施方案', 'Implementation plan'),
  action: text('行动方案', 'Action plan'),
  notice: text('通知', 'Notice'),
})

/** Series of training. */
export const trainingSeries = dimension(text('培训系列', 'Series'), {
  friendly_class: text('社区友好学堂', 'Community friendly class'),
  night_school: text('青年夜校', 'Youth night school'),
})

/** Topics of training that the second article names, and the rest. */
export const trainingTopic = dimension(text('培训主题', 'Topic'), {
  traffic_safety: text('交通安全', 'Traffic safety'),
  communication: text('沟通技巧', 'Communication'),
  vocational: text('职业技能', 'Vocational skills'),
  live_commerce: text('电商直播', 'E-commerce and live streaming'),
  other: text('其他', 'Other'),
})

/** What volunteers do. */
export const volunteerTopic = dimension(text('服务主题', 'Topic'), {
  civilised_city: text('文明城市创建', 'Civilised city'),
  elderly_care: text('关爱孤寡老人', 'Care for lonely elderly'),
  grid_governance: text('综合网格治理', 'Grid governance'),
  emergency: text('应急支援', 'Emergency'),
  other: text('其他', 'Other'),
})

/** Kinds of emergency. */
export const emergencyKind = dimension(text('突发事件', 'Emergency'), {
  public_health: text('公共卫生', 'Public health'),
  typhoon: text('台风', 'Typhoon'),
  rainstorm: text('暴雨', 'Rainstorm'),
  other: text('其他', 'Other'),
})

/** What points are earned or spent by. */
export const pointsAction = dimension(text('积分事项', 'Action'), {
  report_in: text('报到', 'Reporting in'),
  volunteering: text('志愿服务', 'Volunteering'),
  issue_report: text('反映问题', 'Reporting an issue'),
  training: text('参加培训', 'Training'),
  public_good: text('公益活动', 'Public good'),
  redeemed: text('积分兑换', 'Redeemed'),
  expired: text('过期清零', 'Expired'),
  reversed: text('冲正', 'Reversed'),
})
