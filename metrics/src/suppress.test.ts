import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rollupByHand, type ByHand } from '../../test/rollup-by-hand.js'
import { cellKey, foundMembers, hiddenCells, hideParts, stations, workers, type Answer, type Counted, type Part, type Question } from './index.js'

const parts = (values: readonly (number | null)[]): Part[] => values.map((value, i) => ({ key: String(i), value }))
const hide = (values: readonly (number | null)[], isHidden = false): string[] => [...hideParts(parts(values), { isHidden })].sort()

describe('the plan', () => {
  test('a small count takes the next smallest with it, so that the total does not tell it', () => {
    expect(hide([3, 20, 7, 0])).toEqual(['0', '2'])
    expect(hide([3, 20, 7, 7])).toEqual(['0', '2'])
  })
  test('a true zero stays, and where nothing is small nothing is hidden', () => {
    expect(hide([0, 5, 20])).toEqual([])
    expect(hide([0, null, 3])).toEqual(['2'])
  })
  test('several small counts protect each other, unless their sum tells them all', () => {
    expect(hide([2, 3, 20])).toEqual(['0', '1'])
    expect(hide([1, 1, 20, 9])).toEqual(['0', '1', '3'])
    expect(hide([4, 4, 20, 9])).toEqual(['0', '1', '3'])
  })
  test('below a hidden unit at least one part is hidden', () => {
    expect(hide([6, 9], true)).toEqual(['0'])
    expect(hide([2, 9], true)).toEqual(['0'])
    expect(hide([0, 0], true)).toEqual([])
  })

  // The solver: every assignment that fits the total, the parts shown and the threshold.
  test('whatever the counts, each hidden one could be at least two numbers', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 5 }), (values) => {
      const hidden = hideParts(parts(values), { isHidden: false })
      const unknown = values.flatMap((_, i) => (hidden.has(String(i)) ? [i] : []))
      // One part alone is its whole, which is then small and hidden itself.
      if (unknown.length === 0 || values.filter((v) => v > 0).length === unknown.length) return
      const sum = unknown.reduce((s, i) => s + (values[i] ?? 0), 0)
      const feasible = unknown.map(() => new Set<number>())
      const guess = [...values]
      const fill = (at: number, left: number): void => {
        const i = unknown[at]
        if (i === undefined) {
          if (left === 0 && unknown.some((u) => (guess[u] ?? 0) < 5)) unknown.forEach((u, n) => feasible[n]?.add(guess[u] ?? 0))
          return
        }
        for (let v = 1; v <= left; v++) {
          guess[i] = v
          fill(at + 1, left - v)
        }
      }
      fill(0, sum)
      expect(feasible.map((f) => f.size >= 2), JSON.stringify({ values, unknown, feasible: feasible.map((f) => [...f]) })).not.toContain(false)
    }), { numRuns: 3000 })
  })
})

describe('the members of units', () => {
  // A table with its margins: rows are the units and the one above them, columns the members and their total; the last of both is the sum.
  type Table = readonly (readonly number[])[]
  const withSums = (inner: Table): Table => {
    const rows = inner.map((row) => [...row, row.reduce((a, b) => a + b, 0)])
    return [...rows, rows[0]?.map((_, c) => rows.reduce((sum, row) => sum + (row[c] ?? 0), 0)) ?? []]
  }
  const hiddenOf = (table: Table): boolean[][] => {
    const [r, c] = [table.length - 1, (table[0]?.length ?? 0) - 1]
    const cells = table.flatMap((row, i) => row.map((value, j): Counted => ({ measure: 'm', unit: String(i), parent: i === r ? null : String(r), member: j === c ? '' : String(j), from: '', to: '', value })))
    const hidden = hiddenCells(cells)
    return table.map((row, i) => row.map((_, j) => hidden.has(cellKey(cells[i * row.length + j] ?? cells[0]!))))
  }

  /** All tables somebody may think of who sees the rest and knows that a hidden cell is 1 or more, unless zeros had to be hidden too: the values a cell may have, up to a bound. */
  const thinkable = (table: Table, hidden: readonly (readonly boolean[])[], [row, column]: readonly [number, number]): Set<number> => {
    const [last, end] = [table.length - 1, (table[0]?.length ?? 0) - 1]
    const inner = table.slice(0, last).flatMap((cells, i) => cells.slice(0, end).flatMap((_, j) => (hidden[i]?.[j] ? [[i, j] as const] : [])))
    const found = new Set<number>()
    const guess = table.map((cells) => [...cells])
    const least = inner.some(([i, j]) => table[i]?.[j] === 0) ? 0 : 1
    const fits = (): boolean => {
      for (const [i, cells] of guess.slice(0, last).entries()) guess[i]![end] = cells.slice(0, end).reduce((a, b) => a + b, 0)
      for (let j = 0; j <= end; j++) guess[last]![j] = guess.slice(0, last).reduce((a, cells) => a + (cells[j] ?? 0), 0)
      return guess.every((cells, i) => cells.every((v, j) => (hidden[i]?.[j] ? v >= least : v === table[i]?.[j])))
    }
    const fill = (n: number): void => {
      if (found.size > 1) return
      const [i, j] = inner[n] ?? []
      if (i === undefined || j === undefined) return void (fits() && found.add(guess[row]?.[column] ?? NaN))
      for (let v = least; v <= 7; v++) {
        guess[i]![j] = v
        fill(n + 1)
      }
    }
    fill(0)
    return found
  }

  test('a small member of a unit takes a member of the unit and the same members of another with it', () => {
    const hidden = hiddenOf(withSums([[3, 20, 30], [40, 50, 60], [70, 80, 90]]))
    expect(hidden).toEqual([[true, true, false, false], [true, true, false, false], [false, false, false, false], [false, false, false, false]])
  })

  test('whatever the counts, no small one is shown, and each could be at least two numbers, down the units and across the members, while anything is left to hide', () => {
    const count = fc.integer({ min: 0, max: 6 })
    fc.assert(fc.property(fc.array(fc.tuple(count, count), { minLength: 2, maxLength: 3 }), (inner) => {
      const table = withSums(inner)
      const hidden = hiddenOf(table)
      const isAllHidden = inner.every((row, i) => row.every((_, j) => hidden[i]?.[j]))
      const told = inner.flatMap((row, i) => [...row, row[0] + row[1]].flatMap((value, j) =>
        (value >= 1 && value < 5 && (!hidden[i]?.[j] || (!isAllHidden && thinkable(table, hidden, [i, j]).size < 2)) ? [`${i},${j}=${value}`] : [])))
      expect(told, JSON.stringify({ table, hidden })).toEqual([])
    }), { numRuns: 500 })
  })
})

/** How many rows of a matrix of small whole numbers say something new. */
function rankOf(matrix: readonly (readonly number[])[]): number {
  let [first, ...rest] = matrix.map((row) => [...row])
  if (!first) return 0
  const column = first.findIndex((n) => n !== 0)
  if (column < 0) return rankOf(rest)
  return 1 + rankOf(rest.map((row) => row.map((n, i) => n - ((row[column] ?? 0) / (first?.[column] ?? 1)) * (first?.[i] ?? 0))).map((row) => row.map((n) => (Math.abs(n) < 1e-9 ? 0 : n))))
}

describe('measures that keep a sum', () => {
  // How many of a unit were found by one way alone, by the other alone, and by both; what is printed follows from these.
  type Found = readonly [industry: number, territory: number, both: number]
  const printed: Readonly<Record<string, (of: Found) => number>> = { industry: ([i, , b]) => i + b, territory: ([, t, b]) => t + b, both: ([, , b]) => b, all: ([i, t, b]) => i + t + b }
  const names = Object.keys(printed)
  const tie = { measures: names, together: ['industry', 'both'] } as const
  const sumOf = (units: readonly Found[]): Found => units.reduce<Found>((s, u) => [s[0] + u[0], s[1] + u[1], s[2] + u[2]], [0, 0, 0])
  const valueOf = (name: string, of: Found): number => printed[name]?.(of) ?? NaN
  const cellOf = (measure: string, units: readonly Found[], at: number): Counted =>
    ({ measure, unit: String(at), parent: at < 0 ? null : '-1', member: '', from: '', to: '', value: valueOf(measure, at < 0 ? sumOf(units) : (units[at] ?? [0, 0, 0])) })
  const hiddenOf = (units: readonly Found[], ties: readonly (typeof tie)[]): ReadonlySet<string> =>
    hiddenCells(names.flatMap((name) => [-1, ...units.keys()].map((at) => cellOf(name, units, at))), [], 5, ties)

  const weights: Readonly<Record<string, number>> = { industry: 1, territory: 1, both: -1, all: -1 }

  /** Whether a hidden cell follows from those shown: what adds up, down the units and across the measures, holds it fast. */
  const isTold = (units: readonly Found[], hidden: ReadonlySet<string>, told: string): boolean => {
    const places = [-1, ...units.keys()]
    const key = (name: string, at: number): string => cellKey(cellOf(name, units, at))
    const unknown = places.flatMap((at) => names.map((name) => key(name, at))).filter((k) => hidden.has(k))
    const row = (of: ReadonlyMap<string, number>): number[] => unknown.map((k) => of.get(k) ?? 0)
    const sums = [
      ...places.map((at) => row(new Map(names.map((name) => [key(name, at), weights[name] ?? 0])))),
      ...names.map((name) => row(new Map(places.map((at) => [key(name, at), at < 0 ? -1 : 1])))),
    ]
    return rankOf([...sums, row(new Map([[told, 1]]))]) === rankOf(sums)
  }

  test('where one is hidden, the two that can grow together are', () => {
    const units: Found[] = [[6, 7, 3], [8, 9, 10], [7, 7, 20]]
    const shown = (ties: readonly (typeof tie)[]): string[] => names.map((name) => units.map((_, at) => (hiddenOf(units, ties).has(cellKey(cellOf(name, units, at))) ? '*' : valueOf(name, units[at] ?? [0, 0, 0]))).join(' '))
    // 9 + 10 − 16 = 3 told what was hidden.
    expect(shown([])).toEqual(['9 18 27', '10 19 27', '* * 20', '16 27 34'])
    expect(shown([tie])).toEqual(['* * 27', '10 19 27', '* * 20', '16 27 34'])
  })

  test('whatever the counts, no sum tells a small one, while anything of it is left to hide', () => {
    const count = fc.integer({ min: 0, max: 7 })
    fc.assert(fc.property(fc.array(fc.tuple(count, count, count), { minLength: 2, maxLength: 6 }), (units) => {
      const hidden = hiddenOf(units, [tie])
      const isAllHidden = (name: string): boolean => units.every((u, at) => valueOf(name, u) === 0 || hidden.has(cellKey(cellOf(name, units, at))))
      const told = names.flatMap((name) => units.flatMap((u, at) => {
        const value = valueOf(name, u)
        if (value === 0 || value >= 5) return []
        const isHidden = hidden.has(cellKey(cellOf(name, units, at)))
        return !isHidden || (!isAllHidden(name) && isTold(units, hidden, cellKey(cellOf(name, units, at)))) ? [`${name} of ${at} = ${value}`] : []
      }))
      expect(told, JSON.stringify({ units, hidden: [...hidden] })).toEqual([])
    }), { numRuns: 2000 })
  })
})

describe('an answer to somebody who may not see small counts', () => {
  let hand: ByHand
  let towns: readonly string[]
  beforeAll(async () => {
    hand = await rollupByHand()
    towns = (await hand.narrowed({ metrics: [], unit: '4408Z1', period: '2024' })).children.map((c) => c.code)
    await hand.cover('industry-rosters', ['440802', '4408Z1'], ['2023-12', '2024-11', '2024-12'])
    await hand.cover('station-gates', ['4408Z1'], ['2024-12'])
    const [a = '', b = '', c = '', d = ''] = towns
    for (const [code, members, all, found] of [['440800', 46, 3476, 2], ['4408Z1', 45, 3476, 2], [a, 3, 900, 2], [b, 12, 800, 0], [c, 30, 3, 0], [d, 0, 1773, 0]] as const) {
      await hand.cell(foundMembers, code, 'm', '2024-12-01', { neg_party_member_count: members, neg_member_managed: members, dual_find_new_count: found })
      await hand.cell(workers, code, 'm', '2024-12-01', { neg_worker_count: all, neg_worker_verified: all })
      await hand.cell(stations, code, 'm', '2024-12-01', { station_count: 2 })
    }
    for (const [code, member, n] of [['440800', 'rider', 30], ['440800', 'courier', 12], ['440800', 'driver', 4], ['4408Z1', 'rider', 30], ['4408Z1', 'courier', 11], ['4408Z1', 'driver', 4]] as const) {
      await hand.cell(foundMembers, code, 'm', '2024-12-01', { neg_party_member_count: n }, { dim: 'worker_group', member })
    }
    await hand.cell(foundMembers, '4408Z1', 'm', '2024-11-01', { neg_party_member_count: 44, dual_find_new_count: 40 })
    await hand.cell(foundMembers, '440800', 'm', '2024-11-01', { neg_party_member_count: 44, dual_find_new_count: 40 })
  })
  afterAll(() => hand[Symbol.asyncDispose]())

  const ask = (question: Partial<Question>, exact = false): Promise<Answer> =>
    hand.ask({ metrics: ['neg_party_member_count'], unit: '4408Z1', period: '2024-12', ...question }, { exact })
  const shown = (answer: Answer, metric = 'neg_party_member_count'): (string | null)[] =>
    answer.rows.map((r) => (r.cells[metric]?.status === 'suppressed' ? '*' : (r.cells[metric]?.value ?? null)))

  test('hides a small town and the next smallest; zero stays', async () => {
    const answer = await ask({ by: 'unit' })
    expect(answer.total.cells.neg_party_member_count?.value).toBe('45')
    expect(shown(answer)).toEqual(['*', '*', '30', '0', '0', '0'])
    expect(answer.rows[0]?.cells.neg_party_member_count).toEqual({ value: null, status: 'suppressed' })
    expect(answer.notes.map((n) => n.code)).toEqual(['suppressed'])
    expect(shown(await ask({ by: 'unit' }, true))).toEqual(['3', '12', '30', '0', '0', '0'])
  })

  test('hides the same towns when they are asked about themselves', async () => {
    const status = async (code: string): Promise<string | undefined> => (await ask({ unit: code })).total.cells.neg_party_member_count?.status
    expect(await Promise.all(towns.slice(0, 4).map(status))).toEqual(['suppressed', 'suppressed', 'ok', 'ok'])
  })

  test('hides ratios whose parts are hidden, with their parts', async () => {
    const answer = await ask({ by: 'unit', metrics: ['neg_party_member_ratio', 'station_per_1000_workers'] })
    expect(shown(answer, 'neg_party_member_ratio')).toEqual(['*', '*', '*', '0', null, null])
    // The third town has three workers, and with it goes the next smallest.
    expect(shown(answer, 'station_per_1000_workers')).toEqual(['2.222222', '*', '*', '1.128032', null, null])
    expect(answer.rows[0]?.cells.neg_party_member_ratio).toEqual({ value: null, status: 'suppressed' })
  })

  test('hides a small member of a breakdown and the next smallest', async () => {
    expect(shown(await ask({ by: 'worker_group' }))).toEqual(['30', '*', '*', '0', '0'])
  })

  test('hides what a sum of measures would tell, in whatever question one of them is asked', async () => {
    const ways = { dual_find_industry_count: [9, 10, 25, 0], dual_find_territory_count: [10, 19, 27, 0], dual_find_overlap_count: [3, 10, 20, 0], neg_party_member_count: [16, 19, 32, 0] }
    const names = Object.keys(ways) as (keyof typeof ways)[]
    await hand.cover('industry-rosters', ['440802', '4408Z1'], ['2024-10'])
    for (const [i, code] of [...towns.slice(0, 4), '4408Z1', '440800'].entries()) {
      await hand.cell(foundMembers, code, 'm', '2024-10-01', Object.fromEntries(names.map((name) => [name, ways[name][i] ?? ways[name].reduce((a, b) => a + b, 0)])))
    }
    const all = await ask({ metrics: names, period: '2024-10', by: 'unit' })
    expect(names.map((name) => shown(all, name).slice(0, 4))).toEqual([['*', '*', '25', '0'], ['10', '19', '27', '0'], ['*', '*', '20', '0'], ['16', '19', '32', '0']])
    expect(all.total.cells.dual_find_overlap_count?.value).toBe('33')
    for (const name of names) expect([name, shown(await ask({ metrics: [name], period: '2024-10', by: 'unit' }), name)]).toEqual([name, shown(all, name)])
    expect((await ask({ metrics: ['dual_find_industry_count'], period: '2024-10', unit: towns[1] ?? '' })).total.cells.dual_find_industry_count?.status).toBe('suppressed')
  })

  test('gives places only among those shown', async () => {
    const { rows } = await ask({ by: 'unit' })
    expect(rows.map((r) => r.cells.neg_party_member_count?.rank)).toEqual([undefined, undefined, 1, 2, 2, 2])
  })

  test('hides a month that the year would tell, and what was cumulated beside it', async () => {
    const answer = await ask({ metrics: ['dual_find_new_count'], period: '2024', by: 'month', compare: ['prev', 'ytd'] })
    expect(shown(answer, 'dual_find_new_count').slice(-2)).toEqual(['*', '*'])
    expect(answer.total.cells.dual_find_new_count?.value).toBe('42')
  })

  test('hides the same months when each is asked by itself, and whatever lies between them', async () => {
    const total = async (period: string, unit = '4408Z1'): Promise<string | null | undefined> => {
      const { total } = await ask({ metrics: ['dual_find_new_count'], period, unit })
      return total.cells.dual_find_new_count?.status === 'suppressed' ? '*' : total.cells.dual_find_new_count?.value
    }
    expect(await Promise.all(['2024-11', '2024-12', '2024', '2024Q4', '2024-11..2024-12', '2024-01..2024-11'].map((period) => total(period)))).toEqual(['*', '*', '42', '*', '*', '*'])
  })

  test('hides a comparison with a hidden value', async () => {
    await hand.cover('industry-rosters', ['4408Z1', '440802'], ['2025-01'])
    await hand.cell(foundMembers, towns[0] ?? '', 'm', '2025-01-01', { neg_party_member_count: 33 })
    await hand.cell(foundMembers, '4408Z1', 'm', '2025-01-01', { neg_party_member_count: 33 })
    await hand.cell(foundMembers, '440800', 'm', '2025-01-01', { neg_party_member_count: 33 })
    const cell = (await ask({ unit: towns[0] ?? '', period: '2025-01', compare: ['prev'] })).total.cells.neg_party_member_count
    expect(cell).toEqual({ value: '33', status: 'ok', prev_value: null, prev: null })
  })
})
