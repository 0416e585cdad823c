import { type Day, dayOf } from '../days.js'
import { padded, type Places, shortName } from '../places.js'

/** A rest station. */
export interface Station {
  readonly id: number
  readonly name: string
  readonly brand: string | null
  readonly role: '主阵地' | 'N站点'
  readonly venue: string
  /** 12 digits. */
  readonly unit: string
  readonly opened: Day
  readonly closed: Day | undefined
  /** Person-times of an ordinary day. */
  readonly size: number
  /** Not scheduled on Sundays. */
  readonly restsOnSunday: boolean
  /** Shut for renovation, though still a station: from the first day to the second, which is open again. */
  readonly renovation: readonly [Day, Day] | undefined
}

type Line = readonly [unit: string, name: string, venue: string, opened: string, size: number, more?: { brand?: string; closed?: string; renovated?: true }]

// The article names the first four; where they stand within the zone, and all else here, is the demo's invention. Sixteen are open on 2024-12-31.
const inZone: readonly Line[] = [
  ['440803070001', '万达广场商圈暖蜂驿站', '商圈', '2022-08-01', 46, { brand: '暖蜂驿站' }],
  ['440803070002', '荣基广场驿站', '商圈', '2022-11-15', 24],
  ['440803070003', '华都汇商圈驿站', '商圈', '2023-03-20', 20],
  ['440803070002', '欢乐家楼宇驿站', '其他', '2023-05-08', 16],
  ['440803070001', '人民社区党群服务中心驿站(演示)', '社区党群服务中心', '2022-06-01', 14],
  ['440803071002', '海滨东社区党群服务中心驿站(演示)', '社区党群服务中心', '2022-06-01', 13],
  ['440803071001', '明哲社区小区驿站(演示)', '小区', '2023-01-10', 15, { renovated: true }],
  ['440803071004', '观海社区酒店驿站(演示)', '酒店', '2023-09-12', 12, { renovated: true }],
  ['440803071007', '乐山社区小区驿站(演示)', '小区', '2024-03-05', 14, { renovated: true }],
  ['440803071005', '平乐上社区小区驿站(演示)', '小区', '2023-11-01', 9],
  ['440811070001', '东山社区党群服务中心驿站(演示)', '社区党群服务中心', '2022-07-01', 11],
  ['440811070202', '龙头村物流公司驿站(演示)', '物流公司', '2023-06-18', 13],
  ['440811071201', '东简村党群服务中心驿站(演示)', '社区党群服务中心', '2023-08-08', 7],
  ['440811071203', '青南村物流公司驿站(演示)', '物流公司', '2024-05-20', 9],
  ['440811072201', '西山村党群服务中心驿站(演示)', '社区党群服务中心', '2024-07-01', 5],
  ['440811173001', '淡水社区党群服务中心驿站(演示)', '社区党群服务中心', '2024-09-10', 1],
  ['440803071003', '园岭社区旧楼驿站(演示)', '其他', '2022-09-01', 4, { closed: '2024-04-01' }],
  ['440803070003', '盛和园社区小区驿站(演示)', '小区', '2025-03-18', 11],
  ['440803071008', '乐金社区商圈驿站(演示)', '商圈', '2025-06-10', 16],
  ['440811070204', '调伦村酒店驿站(演示)', '酒店', '2025-09-01', 7],
  ['440811071206', '龙水村物流公司驿站(演示)', '物流公司', '2026-03-12', 8],
  ['440811072204', '龙湾村党群服务中心驿站(演示)', '社区党群服务中心', '2026-05-06', 5],
]

/** Every station that ever was, with numbers that stay. */
export function listStations({ jiangmen, zone }: Places): Station[] {
  const renovation = [dayOf('2026-10-11'), dayOf('2027-01-11')] as const
  const zoneStations = inZone.map(([unit, name, venue, opened, size, more], i): Station => ({
    id: 101 + i, name, brand: more?.brand ?? null, role: venue === '社区党群服务中心' ? '主阵地' : 'N站点', venue, unit: padded(zone.unit(unit).code),
    opened: dayOf(opened), closed: more?.closed ? dayOf(more.closed) : undefined, size, restsOnSunday: venue === '社区党群服务中心',
    renovation: more?.renovated ? renovation : undefined,
  }))
  const firstTowns = jiangmen.county.flatMap(county => jiangmen.town.find(town => town.code.startsWith(county.code)) ?? [])
  const others = firstTowns.map((town, i): Station => ({
    id: 201 + i, name: `${shortName(town)}户外劳动者驿站(演示)`, brand: '户外劳动者驿站', role: 'N站点', venue: i % 2 === 0 ? '商圈' : '小区', unit: padded(town.code),
    opened: dayOf('2022-02-20') + i * 45, closed: undefined, size: 8 + ((i * 5) % 9), restsOnSunday: true, renovation: undefined,
  }))
  return [...zoneStations, ...others]
}
