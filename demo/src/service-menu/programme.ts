import type { Random } from '../random.js'
import { pick, weighted } from '../random.js'

/** What an activity is about. */
export interface Topic {
  readonly type: string
  readonly title: string
  readonly category: string
  readonly outdoors: boolean
}

type Line = readonly [title: string, category: string, outdoors?: true]

const everywhere: Readonly<Record<string, readonly Line[]>> = {
  运动会: [['趣味运动会', '体育健身', true], ['广场舞展演', '体育健身', true], ['男子篮球友谊赛', '体育健身', true], ['乒乓球邀请赛', '体育健身'],
    ['健步走', '体育健身', true], ['亲子运动会', '体育健身', true], ['长者门球赛', '体育健身', true]],
  村庄清洁日: [['环境卫生集中清洁日', '家政便民', true], ['背街小巷清洁日', '家政便民', true], ['河道清漂清洁日', '其他', true], ['房前屋后清洁日', '家政便民', true]],
  微心愿认领: [['困境儿童微心愿认领', '养老托育'], ['独居长者微心愿认领', '养老托育'], ['“圆梦”微心愿认领', '其他'], ['在职党员认领微心愿', '其他']],
  其他: [['长者健康义诊', '健康服务'], ['中医养生讲座', '健康服务'], ['周末少儿托管班', '养老托育'], ['家庭教育沙龙', '养老托育'], ['法律咨询日', '法律维权'],
    ['反诈知识宣讲', '法律维权'], ['就业招聘专场', '就业指导'], ['家政技能培训', '就业指导'], ['长者饭堂敬老餐', '社区助餐'], ['邻里共享午餐', '社区助餐'],
    ['便民理发', '家政便民'], ['小家电维修', '家政便民'], ['书法公益课', '文化休闲'], ['社区观影', '文化休闲'], ['粤曲欣赏会', '文化休闲'],
    ['八段锦课堂', '体育健身'], ['垃圾分类课堂', '其他'], ['消防演练', '其他', true]],
}
const heritage: Readonly<Record<'jiangmen' | 'zone', readonly Line[]>> = {
  jiangmen: [['新会葵艺体验课', '文化休闲'], ['醒狮进社区', '文化休闲', true], ['台山广东音乐专场', '文化休闲'], ['荷塘纱龙展演', '文化休闲', true],
    ['东艺宫灯制作课', '文化休闲'], ['鹤山咏春拳展示', '体育健身'], ['陈皮制作技艺体验', '文化休闲']],
  zone: [['东海岛人龙舞展演', '文化休闲', true], ['醒狮进社区', '文化休闲', true], ['雷剧进社区', '文化休闲'], ['雷州石狗文化讲座', '文化休闲']],
}

const ofKey = [['运动会', 24], ['村庄清洁日', 27], ['非遗进社区', 17], ['微心愿认领', 18], ['其他', 14]] as const
const ofOthers = [['运动会', 6], ['村庄清洁日', 7], ['非遗进社区', 5], ['微心愿认领', 6], ['其他', 76]] as const

/** Draws what an activity is about. */
export function drawTopic(r: Random, place: 'jiangmen' | 'zone', isKey: boolean): Topic {
  const type = weighted(r, isKey ? ofKey : ofOthers)
  const [title, category, outdoors] = pick(r, type === '非遗进社区' ? heritage[place] : (everywhere[type] ?? []))
  return { type, title, category, outdoors: outdoors ?? false }
}
