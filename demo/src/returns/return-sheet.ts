import { type Day, isoMonth, isoOf, type Month } from '../days.js'
import { person } from '../people.js'
import type { Unit } from '../places.js'
import { between, pick, random } from '../random.js'
import { type Cell, writeXlsx } from '../rosters/xlsx.js'
import type { World } from '../system.js'
import { deadline } from './deadline.js'
import { lineOf, type ReturnLine } from './return-lines.js'

/** A place that puts the lines of its towns into one workbook. */
export interface Reporter {
  readonly name: string
  readonly towns: readonly Unit[]
}

/** The places that hand in returns. */
export const reporters = ({ places: { jiangmen, zone } }: World): readonly Reporter[] =>
  [{ name: '江门市', towns: jiangmen.town }, { name: '湛江经开区', towns: zone.town }]

/** The name of a place's file of a month, below the folder of returns. */
export const fileName = ({ name }: Reporter, month: Month): string => `${isoMonth(month)}/月报_${name}_${isoMonth(month)}.xlsx`

const header = ['地区', '单位代码', '单位名称', '报出日期', '党员干部入户(户次)', '网格员入户(户次)', '志愿者入户(户次)', '议事会(次)', '议定事项(项)', '备注']

/** The bytes of the file. What is not `final` holds the lines handed in by the deadline only, and will be delivered again. */
export function writeReturn(world: World, reporter: Reporter, month: Month, final: boolean): Uint8Array {
  const { seed, calendar } = world
  const due = deadline(calendar, month)
  const all = reporter.towns.flatMap(town => lineOf(world, town, month) ?? [])
  const rough = roughly(seed, reporter, month, all.filter(line => line.handedIn <= due))
  const rows = all.filter(line => final || line.handedIn <= due)
    .map(line => ({ line, numbers: numbersOf(line, line !== rough ? line.visitsByVolunteers : final ? 20 : '约20') }))
  const sums = [0, 1, 2, 3, 4].map(i => rows.map(({ numbers }) => numbers[i]).reduce<number>((sum, n) => sum + (typeof n === 'number' ? n : 0), 0)) // as SUM() does
  const signer = (role: string): string => person(seed, 'resident', between(random(seed, role, reporter.name, Math.floor(month / 12)), 90_000, 90_900)).name
  return writeXlsx('月报', `${reporter.name}党群服务工作月报 ${Math.floor(month / 12)}年${(month % 12) + 1}月`, [
    header,
    ...rows.map(({ line, numbers }): Cell[] => [reporter.name, line.town.code, line.town.name, dateOf(seed, line), ...numbers, line.remark]),
    ['合计', '', '', '', ...sums, ''],
    [`填报单位(盖章)：${reporter.name}党群服务指导中心(演示)`, '', '', '', `填表人：${signer('clerk')}`, '', '', `审核人：${signer('checker')}`, '', ''],
  ])
}

const numbersOf = (line: ReturnLine, volunteers: number | string): (number | string)[] =>
  [line.visitsByCadres, line.visitsByGridWorkers, volunteers, line.meetings, line.decisions]

// One clerk of Jiangmen wrote “约20” in July 2025 and was asked for the number.
function roughly(seed: number, { name }: Reporter, month: Month, inTime: readonly ReturnLine[]): ReturnLine | undefined {
  return name === '江门市' && month === 2025 * 12 + 6 ? pick(random(seed, 'rough number'), inTime) : undefined
}

// Every clerk has a way of writing a day.
function dateOf(seed: number, { town, handedIn: day }: ReturnLine): Cell {
  const way = pick(random(seed, 'way to write a day', town.code), ['cell', 'cell', '2024-11-04', '2024/11/4', '2024.11.4', '2024年11月4日'] as const)
  return way === 'cell' ? { day } : writeDay(day, way)
}

function writeDay(day: Day, way: '2024-11-04' | '2024/11/4' | '2024.11.4' | '2024年11月4日'): string {
  if (way === '2024-11-04') return isoOf(day)
  const [year, month, date] = isoOf(day).split('-').map(Number)
  if (way === '2024年11月4日') return `${year}年${month}月${date}日`
  return [year, month, date].join(way === '2024/11/4' ? '/' : '.')
}
