import { type Day, dayOf } from '../days.js'
import { pick, type Random } from '../random.js'

// What everybody studies for a time; the days are those on which it began and ended in the branches.
const campaigns = [
  ['2023-01-01', '2023-08-31', '学习贯彻党的二十大精神'],
  ['2023-04-20', '2023-12-31', '学习贯彻习近平总书记视察广东重要讲话、重要指示精神'],
  ['2023-09-11', '2024-01-31', '学习贯彻习近平新时代中国特色社会主义思想主题教育'],
  ['2024-04-10', '2024-07-31', '党纪学习教育：学习《中国共产党纪律处分条例》'],
  ['2024-07-19', '2025-06-30', '学习党的二十届三中全会精神'],
  ['2025-03-20', '2025-07-31', '深入贯彻中央八项规定精神学习教育'],
  ['2025-10-24', '2099-12-31', '学习党的二十届四中全会精神'],
].map(([from = '', to = '', topic = '']) => ({ from: dayOf(from), to: dayOf(to), topic }))

const always = ['学习党章党规', '学习“百县千镇万村高质量发展工程”部署要求', '学习全面从严治党要求'] as const
const ofPartyDays = [
  '安全生产宣传', '文明城市创建志愿服务', '环境卫生清洁行动', '防汛防台风隐患排查', '走访慰问困难党员群众', '消防安全与电动车充电整治', '关爱新就业群体“送清凉”',
  '重温入党誓词、过“政治生日”', '反诈宣传进社区', '垃圾分类入户宣传',
] as const
const ofWorkers = ['交通安全与规范骑行', '劳动权益保障政策宣讲', '“小哥”随手拍参与基层治理', '先锋骑手亮身份作承诺', '文明配送进小区'] as const
const ofAssemblies = ['通报支部工作、审议党费收缴情况', '讨论接收预备党员', '讨论年度工作计划', '通报支部台账、开展警示教育', '推荐优秀共产党员'] as const
const ofCommittees = ['研究支部近期工作', '研究“三会一课”安排', '分析党员思想状况', '研究发展党员工作', '研究党费使用和困难党员帮扶'] as const
const ofGroups = ['学习交流近期重点文件', '讨论党员联系群众情况', '开展谈心谈话', '落实志愿服务分工'] as const
const ofVisits = ['参观党史教育基地', '参观廉洁文化教育基地', '走进东海岛产业园区', '走访硇洲岛渔村', '参观国防教育基地'] as const

/** Draws what an occasion is about. */
export function drawTopic(r: Random, kind: string, day: Day, forWorkers = false): string {
  const current = campaigns.filter(({ from, to }) => from <= day && day <= to).map(({ topic }) => topic)
  const study = pick(r, current.length > 0 && r() < 0.75 ? current : always)
  switch (kind) {
    case '党课': return study
    case '支部党员大会': return pick(r, ofAssemblies)
    case '支委会': return pick(r, ofCommittees)
    case '党小组会': return r() < 0.5 ? study : pick(r, ofGroups)
    case '组织生活会': return '年度组织生活会：查摆问题、开展批评和自我批评'
    case '民主评议': return '年度民主评议党员'
    case '现场教育': return pick(r, ofVisits)
    default: return r() < 0.55 ? study : pick(r, forWorkers ? ofWorkers : ofPartyDays)
  }
}
