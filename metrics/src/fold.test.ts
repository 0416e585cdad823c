import { expect, test } from 'vitest'
import { subjects } from './catalogue.js'
import { fold } from './fold.js'

test.each(subjects.map((s) => [s.id, s] as const))('the fold of %s is the SQL that was reviewed', async (id, s) => {
  const { countyMonths, countyPeriods, upperMonths, upperPeriods } = fold(s)
  await expect([countyMonths, countyPeriods, upperMonths, upperPeriods].filter((sql) => sql !== undefined).join(';\n\n') + ';\n').toMatchFileSnapshot(`../folds/rollup_${id}.sql`)
})
