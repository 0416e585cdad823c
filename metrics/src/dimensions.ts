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
