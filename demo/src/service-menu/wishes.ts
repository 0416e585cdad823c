import { clock, type Day, digitsOf, isoOf } from '../days.js'
import { between, pick, random } from '../random.js'
import { busyness, dailyShare, growing } from '../share.js'
import type { DailyTable, Row, World } from '../system.js'
import type { Center } from './centers.js'

const wanted = [['想要一台收音机', '养老托育'], ['想要一副老花镜', '健康服务'], ['想要一套课外书', '文化休闲'], ['想有人教用手机', '其他'], ['想要一辆轮椅', '健康服务'],
  ['想修一修漏水的水管', '家政便民'], ['想要一个书包', '养老托育'], ['想吃一顿团圆饭', '社区助餐'], ['想找一份就近的零工', '就业指导'], ['想要一双运动鞋', '体育健身'],
  ['想咨询一次遗嘱公证', '法律维权'], ['想拍一张全家福', '文化休闲']] as const

/** The table `micro_wish`. */
export function wishTable({ seed, calendar, places }: World, centers: ReadonlyMap<string, Center>): DailyTable {
  const open = [...centers.values()].filter(c => c.unit.level === 'village')
  const zone = new Set(places.zone.village.map(u => u.code))
  const homes = { jiangmen: open.filter(c => !zone.has(c.unit.code)), zone: open.filter(c => zone.has(c.unit.code)) }
  const share = dailyShare(growing({ 2024: 1240 }, 0.06), busyness(calendar, seed, 'wish'))
  return {
    name: 'micro_wish', key: ['wish_no'],
    columns: ['wish_no', 'center_no', 'unit_code', 'category', 'content', 'published_date', 'claimed_date', 'done_date', 'status', 'updated_at'],
    settles: 75, ahead: 0,
    on: (day, asOf) => (asOf < day ? [] : Array.from({ length: share(day) }, (_, n): Row => {
      const r = random(seed, 'wish', day, n)
      const center = pick(r, r() < 0.1 ? homes.zone : homes.jiangmen)
      const [content, category] = pick(r, wanted)
      const checked = day + between(r, 1, 3)
      const refused = r() < 0.06
      const claimed = r() < 0.9 ? checked + between(r, 0, 20) : Infinity
      const done = r() < 0.92 ? claimed + between(r, 2, 45) : Infinity
      const seen = (at: Day): string | null => (!refused && at <= asOf ? isoOf(at) : null)
      const status = asOf < checked ? '审核中' : refused ? '不予采纳' : asOf >= done ? '已实现' : asOf >= claimed ? '已认领' : '已发布'
      const changed = Math.max(day, ...[checked, refused ? Infinity : claimed, refused ? Infinity : done].filter(at => at <= asOf))
      return [
        `XY${digitsOf(day)}-${String(n).padStart(3, '0')}`, center.no, center.unit.code, category, content,
        seen(checked), seen(claimed), seen(done), status, clock(changed, 600 + n),
      ]
    })),
  }
}
