import { type Day, digitsOf, newYear, weekdayOf, yearOf } from '../days.js'
import type { Unit } from '../places.js'
import { between, pick, random } from '../random.js'
import type { World } from '../system.js'

/** A session for workers. */
export interface Session {
  readonly no: string
  readonly series: Series
  readonly topic: string
  readonly title: string
  readonly area: Unit
  readonly day: Day
  readonly announced: Day
  /** Day it is entered as held; undefined when it is called off. */
  readonly reported: Day | undefined
  readonly cancelled: Day | undefined
  readonly attendees: number
}

type Series = '社区友好学堂' | '青年夜校'

const titles: Readonly<Record<string, readonly string[]>> = {
  交通安全: ['骑手交通安全第一课', '电动自行车安全骑行与事故处理', '雨天行车与防御性驾驶', '货车盲区与疲劳驾驶防范'],
  沟通技巧: ['与顾客沟通的五个技巧', '差评与投诉的应对', '配送服务礼仪与情绪管理', '与商家、物业沟通有办法'],
  职业技能: ['网络配送员技能提升班', '心肺复苏与外伤急救', '电动车日常保养与维修', '快递业务员职业技能等级备考', '智能手机办公入门'],
  电商直播: ['短视频拍摄与剪辑入门', '直播带货实操', '海岛特产直播间怎么开', '电商开店基础'],
  其他: ['劳动权益与社会保险常识', '亲子沟通与家庭教育', '防范电信网络诈骗'],
}

// How many of a topic a series has in a year. 2024 is the published figure: 11 sessions, five of the one and six of the other. None before.
const first = 2024
const programmes: readonly (readonly (readonly [Series, topic: string, count: number])[])[] = [
  [['社区友好学堂', '交通安全', 3], ['社区友好学堂', '沟通技巧', 2], ['青年夜校', '沟通技巧', 1], ['青年夜校', '职业技能', 3], ['青年夜校', '电商直播', 2]],
  [['社区友好学堂', '交通安全', 4], ['社区友好学堂', '沟通技巧', 3], ['青年夜校', '职业技能', 3], ['青年夜校', '电商直播', 3], ['青年夜校', '其他', 1]],
  [['社区友好学堂', '交通安全', 4], ['社区友好学堂', '沟通技巧', 3], ['社区友好学堂', '其他', 1], ['青年夜校', '职业技能', 4], ['青年夜校', '电商直播', 2],
    ['青年夜校', '其他', 1]],
]

/** The sessions of a year: as many as its programme says are held, and one is called off when the first typhoon strikes. */
export function planTraining(world: World): (year: number) => readonly Session[] {
  const { seed, calendar, places: { zone } } = world
  const years = new Map<number, readonly Session[]>()
  const urban = zone.village.filter(unit => unit.code.startsWith('440803'))

  const plan = (year: number): Session[] => {
    const programme = programmes[Math.min(year - first, programmes.length - 1)]
    if (!programme) return []
    const wanted = programme.flatMap(([series, topic, count]) => Array.from({ length: count }, (_, k) => ({ series, topic, k })))
      .map((session, n) => ({ ...session, lot: random(seed, 'turn of a session', year, n)() })).sort((a, b) => a.lot - b.lot)
    const [opens, closes] = [newYear(year) + 14, newYear(year) + 340]
    const length = Math.floor((closes - opens) / wanted.length)
    const held = wanted.map(({ series, topic, k }, n) => {
      const day = dayFor(series, opens + n * length + between(random(seed, 'day of a session', year, n), 0, length - 10))
      return sessionOf(series, topic, year + k, day, false)
    })
    const storm = Array.from({ length: newYear(year + 1) - newYear(year) }, (_, i) => newYear(year) + i).find(calendar.isTyphoon)
    const off = storm === undefined ? [] : [sessionOf('社区友好学堂', '交通安全', year + 3, storm, true)]
    const counts = new Map<Day, number>()
    return [...held, ...off].map(session => {
      const n = (counts.get(session.day) ?? 0) + 1
      counts.set(session.day, n)
      return { ...session, no: `PX${digitsOf(session.day)}-${n}` }
    })
  }

  // Lessons of the communities are on Saturdays, evening classes on Thursdays: the next one on which people come.
  const dayFor = (series: Series, from: Day): Day => {
    const weekday = series === '社区友好学堂' ? 6 : 4
    let day = from
    while (weekdayOf(day) !== weekday || calendar.isTyphoon(day) || calendar.isHoliday(day) || Math.abs(day - calendar.springFestival(yearOf(day)) - 3) < 8) day++
    return day
  }

  const sessionOf = (series: Series, topic: string, n: number, day: Day, isOff: boolean): Omit<Session, 'no'> => {
    const r = random(seed, 'session', day, series)
    const list = titles[topic] ?? []
    const title = list[n % list.length] ?? topic
    const area = pick(r, series === '社区友好学堂' ? urban : zone.town.filter(unit => unit.code.startsWith('440803') || unit.code === '440811070'))
    const reported = day + (r() < 0.3 ? between(r, 1, 2) : 0)
    const attendees = between(r, 18, 45)
    return { series, topic, title, area, day, announced: day - 15, reported: isOff ? undefined : reported, cancelled: isOff ? day - 1 : undefined, attendees }
  }

  return year => {
    const sessions = years.get(year) ?? plan(year)
    years.set(year, sessions)
    return sessions
  }
}
