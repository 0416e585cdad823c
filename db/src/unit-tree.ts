/** A line of units.csv: one unit as it is from a day on. */
export interface UnitLine {
  readonly unitId: string
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly level: string
  readonly kind: string
  /** Code of the unit above; empty at the top. */
  readonly parent: string
  readonly sortNo: number
  readonly county: number
  readonly validFrom: string
  /** Excluded; null while it stands. */
  readonly validTo: string | null
}

/** A row of `unit`: the unit as last told, with the whole time it stands. */
export interface Unit extends Omit<UnitLine, 'parent'> {
  readonly parentId: string | null
}

/** A row of `unit_closure`. */
export interface Closure {
  readonly county: number
  readonly ancestorId: string
  readonly unitId: string
  readonly depth: number
  readonly validFrom: string
  readonly validTo: string | null
}

interface Version extends UnitLine {
  readonly upTo: string
}

const levels = ['city', 'county', 'town', 'village']
const never = '9999-12-31' // compares after every day
const open = (day: string): string | null => (day === never ? null : day)

/** The units and who stands above whom when, from the lines of the list. Throws a sentence where they contradict each other. */
export function unitTree(lines: readonly UnitLine[]): { units: Unit[]; closure: Closure[] } {
  const versions = cut(lines)
  const byUnit = group(versions, ({ unitId }) => unitId)
  const byCode = group(versions, ({ code }) => code)
  const above = (version: Version): Version[] =>
    (byCode.get(version.parent) ?? []).filter(({ validFrom, upTo }) => validFrom < version.upTo && upTo > version.validFrom)
  for (const version of versions) check(version, above(version))

  const units = [...byUnit.values()].map(mine => {
    const [first, last] = [mine[0], mine.at(-1)]
    if (!first || !last) throw new Error('A unit without lines.')
    if (mine.some(({ county }) => county !== last.county)) throw new Error(
      `${named(last)} is in county ${first.county} and then in ${last.county}. A unit that moves to another county needs a new unit_id, as does every unit below it.`)
    const { unitId, code, nameZh, nameEn, level, kind, sortNo, county } = last
    const parentId = above(last).at(-1)?.unitId ?? null
    return { unitId, code, nameZh, nameEn, level, kind, sortNo, county, parentId, validFrom: first.validFrom, validTo: open(last.upTo) }
  })
  return { units, closure: [...byUnit.values()].flatMap(mine => ancestors(mine, above)) }
}

// A line holds until the next one of the same unit, or of the same code.
function cut(lines: readonly UnitLine[]): Version[] {
  const sorted = [...lines].sort((a, b) => (a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0))
  const [byUnit, byCode] = [group(sorted, line => line.unitId), group(sorted, line => line.code)]
  return sorted.map(line => {
    const later = [byUnit.get(line.unitId), byCode.get(line.code)].flatMap(same => same?.[same.indexOf(line) + 1]?.validFrom ?? [])
    const upTo = [line.validTo ?? never, ...later].sort()[0] ?? never
    if (upTo <= line.validFrom) throw new Error(`${named(line)} has two lines from ${line.validFrom}, or one that ends before it begins.`)
    return { ...line, upTo }
  })
}

function check(version: Version, above: readonly Version[]): void {
  const rank = levels.indexOf(version.level)
  if (rank < 0) throw new Error(`${named(version)} has the level “${version.level}”; it must be one of ${levels.join(', ')}.`)
  if (rank === 0 && version.parent === '') return
  let covered = version.validFrom
  for (const parent of above) {
    if (levels[rank - 1] !== parent.level) throw new Error(`${named(version)} is a ${version.level} and cannot be below ${named(parent)}, a ${parent.level}.`)
    if (rank > 1 && parent.county !== version.county) throw new Error(
      `${named(version)} is in county ${version.county}, but from ${parent.validFrom} ${named(parent)} above it is in county ${parent.county}. Give it a new unit_id from that day.`)
    if (parent.validFrom <= covered && parent.upTo > covered) covered = parent.upTo
  }
  if (covered < version.upTo) throw new Error(`${named(version)} has nothing above it from ${covered}: there is no unit “${version.parent}” then.`)
}

function ancestors(mine: readonly Version[], above: (version: Version) => Version[]): Closure[] {
  const found: Closure[] = []
  const climb = (of: Version, at: Version, depth: number, from: string, upTo: string): void => {
    found.push({ county: of.county, ancestorId: at.unitId, unitId: of.unitId, depth, validFrom: from, validTo: upTo })
    for (const parent of above(at)) {
      const [since, until] = [max(from, parent.validFrom), min(upTo, parent.upTo)]
      if (since < until) climb(of, parent, depth + 1, since, until)
    }
  }
  for (const version of mine) climb(version, version, 0, version.validFrom, version.upTo)
  return [...group(found, ({ ancestorId }) => ancestorId).values()].flatMap(joinTouching)
}

function joinTouching(rows: readonly Closure[]): Closure[] {
  const joined: Closure[] = []
  for (const row of [...rows].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    const last = joined.at(-1)
    if (last && last.validTo === row.validFrom && last.depth === row.depth) joined[joined.length - 1] = { ...last, validTo: row.validTo }
    else joined.push(row)
  }
  return joined.map(row => ({ ...row, validTo: row.validTo && open(row.validTo) }))
}

function group<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const known = groups.get(key(row))
    if (known) known.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

const min = (a: string, b: string): string => (a < b ? a : b)
const max = (a: string, b: string): string => (a > b ? a : b)
const named = ({ code, nameZh }: UnitLine): string => `${nameZh} (${code})`
