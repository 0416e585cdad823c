import { text, type Text } from '@mingshu/metrics'

/** One version of a unit, as the tree has it. */
export interface UnitVersion {
  readonly unitId: string
  readonly countyId: number
  readonly code: string
  readonly name: string
  readonly parentId: string | null
  readonly from: string
  readonly to: string | null
}

/** Finds the unit a source means, as it was on a day. */
export type FindUnit = (typed: string, on: string) => UnitVersion | { readonly refused: Text }

/** Looks units up by code (short, or filled up with zeros) or by name, alone or after the names of the units above. */
export function unitBook(versions: readonly UnitVersion[]): FindUnit {
  const byCode = new Map<string, UnitVersion[]>()
  for (const v of versions) byCode.set(v.code, [...(byCode.get(v.code) ?? []), v])
  const byId = new Map(versions.map((v) => [v.unitId, v]))
  let names: Map<string, UnitVersion[]> | undefined
  const known = new Map<string, ReturnType<FindUnit>>()
  const begin = versions.reduce((first, v) => (v.from < first ? v.from : first), '9999-12-31')

  const find: FindUnit = (typed, day) => {
    // Before the tree begins nothing is known of units, so the first ones stand for it.
    const on = day < begin ? begin : day
    const code = shortCode(typed)
    const named = byCode.get(code) ?? (names ??= byName(versions, byId)).get(plainName(typed)) ?? []
    const standing = named.filter((v) => v.from <= on && (v.to === null || on < v.to))
    const [only] = standing
    if (only && standing.length === 1) return only
    if (standing.length > 1) return { refused: ambiguous(standing, byId) }
    if (named[0]) return { refused: notThen(named) }
    return { refused: /^\d{6,12}\.0+$/.test(code) ? spreadsheet(code) : unknown }
  }
  return (typed, on) => {
    // A source names the same few units over and over.
    const question = `${typed} ${on}`
    const answer = known.get(question) ?? find(typed, on)
    if (known.size > 100_000) known.clear()
    known.set(question, answer)
    return answer
  }
}

/** A division code without the zeros that fill it up: `440803071000` is `440803071`, `440703000000` is `440703`. */
export function shortCode(code: string): string {
  let short = code.trim().toUpperCase()
  for (const length of [12, 9]) if (short.length === length && short.endsWith('000')) short = short.slice(0, -3)
  return short
}

const unknown = text('不是已知的单位代码或名称。请按单位表填写代码', 'is not the code or the name of a known unit. Take the code from the list of units')

const spreadsheet = (code: string): Text =>
  text(`带了小数，多半是电子表格改的。请写成 ${code.replace(/\..*$/, '')}，并把该列设为文本格式`, `has decimals, which a spreadsheet must have added. Write ${code.replace(/\..*$/, '')} and format the column as text`)

function ambiguous(units: readonly UnitVersion[], byId: ReadonlyMap<string, UnitVersion>): Text {
  const choices = units.slice(0, 3).map((u) => `${byId.get(u.parentId ?? '')?.name ?? ''}${u.name} ${u.code}`).join('、')
  return text(`有 ${units.length} 个同名单位(${choices}${units.length > 3 ? '…' : ''})。请填写单位代码`, `is the name of ${units.length} units (${choices}${units.length > 3 ? '…' : ''}). Enter the code`)
}

function notThen(versions: readonly UnitVersion[]): Text {
  const spans = versions.map((v) => `${v.from}—${v.to ?? ''}`).join('、')
  return text(`在该日不存在(存续期 ${spans})。请填写当时的单位`, `did not exist on that day (it stood ${spans}). Enter the unit of that time`)
}

const plainName = (typed: string): string => typed.normalize('NFKC').replace(/[\s·•・]/g, '')

// Every spelling of a name, alone and after every spelling of the names above it: 白沙街道办事处丰乐社区居委会.
function byName(versions: readonly UnitVersion[], byId: ReadonlyMap<string, UnitVersion>): Map<string, UnitVersion[]> {
  const names = new Map<string, UnitVersion[]>()
  const add = (name: string, unit: UnitVersion): void => {
    const known = names.get(name)
    if (!known) names.set(name, [unit])
    else if (!known.includes(unit)) known.push(unit)
  }
  const above = (unit: UnitVersion): readonly string[] => {
    const parent = byId.get(unit.parentId ?? '')
    if (!parent) return ['']
    return ['', ...above(parent).flatMap((head) => spellings(plainName(parent.name)).map((name) => head + name))]
  }
  for (const unit of versions) {
    for (const head of above(unit)) for (const name of spellings(plainName(unit.name))) add(head + name, unit)
  }
  return names
}

function spellings(name: string): string[] {
  if (name.endsWith('街道')) return [name, `${name}办事处`, `${name}办`]
  if (/(经开区|经济技术开发区)$/.test(name)) return ['经开区', '经济技术开发区'].map((end) => name.replace(/(经开区|经济技术开发区)$/, end))
  if (name.endsWith('社区')) return [name, ...['居委会', '居民委员会'].flatMap((end) => [name + end, name.slice(0, -2) + end])]
  if (name.endsWith('村')) return [name, ...['委会', '民委员会', '村委会', '村民委员会', '居委会'].map((end) => name + end)]
  return [name]
}
