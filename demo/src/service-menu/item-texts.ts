import { pick, type Random, weighted } from '../random.js'

/** What an item is about when no activity is planned for it. */
export interface Subject {
  readonly title: string
  readonly category: string
  readonly audience: string
}

/** What a menu offers every month, whoever comes. */
export const standingOffers: readonly Subject[] = [
  { title: '党群服务中心开放日', category: '其他', audience: '全体居民' },
  { title: '长者健康服务', category: '健康服务', audience: '长者' },
  { title: '图书借阅', category: '文化休闲', audience: '全体居民' },
  { title: '少儿课后服务', category: '养老托育', audience: '少年儿童' },
  { title: '长者饭堂开餐', category: '社区助餐', audience: '长者' },
  { title: '便民服务台', category: '家政便民', audience: '全体居民' },
  { title: '健身室开放', category: '体育健身', audience: '全体居民' },
  { title: '法律咨询窗口', category: '法律维权', audience: '全体居民' },
  { title: '招工信息发布', category: '就业指导', audience: '求职者' },
]

/** What a centre would like somebody to take on. */
export const openOffers: readonly Subject[] = [
  { title: '长者义剪', category: '家政便民', audience: '长者' },
  { title: '智能手机课堂', category: '其他', audience: '长者' },
  { title: '少儿绘画公益课', category: '文化休闲', audience: '少年儿童' },
  { title: '独居长者探访', category: '养老托育', audience: '长者' },
  { title: '节日爱心餐', category: '社区助餐', audience: '长者' },
  { title: '口腔健康检查', category: '健康服务', audience: '全体居民' },
  { title: '羽毛球体验课', category: '体育健身', audience: '少年儿童' },
  { title: '劳动权益讲座', category: '法律维权', audience: '新就业群体' },
  { title: '手工编织培训', category: '就业指导', audience: '求职者' },
]

/** Whom an activity is for, told by its title. */
export function audienceOf(title: string): string {
  if (/长者|独居/.test(title)) return '长者'
  if (/少儿|儿童|书法/.test(title)) return '少年儿童'
  if (/亲子|家庭/.test(title)) return '亲子家庭'
  if (/就业|技能/.test(title)) return '求职者'
  return '全体居民'
}

const hours = [['09:00-10:30', 30], ['09:30-11:30', 24], ['14:30-16:00', 20], ['15:00-17:00', 14], ['19:30-21:00', 12]] as const
const indoors = ['党群服务中心多功能室', '党群服务中心一楼大厅', '新时代文明实践站', '居民议事厅']
const outdoors = ['文化广场', '灯光球场', '中心公园', '门前广场']
const ways = [['现场报名', 46], ['线上报名', 36], ['电话报名', 18]] as const

/** When, where and how one takes part. */
export const drawHours = (r: Random): string => weighted(r, hours)
export const drawPlace = (r: Random, outside: boolean): string => pick(r, outside ? outdoors : indoors)
export const drawSignUp = (r: Random): string => weighted(r, ways)
