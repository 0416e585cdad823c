import {
  metricsOf, overUnits, subjects, text, type Answer, type Cell, type Measure, type Metric, type Note, type Question, type Row, type Status, type Subject, type Unit,
} from '@mingshu/metrics'
import type { Ask, Context, TracedRow } from '../src/context.js'
import { add, subtract } from '../src/decimal.js'

/** A unit for tests. */
export const unit = (code: string, zh: string, en: string, level: Unit['level'], parent: string | null = null, sortNo = 0, kind: string = level): Unit =>
  ({ unitId: code, countyId: Number(code.slice(0, 6)) || 0, code, name: text(zh, en), level, kind, parent, sortNo })

const below = (parent: Unit, level: Unit['level'], names: readonly (readonly [string, string, string])[]): Unit[] =>
  names.map(([code, zh, en], i) => unit(code, zh, en, level, parent.code, i))

/** 江门市 and its counties. */
export const jiangmen = unit('440700', '江门市', 'Jiangmen', 'city')
export const counties = below(jiangmen, 'county', [
  ['440703', '蓬江区', 'Pengjiang'], ['440704', '江海区', 'Jianghai'], ['440705', '新会区', 'Xinhui'], ['440781', '台山市', 'Taishan'],
  ['440783', '开平市', 'Kaiping'], ['440784', '鹤山市', 'Heshan'], ['440785', '恩平市', 'Enping'],
])
/** 湛江经开区 and its towns. */
export const zone = unit('4408Z1', '湛江经济技术开发区', 'Zhanjiang ETDZ', 'county')
export const streets = below(zone, 'town', [
  ['4408Z1001', '乐华街道', 'Lehua'], ['4408Z1002', '泉庄街道', 'Quanzhuang'], ['4408Z1003', '东山街道', 'Dongshan'],
  ['4408Z1100', '东简街道', 'Dongjian'], ['4408Z1101', '东海岛民安街道', 'Min’an'], ['4408Z1102', '硇洲镇', 'Naozhou'],
])

/** The joint branch of the zone, which stands beside its towns. */
export const jointBranch = unit('4408Z1-JB', '湛江经开区新业态新就业群体联合党支部', 'Joint Branch', 'town', zone.code, 6, 'branch')
/** A community with a centre. */
export const fengle = unit('440703002131', '丰乐社区', 'Fengle Community', 'village', '440703002')

/** What the answers of a test tell differently from the ordinary. */
export interface Given {
  readonly version?: number
  readonly demo?: boolean
  readonly subjects?: readonly Subject[]
  readonly units?: ReadonlyMap<string, readonly Unit[]>
  /** Cells of (metric, unit, member) that are not what they would be. */
  readonly instead?: (code: string, unit: string, member: string | undefined) => Partial<Cell> | undefined
  readonly notes?: readonly Note[]
  /** What a unit did itself, beside its children. */
  readonly own?: number
}

/**
 * Answers any question about the units above with numbers that hang together: members add up to their total, children (with the unit's
 * own share) to their parent, ratios divide.
 */
export function answering(given: Given = {}): { ask: Ask; asked: Question[] } {
  const known = metricsOf(given.subjects ?? subjects)
  const all = given.subjects ?? subjects
  const children = given.units ?? new Map([[jiangmen.code, counties], [zone.code, [...streets, jointBranch]]])
  const asked: Question[] = []
  const own = given.own ?? 0

  // Party branches have figures of organisational life and members alone.
  const below = (of: string, metrics: readonly Metric[]): readonly Unit[] | undefined => {
    const isOfBranches = metrics.every((m) => all.find((s) => s.id === m.subject)?.ofBranches)
    return children.get(of)?.filter((kid) => isOfBranches || kid.kind !== 'branch')
  }

  function measure(m: Measure, of: string, period: string, member?: string, dimension?: string): bigint {
    const [plus, less = []] = identities[m.code] ?? []
    if (plus) {
      const added = (codes: readonly string[]): bigint => codes.reduce((total, code) => { const part = known.get(code); return part && part.kind !== 'ratio' ? total + measure(part, of, period, member, dimension) : total }, 0n)
      return added(plus) - added(less)
    }
    const kids = below(of, [m])
    if (kids) {
      const sum = kids.reduce((total, kid) => total + measure(m, kid.code, period, member, dimension), 0n) + share(BigInt(own), m, member, dimension)
      return overUnits(m) === 'distinct' && sum > 20n ? sum - 3n : sum
    }
    const total = BigInt(hash(`${m.code} ${of} ${period}`) % scaleOf(m))
    return share(total, m, member, dimension)
  }
  function share(total: bigint, m: Measure, member?: string, dimension?: string): bigint {
    if (member === undefined || dimension === undefined) return total
    const members = Object.keys(all.find((s) => s.id === m.subject)?.by[dimension]?.members ?? {}).filter((code) => !(code in gains) || gains[code] === (m.code === 'party_member_increase'))
    if (!members.includes(member)) return 0n
    const part = total / BigInt(members.length + 1)
    return member === members[0] ? total - part * BigInt(members.length - 1) : part
  }
  function cell(metric: Metric, of: string, period: string, compare: Question['compare'], member?: string, dimension?: string): Cell {
    const at = (p: string): { value: string | null; of?: string; to?: string } => {
      if (metric.kind !== 'ratio') return { value: String(measure(metric, of, p, member, dimension)) }
      const to = measure(metric.to, of, p, member, dimension) + 1n
      const part = measure(metric.of, of, p, member, dimension)
      const some = metric.share ? (part * 7n) % (to + 1n) : part
      return { value: divide(some * BigInt(metric.scale), to), of: String(some), to: String(to) }
    }
    const now = at(period)
    const before = at(`${Number(period.slice(0, 4)) - 1}${period.slice(4)}`).value
    const status: Status = 'ok'
    const plain: Cell = {
      status, ...now,
      ...(compare?.includes('prev') && { prev_value: before }),
      ...(compare?.includes('yoy') && {
        yoy_value: before,
        yoy: now.value === null || before === null ? null : metric.kind === 'ratio' ? subtract(now.value, before) : before === '0' ? null : divide(BigInt(now.value) - BigInt(before), BigInt(before)),
      }),
      ...(compare?.includes('target') && { target: metric.kind === 'flow' ? '5000' : null, completion: metric.kind === 'flow' && now.value ? divide(BigInt(now.value), 5000n) : null }),
    }
    return { ...plain, ...given.instead?.(metric.code, of, member) }
  }

  return {
    asked,
    async ask(question) {
      asked.push(question)
      const metrics = question.metrics.map((code) => known.get(code) ?? fail(`No metric ${code}.`))
      const row = (of: string, period: string, member?: string): Row => ({
        unit: of, period, ...(member !== undefined && { member }),
        cells: Object.fromEntries(metrics.map((m) => [m.code, cell(m, of, period, question.compare, member, member === undefined ? undefined : question.by)])),
      })
      const answer: Answer = {
        dataVersion: question.v ?? given.version ?? 42, dataAsOf: '2025-01-01T06:00:00+08:00', businessOn: '2024-12-31', demo: given.demo ?? false, question,
        metrics: metrics.map((m) => ({ code: m.code, name: m.name.zh, unit: m.unit.zh, decimals: m.decimals ?? 0, good: m.good, definition: m.definition ?? 1 })),
        total: row(question.unit, question.period),
        rows: rowsOf(question, row), notes: given.notes ?? [],
      }
      return answer
    },
  }

  function rowsOf(question: Question, row: (of: string, period: string, member?: string) => Row): Row[] {
    const { by, unit: of, period } = question
    if (!by) return []
    if (by === 'month') return monthsOf(period).map((month) => row(of, month))
    if (by === 'unit') {
      const rows = (below(of, question.metrics.flatMap((code) => known.get(code) ?? [])) ?? []).map((kid) => row(kid.code, period))
      return rows.map((r) => ({ ...r, cells: Object.fromEntries(Object.entries(r.cells).map(([code, c]) => [code, { ...c, rank: rankOf(rows, code, r.unit) }])) }))
    }
    const subject = all.find((s) => s.by[by] && [...s.measures, ...s.ratios].some((m) => question.metrics.includes(m.code)))
    return Object.keys(subject?.by[by]?.members ?? {}).map((member) => row(of, period, member))
  }
}

/** A context for a test. */
export const contextOf = (of: Unit, period: string, more: Partial<Context> = {}): Context => ({
  unit: of, children: of === jiangmen ? counties : of === zone ? [...streets, jointBranch] : [], period, version: 42, publishedAt: '2025-01-01T06:10:00+08:00',
  viewUrl: `http://127.0.0.1:3000/units/${of.code}?period=${period}&v=42`, ...more,
})

/** Figures by unit and metric, or metric/member, or metric@opening; what is not named is 0. Rates divide their parts; null was not reported. */
export type Figures = Readonly<Record<string, Readonly<Record<string, number | null>>>>

/** What the answers tell when these are the figures. */
export function telling(figures: Figures): Pick<Given, 'instead'> {
  const known = metricsOf(subjects)
  const value = (of: string, name: string): string | null => {
    const found = figures[of]?.[name]
    return found === null ? null : String(found ?? 0)
  }
  return {
    instead(code, of, member) {
      const metric = known.get(code)
      const tail = member === undefined ? '' : `/${member}`
      if (metric?.kind === 'ratio') {
        const [part, whole] = [value(of, metric.of.code + tail), value(of, metric.to.code + tail)]
        return part === null || whole === null || whole === '0'
          ? { value: null, status: part === null || whole === null ? 'not_reported' : 'not_applicable', of: part, to: whole }
          : { value: divide(BigInt(part) * BigInt(metric.scale), BigInt(whole)), of: part, to: whole }
      }
      const now = value(of, code + tail)
      return { value: now, status: now === null ? 'not_reported' : 'ok', prev_value: value(of, `${code}@opening`), yoy_value: '0', yoy: null }
    },
  }
}

/** A row behind a figure, as a trace lists it. */
export const rowOf = (of: Unit, srcId: string, fields: TracedRow['fields']): TracedRow =>
  ({ unit: of.code, unit_zh: of.name.zh, unit_en: of.name.en, county_id: of.countyId, src_id: srcId, fields })

/** Lists such rows whatever is asked. */
export const listing = (...rows: readonly TracedRow[]) => async function* (): AsyncGenerator<TracedRow> {
  yield* rows
}

/** Rows of overdue issues, as a trace lists them. */
export async function* overdueRows(count: number, units: readonly Unit[]): AsyncGenerator<TracedRow> {
  for (let i = 0; i < count; i++) {
    const due = new Date(Date.UTC(2024, 11, 1 + (i % 25))).toISOString().slice(0, 10)
    yield {
      unit: units[i % units.length]?.code ?? '', unit_zh: units[i % units.length]?.name.zh ?? '', unit_en: units[i % units.length]?.name.en ?? '', county_id: units[i % units.length]?.countyId ?? 0, src_id: `I-${1000 + i}`,
      fields: { issue_id: `SQ2024${String(i + 1).padStart(5, '0')}`, category: ['corridor_clutter', 'street_dirt', 'fire_hazard'][i % 3] ?? 'other', opened_on: '2024-11-20', due_on: due, spell: i % 7 === 0 ? 2 : 1 },
    }
  }
}

function rankOf(rows: readonly Row[], code: string, of: string): number {
  const value = (u: string): number => Number(rows.find((r) => r.unit === u)?.cells[code]?.value ?? -1)
  return 1 + rows.filter((r) => value(r.unit) > value(of)).length
}

function monthsOf(period: string): string[] {
  const [from = '', to = from] = period.split('..')
  const months: string[] = []
  for (let [y = 0, m = 1] = from.split('-').map(Number); `${y}-${String(m).padStart(2, '0')}` <= to; m === 12 ? (y++, (m = 1)) : m++) months.push(`${y}-${String(m).padStart(2, '0')}`)
  return months
}

/** A quotient with sixteen decimals, rounded half up as PostgreSQL does. */
function divide(of: bigint, to: bigint): string {
  const sign = of < 0n !== to < 0n ? '-' : ''
  const size = (n: bigint): bigint => (n < 0n ? -n : n)
  const scaled = (size(of) * 10n ** 17n) / size(to) + 5n
  const digits = String(scaled / 10n).padStart(17, '0')
  return add(`${sign}${digits.slice(0, -16)}.${digits.slice(-16)}`)
}

/** Measures that follow from others: those they add, and those they take away. */
const identities: Readonly<Record<string, readonly [plus: readonly string[], less?: readonly string[]]>> = {
  firm_org_covered: [['firm_org_own', 'firm_org_joint']],
  party_member_net_change: [['party_member_increase'], ['party_member_decrease']],
}

/** Whether a kind of change makes members more or fewer. */
const gains: Readonly<Record<string, boolean>> = {
  developed: true, transfer_in: true, restored: true, other_in: true, transfer_out: false, death: false, expelled: false, stopped: false, other_out: false,
}

const scaleOf = (m: Measure): number => (m.unit.zh === '人次' ? 90000 : m.kind === 'flow' ? 700 : 400)

function hash(words: string): number {
  let h = 2166136261
  for (const char of words) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 16777619)
  return h >>> 0
}

function fail(message: string): never {
  throw new Error(message)
}
