import type { Unit } from '@mingshu/metrics'
import type { Knex } from 'knex'

/** A unit and when it stands. */
export interface UnitRow extends Unit {
  readonly validFrom: string
  /** Excluded; null while it stands. */
  readonly validTo: string | null
}

/** The tree of units, in memory: a few thousand, which every question needs. */
export interface UnitTree {
  /** The unit of a code, the one that stands now when a code was given twice. */
  find(code: string): UnitRow | undefined
  /** Units that stand below none. */
  tops(): readonly UnitRow[]
  /** Units directly below, in administrative order, those that stand on a day. */
  childrenOf(unit: Unit, on: string): readonly UnitRow[]
  /** The unit and all below it that stand on a day, in administrative order, those above first. */
  below(unit: Unit, on: string): readonly UnitRow[]
  /** The unit and all that stand below it, or stood there when they ended. What moved away belongs to whom it moved to. */
  allBelow(unit: Unit): readonly UnitRow[]
  /** Whether `unit` is `ancestor` or one of all below it. */
  isBelow(unit: Unit, ancestor: Unit): boolean
}

interface Stored {
  readonly unit_id: string
  readonly county_id: number
  readonly code: string
  readonly name_zh: string
  readonly name_en: string
  readonly level: Unit['level']
  readonly kind: string
  readonly parent: string | null
  readonly sort_no: number
  readonly valid_from: string
  readonly valid_to: string | null
}

/** Reads the tree. Names of units are no secret; what may be asked about them is decided by whoever uses it. */
export async function readUnits(pool: Knex): Promise<UnitTree> {
  const [units, closure] = await Promise.all([
    pool.raw<{ rows: Stored[] }>(
      `select u.unit_id, u.county_id, u.code, u.name_zh, u.name_en, u.level, u.kind, p.code as parent, u.sort_no, u.valid_from, u.valid_to
       from unit u left join unit p on p.unit_id = u.parent_id order by u.sort_no, u.code, u.valid_from`),
    pool.raw<{ rows: { ancestor_id: string; unit_id: string; depth: number; valid_from: string; valid_to: string | null }[] }>(
      'select ancestor_id, unit_id, depth, valid_from, valid_to from unit_closure where depth > 0 order by depth'),
  ])
  const rows = units.rows.map((u): UnitRow => ({
    unitId: u.unit_id, countyId: u.county_id, code: u.code, name: { zh: u.name_zh, en: u.name_en }, level: u.level, kind: u.kind,
    parent: u.parent, sortNo: u.sort_no, validFrom: u.valid_from, validTo: u.valid_to,
  }))
  const byId = new Map(rows.map((u) => [u.unitId, u]))
  const order = new Map(rows.map((u, i) => [u.unitId, i]))
  // Later rows of a code overwrite earlier ones, so the last one that stood is found.
  const byCode = new Map(rows.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)).map((u) => [u.code, u]))
  const above = new Map<string, Map<string, { depth: number; from: string; to: string | null }[]>>()
  const under = new Map<string, Map<string, { depth: number; from: string; to: string | null }[]>>()
  for (const c of closure.rows) {
    const span = { depth: c.depth, from: c.valid_from, to: c.valid_to }
    for (const [side, key, other] of [[above, c.unit_id, c.ancestor_id], [under, c.ancestor_id, c.unit_id]] as const) {
      const of = side.get(key) ?? new Map<string, (typeof span)[]>()
      side.set(key, of.set(other, [...(of.get(other) ?? []), span]))
    }
  }
  const stands = (span: { from: string; to: string | null }, on: string): boolean => span.from <= on && (span.to === null || on < span.to)
  const lower = (unit: Unit, on: string, depth?: number): UnitRow[] =>
    [...(under.get(unit.unitId) ?? [])]
      .filter(([, spans]) => spans.some((s) => stands(s, on) && (depth === undefined || s.depth === depth)))
      .flatMap(([id]) => byId.get(id) ?? [])
      .filter((u) => stands({ from: u.validFrom, to: u.validTo }, on))
      .sort((a, b) => (order.get(a.unitId) ?? 0) - (order.get(b.unitId) ?? 0))
  const isLastlyBelow = (unitId: string, ancestorId: string): boolean =>
    unitId === ancestorId || Boolean(above.get(unitId)?.get(ancestorId)?.some((s) => s.to === (byId.get(unitId)?.validTo ?? null)))

  return {
    find: (code) => byCode.get(code),
    tops: () => rows.filter((u) => u.parent === null && u.validTo === null),
    childrenOf: (unit, on) => lower(unit, on, 1),
    below(unit, on) {
      const rank = { city: 0, county: 1, town: 2, village: 3 }
      const self = byId.get(unit.unitId)
      return [...(self ? [self] : []), ...lower(unit, on)].sort((a, b) => rank[a.level] - rank[b.level])
    },
    allBelow: (unit) => [unit.unitId, ...(under.get(unit.unitId)?.keys() ?? [])].flatMap((id) => byId.get(id) ?? []).filter((u) => isLastlyBelow(u.unitId, unit.unitId)),
    isBelow: (unit, ancestor) => isLastlyBelow(unit.unitId, ancestor.unitId),
  }
}
