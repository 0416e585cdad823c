import type { UnitLine } from '@mingshu/db'
import { text, type Text } from '@mingshu/metrics'

/** A cell of the sheet, as it is read. */
type SheetCell = string | number | null

/** The columns of a sheet of divisions: our name, and the headers it may have. */
const headers = {
  code: ['代码', '单位代码', '区划代码', 'code'],
  name: ['名称', '单位名称', 'name'],
  level: ['层级', '级别', 'level'],
  parent: ['上级代码', '上级', 'parent'],
  english: ['英文名', '英文名称', 'name_en'],
} as const
type Name = keyof typeof headers

/** Words for the levels. */
export const levelWords: Readonly<Record<string, string>> = { 市: 'city', 地市: 'city', '县（市、区）': 'county', '县(市、区)': 'county', 县: 'county', 区: 'county', '镇（街）': 'town', '镇(街)': 'town', 镇: 'town', 街道: 'town', '村（社区）': 'village', '村(社区)': 'village', 村: 'village', 社区: 'village', city: 'city', county: 'county', town: 'town', village: 'village' }

/** The units of a sheet of divisions, in the order of its lines; or why it will not do. */
export function unitsOfSheet(lines: readonly { readonly rowNo: number; readonly cells: readonly SheetCell[] }[]): readonly UnitLine[] | { readonly refused: Text } {
  const at = lines.findIndex(({ cells }) => columnOf(cells, 'code') >= 0 && columnOf(cells, 'name') >= 0)
  const head = lines[at]
  if (!head) return { refused: text('没有找到表头。第一行应有“代码”“名称”“层级”“上级代码”。', 'There is no header. The first line should have 代码, 名称, 层级 and 上级代码.') }
  const place = Object.fromEntries(Object.keys(headers).map((name) => [name, columnOf(head.cells, name as Name)])) as Record<Name, number>
  if (place.level < 0 || place.parent < 0) return { refused: text('缺少“层级”或“上级代码”一列。', 'The column 层级 or 上级代码 is missing.') }
  const read = (cells: readonly SheetCell[], name: Name): string => String(cells[place[name]] ?? '').trim()

  const units: UnitLine[] = []
  const countyOf = new Map<string, number>()
  for (const { rowNo, cells } of lines.slice(at + 1)) {
    const [code, nameZh, word, parent] = [read(cells, 'code'), read(cells, 'name'), read(cells, 'level'), read(cells, 'parent')]
    if (!code && !nameZh) continue
    const level = levelWords[word]
    if (!/^[0-9A-Za-z-]{2,20}$/.test(code)) return wrong(rowNo, `代码“${code}”应为 2—20 位数字或字母`, `the code “${code}” should be 2 to 20 digits or letters`)
    if (!nameZh || nameZh.length > 60) return wrong(rowNo, '名称为空或过长', 'the name is empty or too long')
    if (!level) return wrong(rowNo, `层级“${word}”应为市、县（市、区）、镇（街）、村（社区）之一`, `the level “${word}” should be 市, 县（市、区）, 镇（街） or 村（社区）`)
    if (units.some((u) => u.code === code)) return wrong(rowNo, `代码“${code}”出现了两次`, `the code “${code}” stands twice`)
    const county = level === 'city' ? 0 : level === 'county' ? new Set(countyOf.values()).size + 1 : countyOf.get(parent)
    if (county === undefined) return wrong(rowNo, `上级“${parent}”应写在它前面`, `the unit above, “${parent}”, should stand before it`)
    if (level !== 'city') countyOf.set(code, county)
    units.push({ unitId: String(units.length + 1), code, nameZh, nameEn: read(cells, 'english') || nameZh, level, kind: kindOf(level, nameZh), parent, sortNo: (units.length + 1) * 10, county, validFrom: '2000-01-01', validTo: null })
  }
  if (units.length === 0) return { refused: text('表里没有单位。', 'The sheet holds no unit.') }
  return units
}

const columnOf = (cells: readonly SheetCell[], name: Name): number => cells.findIndex((cell) => (headers[name] as readonly string[]).includes(String(cell ?? '').trim()))

const wrong = (rowNo: number, zh: string, en: string): { refused: Text } => ({ refused: text(`第 ${rowNo} 行：${zh}。`, `Line ${rowNo}: ${en}.`) })

// By the word a name ends with; what none fits is the plain kind of its level.
const endings: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  county: [[/(开发区|园区|新区|功能区)$/, 'zone'], [/区$/, 'district'], [/市$/, 'county_city']],
  town: [[/街道$/, 'subdistrict'], [/乡$/, 'township']],
  village: [[/(社区|居委会)$/, 'community']],
}
const plain: Readonly<Record<string, string>> = { city: 'city', county: 'county', town: 'town', village: 'village' }
const kindOf = (level: string, name: string): string => endings[level]?.find(([ending]) => ending.test(name))?.[1] ?? plain[level] ?? level
