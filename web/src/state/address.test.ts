import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Address, comparisons, languages, parameters, pinnedQuery, readAddress, rowLevels, tabs, themes, writeAddress } from './address.js'

const home: Address = {
  period: '2026-10', area: '440700', level: '', cmp: 'yoy', group: '', tab: 'chart', sort: 'code', focus: [], why: false, v: 0, go: false, lang: 'zh', theme: '',
}

const areas = fc.constantFrom('440700', '440783', '440703002131', '4408Z1', '4408Z1-JB')
const addresses: fc.Arbitrary<Address> = fc.record({
  period: fc.constantFrom('2025-10', '2024', '2025Q3', '2025-01..2025-10', '2026-10', '2026-11-24'),
  area: areas,
  level: fc.constantFrom(...rowLevels),
  cmp: fc.constantFrom(...comparisons),
  group: fc.constantFrom('', 'rider', 'courier'),
  tab: fc.constantFrom(...tabs),
  sort: fc.constantFrom('code', 'name', '-value', '-activity_count'),
  focus: fc.uniqueArray(areas, { maxLength: 4 }),
  why: fc.boolean(),
  v: fc.nat({ max: 999_999 }),
  go: fc.boolean(),
  lang: fc.constantFrom(...languages),
  theme: fc.constantFrom('', ...themes),
})

describe('page addresses', () => {
  it('come back as they were written, for 200 random states', () => {
    fc.assert(
      fc.property(addresses, (a) => {
        expect(readAddress(writeAddress(a, home), home)).toEqual({ address: a, bad: [] })
      }),
      { numRuns: 200 },
    )
  })

  it('survive the query string', () => {
    fc.assert(
      fc.property(addresses, (a) => {
        const text = new URLSearchParams(writeAddress(a, home)).toString()
        expect(readAddress(Object.fromEntries(new URLSearchParams(text)), home).address).toEqual(a)
      }),
    )
  })

  it('leave out what is the default', () => {
    expect(writeAddress(home, home)).toEqual({})
    expect(writeAddress({ ...home, cmp: 'mom' }, home)).toEqual({ cmp: 'mom' })
  })

  it('keep one order of parameters', () => {
    fc.assert(
      fc.property(addresses, (a) => {
        const keys = Object.keys(writeAddress(a, home))
        expect(keys).toEqual(parameters.filter((p) => keys.includes(p)))
      }),
    )
  })

  it('fall back to the default and name the parameter that is wrong', () => {
    expect(readAddress({ period: '2025-13', cmp: 'yesterday', area: '../etc', v: '-3', tab: 'table', nonsense: '1' }, home)).toEqual({
      address: { ...home, tab: 'table' },
      bad: ['period', 'area', 'cmp', 'v'],
    })
  })

  it('write the period and the version when a link is to keep its numbers', () => {
    expect(pinnedQuery({ ...home, go: true }, home, 318)).toEqual({ period: '2026-10', area: '440700', v: '318' })
    fc.assert(
      fc.property(addresses, fc.integer({ min: 1, max: 9999 }), (a, version) => {
        const later: Address = { ...home, period: '2027-03', area: '4408Z1' }
        expect(readAddress(pinnedQuery(a, home, version), later).address).toMatchObject({ period: a.period, area: a.area, v: version })
      }),
    )
  })
})
