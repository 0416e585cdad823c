import type { Language } from '@mingshu/metrics'
import { isShare, type Printable, unitOf } from '../figures/cell.js'
import { axisNumber, number, percentage, points, withSign } from '../figures/number.js'
import type { Parts } from '../figures/why.js'
import type { Words } from '../words/zh.js'
import type { Drawing, Mark } from './drawing.js'
import type { Tokens } from './theme.js'

const up: Mark = { color: 1, dash: 0 }
const down: Mark = { color: 2, dash: 0 }

/** Draws what parts a change is made of: bars from zero, rises right and falls left, what drove it on top. */
export function partsChart({ parts, rest }: Parts, restName: string | null, metric: Printable, nameOfKey: (key: string) => string, tokens: Tokens, w: Words, language: Language): Drawing {
  const rows = [
    ...parts.map((p) => ({ key: p.key, name: nameOfKey(p.key), delta: p.delta, share: p.share })),
    ...(restName !== null && Number(rest) !== 0 ? [{ key: '', name: restName, delta: rest, share: null }] : []),
  ]
  const size = (delta: string): string => withSign(isShare(metric) ? points(delta, metric.decimals) : number(delta, metric.decimals))
  const share = (s: number | null): string => (s === null ? '' : percentage(String(s.toFixed(6)), 0))
  const plotted = rows.map((r) => (isShare(metric) ? Number(r.delta) * 100 : Number(r.delta)))
  const unit = isShare(metric) ? '' : unitOf(metric, language)
  // A falling bar has its number to the left of it: that must not reach the names.
  const room = 0.1 + 0.03 * Math.max(0, ...rows.filter((r) => Number(r.delta) < 0).map((r) => size(r.delta).length))
  const least = ({ min, max }: { min: number; max: number }): number => (min < 0 ? min - (Math.max(0, max) - min) * room : 0)
  const label = axisNumber(Math.max(0, ...plotted.map(Math.abs)), language)
  return {
    series: [],
    keys: rows.map((r) => r.key),
    readings: rows.map((r) => ({
      at: r.name,
      lines: [{ name: w.chart.change, value: size(r.delta) + unit, mark: Number(r.delta) < 0 ? down : up }, ...(r.share === null ? [] : [{ name: w.chart.share, value: share(r.share), mark: up }])],
      sentence: `${r.name} ${size(r.delta)}${unit}${r.share === null ? '' : ` ${w.why.contribution(share(r.share))}`}`,
    })),
    table: {
      columns: [{ label: w.chart.area, numeric: false }, { label: w.chart.change, numeric: true }, { label: w.chart.contribution, numeric: true }],
      rows: rows.map((r) => ({ key: r.key || 'rest', cells: [r.name, size(r.delta), share(r.share) || '—'] })),
    },
    option: {
      grid: { left: 4, right: 56, top: 4, bottom: 4 },
      tooltip: { axisPointer: { type: 'shadow', shadowStyle: { color: tokens.line, opacity: 0.5 } } },
      xAxis: { type: 'value', min: least, axisLabel: { show: false, formatter: (v: number) => label(v) }, splitLine: { show: false } },
      yAxis: { type: 'category', inverse: true, data: rows.map((r) => r.name), axisLabel: { color: tokens.ink2, hideOverlap: false, interval: 0 }, axisLine: { show: false } },
      series: [{
        type: 'bar',
        data: rows.map((r, i) => ({
          value: plotted[i],
          itemStyle: { color: Number(r.delta) < 0 ? tokens.cat[down.color] : tokens.cat[up.color], borderRadius: 2 },
          label: { show: true, position: Number(r.delta) < 0 ? 'left' : 'right', formatter: size(r.delta), color: tokens.ink2, fontSize: tokens.size },
        })),
        markLine: { silent: true, symbol: 'none', data: [{ xAxis: 0 }], lineStyle: { color: tokens.ctl, type: 'solid', width: 1 }, label: { show: false } },
      }],
    },
  }
}
