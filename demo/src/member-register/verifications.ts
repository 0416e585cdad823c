import { type Day, dayIn, digitsOf, type Month, monthOf } from '../days.js'
import { miscopied } from '../people.js'
import { between, random, weighted } from '../random.js'
import type { Row, WholeTable, World } from '../system.js'
import { firstRoster, type Workforce } from '../workforce.js'

const methods = [['上门走访', 30], ['电话核实', 55], ['线上核实', 15]] as const
const results = [['属实', 93], ['已离职', 3], ['无法联系', 4]] as const

/** The table `hs`: workers who were asked whether they are still there. Every autumn more are asked than else. */
export function verificationTable({ seed }: World, workforce: (month: Month) => Workforce): WholeTable {
  return {
    name: 'hs', key: ['hsbh'], columns: ['hsbh', 'sfzh', 'hsfs', 'hsjg', 'hsrq'],
    at: asOf => Array.from({ length: monthOf(asOf) - firstRoster + 1 }, (_, i) => firstRoster + i)
      .flatMap(month => asked(seed, workforce(month), month, asOf)),
  }
}

function asked(seed: number, { listed }: Workforce, month: Month, asOf: Day): Row[] {
  const share = [9, 10].includes(month % 12) ? 0.14 : 0.05
  return listed.flatMap((worker): Row[] => {
    const r = random(seed, 'verified', month, worker.no)
    if (r() >= share) return []
    const day = Math.max(dayIn(month, between(r, 1, 28)), worker.joined)
    if (day > asOf) return []
    const id = r() < 0.002 ? miscopied(worker.id) : worker.id
    return [[(month - firstRoster) * 100_000 + worker.no, id, weighted(r, methods), weighted(r, results), digitsOf(day)]]
  })
}
