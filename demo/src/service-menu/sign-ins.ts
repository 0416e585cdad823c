import { clock, type Day } from '../days.js'
import { miscopied, person } from '../people.js'
import { between, random } from '../random.js'
import type { DailyTable, World } from '../system.js'
import type { Plan } from './plan-activities.js'

const neighbours = 40

/** The table `sign_in`. Each unit has some forty people who come, so that the same ones meet again. */
export function signInTable({ seed, places }: World, plans: (day: Day) => Plan[]): DailyTable {
  const order = new Map([...places.jiangmen.all, ...places.zone.all].map((unit, i) => [unit.code, i]))
  return {
    name: 'sign_in', key: ['sign_no'], columns: ['sign_no', 'activity_no', 'person_name', 'id_number', 'signed_at'],
    settles: 75, ahead: 0,
    on: (day, asOf) => plans(day).filter(plan => plan.signIns > 0 && plan.reported !== undefined && plan.reported <= asOf).flatMap(plan => {
      const r = random(seed, 'sign in', plan.no)
      const first = (order.get(plan.unit.code) ?? 0) * neighbours
      const start = between(r, 0, neighbours - 1)
      return Array.from({ length: plan.signIns }, (_, k) => {
        const { name, id } = person(seed, 'resident', first + ((start + k * 3) % neighbours))
        return [(day * 10_000 + plan.n) * 100 + k, plan.no, name, r() < 0.004 ? miscopied(id) : id, clock(day, 8 * 60 + 40 + between(r, 0, 35))]
      })
    }),
  }
}
