import { rollupKey, rollupTable, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'
import type { Ahead } from './count-ahead.js'
import { checkCells, type Violation } from './cell-checks.js'
import { cellsOf, countCells, makeFresh, setScope, type Pass } from './fold-pass.js'

/** What a fold works on. */
export interface FoldBinds {
  /** Number the new cells open under. */
  readonly next: number
  /** Last day that counts. */
  readonly businessOn: string
  /** Counts cells of counties beforehand. Default: they are counted here, one pass after another. */
  readonly ahead?: Ahead | undefined
}

/** What a fold did to one subject. */
export interface Folded {
  /** County-months folded again. */
  readonly slices: number
  /** Cells opened and closed. */
  readonly opened: number
  readonly closed: number
  /** Cells that contradict others. */
  readonly violations: readonly Violation[]
}

/** Folds one subject, pass by pass: counts cells, closes those that are no longer so and opens those that are new. Expects `prepareFold`. */
export async function foldSubject(trx: Knex.Transaction, s: Subject, passes: readonly Pass[], { next, businessOn, ahead }: FoldBinds): Promise<Folded> {
  await makeFresh(trx, s)
  let opened = 0
  let closed = 0
  const violations: Violation[] = []
  for (const pass of passes) {
    await trx.raw(`truncate fresh_${s.id}`)
    await setScope(trx, pass, businessOn)
    violations.push(...(await (ahead && !pass.isUpper ? ahead.take(pass) : count(trx, pass, businessOn))))
    const isKnown = await hasCells(trx, pass)
    if (isKnown) {
      await trx.raw(`analyze fresh_${s.id}`)
      closed += await affected(trx.raw(closeSql(s, cellsOf(pass)), { next }))
    }
    opened += await affected(trx.raw(openSql(s, isKnown), { next }))
  }
  const slices = passes.filter((p) => !p.isUpper && !p.isPeriods).reduce((sum, p) => sum + p.slices.length, 0)
  return { slices, opened, closed, violations }
}

async function count(trx: Knex.Transaction, pass: Pass, businessOn: string): Promise<readonly Violation[]> {
  await countCells(trx, pass, businessOn)
  return checkCells(trx, pass.subject)
}

// What is folded for the first time has nothing to be compared with, which takes half of the writing.
async function hasCells(trx: Knex.Transaction, pass: Pass): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(`select from ${rollupTable(pass.subject)} r, ${cellsOf(pass)} and r.until_version is null limit 1`)
  return rows.length > 0
}

const columnsOf = (s: Subject): string[] => [...rollupKey, ...s.measures.map((m) => m.code)]

const same = (s: Subject): string => {
  const key = rollupKey.map((k) => `f.${k} = r.${k}`).join(' and ')
  return `${key} and (${s.measures.map((m) => `f.${m.code}`).join(', ')}) is not distinct from (${s.measures.map((m) => `r.${m.code}`).join(', ')})`
}

// A cell that is no longer so is closed; one that is new, or different, is opened. A cell that is the same is not touched.
const closeSql = (s: Subject, scope: string): string => `update ${rollupTable(s)} r set until_version = :next
from ${scope} and r.until_version is null and not exists (select from fresh_${s.id} f where ${same(s)})`

// In the order of the key, so that its index grows at one end.
const openSql = (s: Subject, isKnown: boolean): string => `insert into ${rollupTable(s)} (${columnsOf(s).join(', ')}, from_version)
select ${columnsOf(s).map((c) => `f.${c}`).join(', ')}, :next
from fresh_${s.id} f
${isKnown ? `where not exists (select from ${rollupTable(s)} r where r.until_version is null and ${same(s)})` : ''}
order by ${rollupKey.map((k) => `f.${k}`).join(', ')}`

async function affected(query: Promise<{ rowCount: number | null }>): Promise<number> {
  return (await query).rowCount ?? 0
}
