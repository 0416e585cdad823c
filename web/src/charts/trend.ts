import type { Language } from '@mingshu/metrics'
import { isShare, type Printable, printed, quantity } from '../figures/cell.js'
import { axisNumber, dash } from '../figures/number.js'
import { axisName, nameOf, type Period, yearBefore } from '../figures/period.js'
import type { Band } from '../figures/known-event.js'
import { cutsOf } from '../figures/redefined.js'
import type { Words } from '../words/zh.js'
import { colorOf, type Drawing, type Mark } from './drawing.js'
import { dashes, type Tokens } from './theme.js'

/** One line of a trend. Null is a gap: nothing is drawn where nothing was reported. */
export interface Line {
  readonly name: string
  readonly values: readonly (string | null)[]
  /** What is said where there is no value; a dash unless given. */
  readonly gaps?: readonly string[]
  /** The figure itself, the same a year earlier, or one of several units compared. */
  readonly role: 'now' | 'before' | 'unit'
  /** Its place among the data colours. Default: its place among the lines. */
  readonly color?: number
}

/** A figure over time. */
export interface TrendData {
  readonly metric: Printable
  readonly periods: readonly Period[]
  readonly lines: readonly Line[]
  /** Places whose period is still running: drawn hollow. */
  readonly running: ReadonlySet<Period>
  readonly target: string | null
  /** Day from which another definition holds: nothing is joined across it. */
  readonly redefinedOn?: string | undefined
  /** Events, drawn as bands behind the lines. */
  readonly bands?: readonly Band[]
}

/** Numbers on the axis: shares count in percent. */
const plotted = (value: string | null, m: Printable): number | null => (value === null ? null : isShare(m) ? Number(value) * 100 : Number(value))

const markOf = (line: Line, place: number): Mark => (line.role === 'before' ? { color: -1, dash: 1 } : { color: line.color ?? place, dash: line.color ?? place })

/** Draws a figure over time: a strong line, the year before in grey dashes, up to four units in their colours and dashes. */
export function trend({ metric, periods, lines, running, target, redefinedOn, bands = [] }: TrendData, tokens: Tokens, w: Words, language: Language, isNarrow: boolean): Drawing {
  const marks = lines.map((line, i) => markOf(line, i))
  const data = lines.map((line) => line.values.map((v) => plotted(v, metric)))
  const greatest = Math.max(0, ...data.flat().map((v) => v ?? 0))
  const label = axisNumber(greatest, language)
  const cuts = cutsOf(periods, redefinedOn)
  const named = (at: number): string => {
    const remarks = [...(running.has(periods[at] ?? '') ? [w.trend.running] : []), ...(cuts[0] === at ? [w.trend.redefined] : [])]
    return nameOf(periods[at] ?? '', language) + (remarks.length > 0 ? ` (${remarks.join(w.comma)})` : '')
  }
  const spoken = ({ values, gaps }: Line, at: number): string => (values[at] == null ? (gaps?.[at] ?? dash) : quantity(values[at], metric, language))
  // Two lines that end close together would print their names over each other: the upper name moves up, the lower down.
  const ends = data.map((values) => values.findLast((v) => v !== null) ?? null)
  const isClose = ends.length === 2 && ends[0] != null && ends[1] != null && Math.abs(ends[0] - ends[1]) <= greatest * 0.07 * (tokens.size / 12)
  const upper = (ends[1] ?? 0) > (ends[0] ?? 0) ? 1 : 0
  const nudge = (i: number): number => (isClose ? (i === upper ? -1 : 1) * Math.round(tokens.size * 0.65) : 0)
  // Large text is read from afar, and so are the lines beside it.
  const weight = Math.max(1, tokens.size / 16)
  const color = (i: number): string => colorOf(marks[i] ?? { color: 0, dash: 0 }, tokens)

  return {
    series: lines.map((line, i) => ({ name: line.name, mark: marks[i] ?? { color: 0, dash: 0 } })),
    keys: periods,
    readings: periods.map((_, at) => {
      const [first, second] = lines
      const before = second?.role === 'before' ? second : undefined
      return {
        at: named(at),
        lines: lines.map((line, i) => ({ name: line.name, value: spoken(line, at), mark: marks[i] ?? { color: 0, dash: 0 } })),
        sentence: first && (lines.length === 1 || before)
          ? w.trend.point(named(at), spoken(first, at), before?.values[at] != null ? spoken(before, at) : null)
          : `${named(at)}: ${lines.map((line) => `${line.name} ${spoken(line, at)}`).join(w.comma)}`,
      }
    }),
    table: {
      columns: [{ label: w.chart.period, numeric: false }, ...lines.map((line) => ({ label: line.name, numeric: true }))],
      rows: periods.map((period, at) => ({
        key: period,
        cells: [named(at), ...lines.map(({ values, gaps }) => (values[at] == null ? (gaps?.[at] ?? dash) : printed(values[at], metric)))],
      })),
    },
    option: {
      grid: { right: isNarrow ? 16 : tokens.size * 7, ...(cuts.length > 0 ? { top: tokens.size + 12 } : {}) },
      tooltip: {},
      xAxis: bands.length === 0 ? category(periods, language) : [category(periods, language), bandAxis(periods.length)],
      yAxis: {
        type: 'value',
        ...(metric.decimals === 0 && !isShare(metric) ? { minInterval: 1 } : {}),
        axisLabel: { formatter: (v: number) => (isShare(metric) ? `${label(v)}%` : label(v)) },
        ...(data.flat().every((v) => v === null) ? { min: 0, max: 1, axisLabel: { show: false } } : isShare(metric) ? shareAxis([...data, [plotted(target, metric)]]) : {}),
      },
      series: [...lines.flatMap((line, i) => {
        const values = data[i] ?? []
        const last = values.length - 1
        const lineCuts = line.role === 'before' ? cutsOf(periods.map(yearBefore), redefinedOn) : cuts
        const marked = i === 0 ? [...(target === null ? [] : [targetMark(target, metric, tokens, w)]), ...cuts.slice(0, 1).map((at) => redefinedMark(at, tokens, w))] : []
        // A period that still runs is less than a whole one: the way to it is dotted, so that it does not read as a fall.
        const isOpen = line.role !== 'before' && running.has(periods[last] ?? '') && values[last] != null && values[last - 1] != null && !lineCuts.includes(last)
        const lineStyle = { color: color(i), width: (line.role === 'before' ? 1.5 : 2.5) * weight, type: dashes[marks[i]?.dash ?? 0] }
        const endLabel = {
          show: !isNarrow && ends[i] != null, formatter: line.name, color: line.role === 'before' ? tokens.ink3 : color(i), fontSize: tokens.size, distance: 8,
          offset: [0, nudge(i)], width: tokens.size * 6, overflow: 'truncate',
        }
        const common = { type: 'line', connectNulls: false, showSymbol: true, symbol: 'none', z: line.role === 'before' ? 1 : 3, itemStyle: { color: color(i) }, labelLayout: { moveOverlap: 'shiftY' } }
        const pieces = piecesOf(values, lineCuts)
        return [
          ...pieces.map((piece, nth) => ({
            ...common, name: line.name, lineStyle, ...(isOpen || nth < pieces.length - 1 ? {} : { endLabel }),
            data: piece.map((value, at) => (isOpen && at === last ? null : pointOf(value, at, line, piece, nth === pieces.length - 1, tokens.surface, color(i), running.has(periods[at] ?? '')))),
            ...(nth === 0 && marked.length > 0 ? { markLine: { silent: true, symbol: 'none', data: marked } } : {}),
          })),
          ...(isOpen
            ? [{
                ...common, name: line.name, lineStyle: { ...lineStyle, type: [2, 4] }, endLabel, silent: true,
                data: values.map((value, at) => (at < last - 1 ? null : at === last ? pointOf(value, at, line, values, true, tokens.surface, color(i), true) : value)),
              }]
            : []),
        ]
      }), ...(bands.length === 0 ? [] : [bandSeries(bands, tokens)])],
    },
  }
}

const category = (periods: readonly Period[], language: Language): object =>
  ({ type: 'category', boundaryGap: false, data: periods.map((p, i) => axisName(p, language, i === 0)), axisLabel: { margin: 10 } })

/** A second axis without marks, on which a band may begin within a period. */
const bandAxis = (count: number): object => ({ type: 'value', min: 0, max: Math.max(1, count - 1), show: false, axisPointer: { show: false } })

/** Events as bands behind the lines. Those too short to carry their name are named below the chart. */
const bandSeries = (bands: readonly Band[], tokens: Tokens): object => ({
  type: 'line', name: '', xAxisIndex: 1, data: [], silent: true, z: 0,
  markArea: { silent: true, itemStyle: { color: tokens.warnTint, borderColor: tokens.warn, borderWidth: 0.5, borderType: [2, 2] }, label: { show: false }, data: bands.map((b) => [{ xAxis: b.from, name: b.name }, { xAxis: b.to }]) },
})

/** The axis of shares, in steps people count in. A share far from zero may start higher, for it moves within few points; a count never does. */
function shareAxis(data: readonly (readonly (number | null)[])[]): { readonly min: number; readonly max: number; readonly interval: number } {
  const known = data.flat().filter((v): v is number => v !== null)
  const [least, most] = [Math.min(...known), Math.max(...known)]
  // A share that never moved has no few points to move within.
  const floor = least > 40 && least < most ? least : 0
  const interval = [0.5, 1, 2, 5, 10, 20].find((step) => Math.ceil(most / step) - Math.floor(floor / step) <= 5) ?? 25
  return { min: Math.floor(floor / interval) * interval, max: Math.min(100, Math.ceil(most / interval) * interval) || interval, interval }
}

/** A line in pieces, each as long as the whole with gaps where the others are: what is cut is not joined. */
function piecesOf(values: readonly (number | null)[], cuts: readonly number[]): readonly (readonly (number | null)[])[] {
  const ends = [...cuts, values.length]
  return ends.map((end, i) => values.map((value, at) => (at >= (ends[i - 1] ?? 0) && at < end ? value : null)))
}

/** Where the target lies. */
const targetMark = (target: string, metric: Printable, tokens: Tokens, w: Words): object => ({
  yAxis: plotted(target, metric), lineStyle: { color: tokens.ink3, type: [2, 3], width: 1 },
  label: { position: 'insideStartTop', formatter: w.compare.target(printed(target, metric)), color: tokens.ink3, fontSize: tokens.size },
})

/** Where another definition begins. */
const redefinedMark = (at: number, tokens: Tokens, w: Words): object => ({
  xAxis: at, lineStyle: { color: tokens.ctl, type: [2, 3], width: 1.5 }, label: { position: 'end', formatter: w.trend.redefined, color: tokens.ink3, fontSize: tokens.size },
})

/** A place of a line: the last known one carries a dot, one still running a hollow dot, and one between two gaps a dot to be seen at all. */
function pointOf(value: number | null, at: number, line: Line, all: readonly (number | null)[], isEnd: boolean, surface: string, color: string, isRunning: boolean): unknown {
  if (value === null) return null
  const isLast = isEnd && line.role !== 'before' && all.slice(at + 1).every((v) => v === null)
  const isAlone = (all[at - 1] ?? null) === null && (all[at + 1] ?? null) === null
  if (!isLast && !isAlone) return value
  return { value, symbol: 'circle', symbolSize: 8, ...(isRunning ? { itemStyle: { color: surface, borderColor: color, borderWidth: 2 } } : {}) }
}
