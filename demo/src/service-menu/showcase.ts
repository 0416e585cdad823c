import { dayOf, isoOf } from '../days.js'
import { shortName } from '../places.js'
import { between, pick, random } from '../random.js'
import type { WholeTable, World } from '../system.js'

const kinds = [['长者饭堂', 7], ['零工市场', 4], ['公益学堂', 7], ['社区生活节', 4], ['其他', 3]] as const

// The 25 of 2024 are the published figure; every batch is announced on one day, and some of 2024 are not confirmed in 2026.
const batches = [
  { year: 2024, awarded: dayOf('2024-11-28'), level: '市', rounds: 1 },
  { year: 2024, awarded: dayOf('2024-06-27'), level: '县', rounds: 1 },
  { year: 2025, awarded: dayOf('2025-12-05'), level: '市', rounds: 0.5 },
] as const
const ended = dayOf('2026-06-30')

/** The table `showcase_project`. The article names none of the 25: their names say they are the demo's. */
export function showcaseTable({ seed, places: { jiangmen } }: World): WholeTable {
  const rows = batches.flatMap(({ year, awarded, level, rounds }, batch) => kinds.flatMap(([kind, count]) =>
    Array.from({ length: Math.floor(count * rounds) }, (_, n) => {
      const r = random(seed, 'showcase', batch, kind, n)
      const unit = pick(r, r() < 0.7 ? jiangmen.village : jiangmen.town)
      return { year, awarded, level, kind, unit, ends: batch === 0 && r() < 0.1 }
    })).map((project, i) => ({ ...project, no: `HXM${year}${level === '市' ? '' : 'X'}-${String(i + 1).padStart(2, '0')}` })))
  return {
    name: 'showcase_project', key: ['project_no'],
    columns: ['project_no', 'project_name', 'project_type', 'host_unit_code', 'title_level', 'served_count', 'awarded_date', 'ended_date'],
    at: asOf => rows.filter(p => p.awarded <= asOf).map(({ no, kind, unit, level, awarded, ends }) => {
      const name = `${shortName(unit)}${kind === '其他' ? '便民服务' : kind}项目(演示)`
      const served = between(random(seed, 'served', no), 60, 900) * 10
      return [no, name, kind, unit.code, level, served, isoOf(awarded), ends && ended <= asOf ? isoOf(ended) : null]
    }),
  }
}
