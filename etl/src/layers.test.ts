import { expect, test } from 'vitest'
import { decided } from './decided.js'
import { facts } from './fact.js'
import { layers, readModels, type Model } from './models.js'
import { entities } from './sources/index.js'

const models = readModels()
const names = new Map(models.map((m) => [m.name, m]))
// Names of known models only, so that CTEs and `extract(… from …)` raise no alarm.
const reads = ({ sql }: Model): string[] => [...sql.replace(/--.*$/gm, '').matchAll(/\b(?:from|join)\s+([a-z_]+)/g)].flatMap(([, name]) => (name === undefined ? [] : [name]))

test.each(models)('$name reads only layers to its left', (model) => {
  const place = layers.indexOf(model.layer)
  for (const name of reads(model)) {
    const other = names.get(name)
    if (other) expect(`${name} in ${other.layer}`).toBe(layers.indexOf(other.layer) < place ? `${name} in ${other.layer}` : `a layer left of ${model.layer}`)
    expect(name).not.toMatch(model.layer === 'staging' ? /^(fact|rollup)_/ : /^(fact_(?!key\b)|rollup_|raw_)/)
  }
})

test.each(models)('$name says what a row is, and its grain', ({ sql }) => {
  expect(sql).toMatch(/^-- one row per .+\n-- grain: .+\n/)
})

test('every fact has its model, and every model its fact', () => {
  expect(models.filter((m) => m.layer === 'facts').map((m) => m.name)).toEqual(facts.map((f) => f.table).sort())
})

test('every entity of a source has its staging view, and touches a fact; what is decided is none', () => {
  const ids = entities.map((e) => e.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(names.has(`stg_${id}`)).toBe(true)
  expect([...new Set(facts.flatMap((f) => Object.keys(f.touchedBy)))].sort()).toEqual(ids.filter((id) => !decided.some((d) => d.entity === id)).sort())
})

test('a staging view takes every stored column of its entity, by its own name', () => {
  for (const { id, columns, parent } of entities) {
    for (const column of Object.keys(columns)) {
      const stored = column === 'unit' ? 'unit_id' : column
      expect(names.get(`stg_${id}`)?.sql).toContain(column === parent ? `parent_id as ${column}` : `as ${stored}`)
    }
  }
})
