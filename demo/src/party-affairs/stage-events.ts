import { isoOf, yearOf } from '../days.js'
import { ageOn } from '../member-register/age.js'
import type { WholeTable } from '../system.js'
import { unitCodeOf } from './branches.js'
import type { Development } from './plan-development.js'

/** The table `stage_event`: every step on the way to membership, from the day of the step. */
export function stageEventTable(developments: (year: number) => readonly Development[]): WholeTable {
  return {
    name: 'stage_event', key: ['event_no'],
    columns: ['event_no', 'person_name', 'id_number', 'branch_no', 'unit_code', 'stage', 'happened_on', 'gender', 'age', 'education', 'is_new_worker'],
    at: asOf => developments(yearOf(asOf)).flatMap(({ no, name, id, education, isNewWorker, steps }) =>
      steps.flatMap(({ stage, on, branch }, i) => (on > asOf ? [] : [[
        no * 10 + i + 1, name, id, branch.no, unitCodeOf(branch), stage, isoOf(on),
        Number(id[16]) % 2 === 1 ? '男' : '女', ageOn(id, on), education, isNewWorker ? '是' : '否',
      ]]))),
  }
}
