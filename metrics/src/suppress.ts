import { isTold } from './told.js'

/** Counts of persons from 1 to one below this are hidden. */
export const smallBelow = 5

/** A part of a whole, such as one town of a county. */
export interface Part {
  readonly key: string
  /** Null where nothing is told anyway. */
  readonly value: number | null
}

/** What is known about the whole. */
export interface Whole {
  /** The whole is itself hidden. */
  readonly isHidden: boolean
  /** Parts that are hidden for another reason. */
  readonly already?: ReadonlySet<string>
  readonly below?: number
}

/** Whether a count tells too much by itself. Zero does not. */
export const isSmall = (value: number | null, below = smallBelow): boolean => value !== null && value !== 0 && Math.abs(value) < below

/**
 * Which parts of a whole are hidden: the small ones, and as many of the next smallest as keep the whole less the others from
 * telling them. Depends on the values alone, never on who asks or how; of equal values the first given goes first.
 */
export function hideParts(parts: readonly Part[], { isHidden, already = new Set(), below = smallBelow }: Whole): ReadonlySet<string> {
  const hidden = new Set(parts.filter((p) => already.has(p.key) || isSmall(p.value, below)).map((p) => p.key))
  const rest = parts
    .flatMap((p) => (p.value !== null && p.value > 0 && !hidden.has(p.key) ? [{ key: p.key, value: p.value }] : []))
    .sort((a, b) => a.value - b.value)
  const hideNext = (): void => {
    const next = rest.shift()
    if (next) hidden.add(next.key)
  }
  if (isHidden) {
    // All parts shown would add up to the hidden whole.
    if (hidden.size === 0) hideNext()
    return hidden
  }
  while (rest.length > 0 && canBeTold(parts.filter((p) => hidden.has(p.key)), below)) hideNext()
  return hidden
}

// Whole less the shown parts is the sum of the hidden ones: it tells them when there is one, or all must be the largest small count; and it must not be a small count itself.
function canBeTold(hidden: readonly Part[], below: number): boolean {
  if (hidden.length === 0) return false
  const sum = hidden.reduce((s, p) => s + (p.value ?? 0), 0)
  return hidden.length === 1 || sum < below || sum === hidden.length * (below - 1)
}

/** A value of a persons measure that was read to decide what is hidden. */
export interface Counted {
  readonly measure: string
  readonly unit: string
  /** The unit above, as of the business date; null at the top. */
  readonly parent: string | null
  readonly member: string
  readonly from: string
  readonly to: string
  readonly value: number
}

/** Names a value: a measure of a unit, and of a member, over some days. */
export const cellKey = (c: Pick<Counted, 'measure' | 'unit' | 'member' | 'from' | 'to'>): string => [c.measure, c.unit, c.member, c.from, c.to].join('|')

/** Measures of persons that keep a sum in every cell, so that each follows from the others. Where one is hidden both of `together` are: they can then grow by as much. */
export interface Tie {
  readonly measures: readonly string[]
  readonly together: readonly [string, string]
}

/**
 * Which of the values are hidden. Every unit is judged among its siblings, from the top of the tree down, so that a unit is hidden
 * or shown for the same days in whatever question it appears. `months` are stretches that add up to a whole, for measures that add over time.
 */
export function hiddenCells(counted: readonly Counted[], periods: readonly PeriodsOf[] = [], below = smallBelow, ties: readonly Tie[] = []): ReadonlySet<string> {
  const hidden = new Set<string>()
  hideInTrees(counted, hidden, below)
  for (const tie of ties) hideTogether(counted, tie, hidden, below)
  for (const p of periods) {
    const wholeIsHidden = hidden.has(cellKey(p.whole))
    const parts = p.parts.map((part) => ({ key: cellKey(part), value: part.value }))
    for (const key of hideParts(parts, { isHidden: wholeIsHidden, already: hidden, below })) hidden.add(key)
  }
  return hidden
}

/** Values over parts of a time and over all of it, of a measure that adds over time. */
export interface PeriodsOf {
  readonly whole: Counted
  readonly parts: readonly Counted[]
}

/** Hides both measures of a tie wherever a measure of it is hidden, and in the tree what that would tell, until neither hides more. */
function hideTogether(counted: readonly Counted[], { measures, together }: Tie, hidden: Set<string>, below: number): void {
  const tied = counted.filter((c) => measures.includes(c.measure))
  const both = counted.filter((c) => together.includes(c.measure))
  for (let before = -1; before !== hidden.size;) {
    before = hidden.size
    for (const cell of tied) if (hidden.has(cellKey(cell))) for (const measure of together) hidden.add(cellKey({ ...cell, measure }))
    hideInTrees(both, hidden, below)
  }
}

function hideInTrees(counted: readonly Counted[], hidden: Set<string>, below: number): void {
  for (const same of groupBy(counted, (c) => [c.measure, c.from, c.to].join('|'))) hideInTree(same, hidden, below)
}

function hideInTree(same: readonly Counted[], hidden: Set<string>, below: number): void {
  const totals = same.filter((c) => c.member === '')
  const known = new Set(totals.map((c) => c.unit))
  const families = groupBy(totals.filter((c) => c.parent !== null && known.has(c.parent)), (c) => c.parent ?? '')
  const of = new Map(families.map((f) => [f[0]?.parent ?? '', f]))
  const members = new Map(groupBy(same.filter((c) => c.member !== ''), (c) => c.unit).map((m) => [m[0]?.unit ?? '', m]))
  const descend = (unit: Counted): void => {
    const children = of.get(unit.unit) ?? []
    const parts = children.map((c) => ({ key: cellKey(c), value: c.value }))
    for (const key of hideParts(parts, { isHidden: hidden.has(cellKey(unit)), already: hidden, below })) hidden.add(key)
    hideMembers(children, unit, members, hidden, below)
    for (const child of children) descend(child)
  }
  for (const top of totals.filter((c) => c.parent === null || !known.has(c.parent))) {
    if (isSmall(top.value, below)) hidden.add(cellKey(top))
    hideMembers([top], undefined, members, hidden, below)
    descend(top)
  }
}

/**
 * A member of a unit is a part twice: of its unit, and of the same member of the unit above, which is judged before and stays as it is.
 * Hides both ways until neither gives a small count away, and no small one follows from all of the table.
 */
function hideMembers(units: readonly Counted[], above: Counted | undefined, membersOf: ReadonlyMap<string, readonly Counted[]>, hidden: Set<string>, below: number): void {
  const cells = units.flatMap((u) => membersOf.get(u.unit) ?? [])
  const wholes = [
    ...units.map((u) => ({ whole: u, parts: membersOf.get(u.unit) ?? [] })),
    ...(above ? (membersOf.get(above.unit) ?? []) : []).map((whole) => ({ whole, parts: cells.filter((c) => c.member === whole.member) })),
  ]
  for (;;) {
    for (let before = -1; before !== hidden.size;) {
      before = hidden.size
      for (const { whole, parts } of wholes) {
        const all = parts.map((c) => ({ key: cellKey(c), value: c.value }))
        for (const key of hideParts(all, { isHidden: hidden.has(cellKey(whole)), already: hidden, below })) hidden.add(key)
      }
    }
    const told = above && membersOf.has(above.unit) ? findTold(units, above, membersOf, hidden, below) : undefined
    if (!told) return
    const shown = cells.filter((c) => !hidden.has(cellKey(c)))
    const beside = shown.filter((c) => c.unit === told.unit || c.member === told.member)
    // The smallest first; a zero only where nothing else is left, for most of what a table tells are its zeros.
    const [next] = (beside.length > 0 ? beside : shown).sort((a, b) => (a.value || Infinity) - (b.value || Infinity))
    if (!next) return
    hidden.add(cellKey(next))
  }
}

/** A small count that follows from what is shown of the units, their members and the unit above. */
function findTold(units: readonly Counted[], above: Counted, membersOf: ReadonlyMap<string, readonly Counted[]>, hidden: ReadonlySet<string>, below: number): Counted | undefined {
  const names = [...new Set([...units, above].flatMap((u) => (membersOf.get(u.unit) ?? []).map((c) => c.member)))]
  const rows = [...units, above].map((u) => [...names.map((n) => membersOf.get(u.unit)?.find((c) => c.member === n)), u])
  const cells = rows.flatMap((row, i) => row.flatMap((c, j) => (c ? [{ of: c, row: i, column: j, value: c.value, isHidden: hidden.has(cellKey(c)) }] : [])))
  return cells.find((c) => c.isHidden && c.row < units.length && isSmall(c.value, below) && isTold(cells, c, units.length, names.length))?.of
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const k = key(item)
    const known = groups.get(k)
    if (known) known.push(item)
    else groups.set(k, [item])
  }
  return [...groups.values()]
}
