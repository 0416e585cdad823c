import { text, type Text } from '@mingshu/metrics'
import { tagsOf } from './package/xml-tags.js'
import { partsOf } from './package/zip-parts.js'
import { properties } from './property-names.js'

/** A cell as it stands in a file. */
export interface ReadCell {
  /** Number, text or cached result, as written; empty when the cell is. */
  readonly value: string
  readonly isNumber: boolean
  /** Undefined for a constant; empty when the file shares another cell's formula. */
  readonly formula?: string
}

/** A workbook as it stands in a file. */
export interface ReadWorkbook {
  readonly exportNo: string
  readonly version: number
  readonly report: string
  readonly unit: string
  readonly period: string
  readonly viewUrl: string
  /** Cells by address, by the name of their sheet. Empty cells are left out. */
  readonly sheets: ReadonlyMap<string, ReadonlyMap<string, ReadCell>>
}

// What unpacks to more than any report of ours is not one of ours.
const most = { bytes: 64 * 1024 * 1024, parts: 500 }

/** Reads one of our workbooks back, whoever saved it last; or says why not. */
export function readWorkbook(bytes: Uint8Array): ReadWorkbook | { readonly refused: Text } {
  const parts = unpack(bytes)
  if (!parts) return { refused: text('这不是 .xlsx 文件，或已损坏、过大。请上传从本系统导出的文件。', 'This is no .xlsx file, or it is damaged or too large. Upload a file exported here.') }
  try {
    const custom = customProperties(parts.get('docProps/custom.xml') ?? '')
    const exportNo = custom.get(properties.exportNo)
    const version = Number(custom.get(properties.version))
    if (!exportNo || !Number.isSafeInteger(version) || version < 1) {
      return { refused: text('文件里没有导出号，不是从本系统导出的，或属性已被删除。', 'The file has no export number: it was not exported here, or its properties were removed.') }
    }
    const of = (name: string): string => custom.get(name) ?? ''
    return {
      exportNo, version, report: of(properties.report), unit: of(properties.unit), period: of(properties.period), viewUrl: of(properties.viewUrl), sheets: sheetsOf(parts),
    }
  } catch {
    return { refused: text('文件的内部结构读不懂，可能已损坏。请重新导出后再核对。', 'The inside of the file cannot be read; it may be damaged. Export it again.') }
  }
}

function unpack(bytes: Uint8Array): ReadonlyMap<string, string> | undefined {
  try {
    return partsOf(bytes, /\.(xml|rels)$/, most)
  } catch {
    return undefined
  }
}

function customProperties(xml: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  let name = ''
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'property' && tag.kind === 'open') name = tag.attributes.get('name') ?? ''
    if (tag.kind === 'close' && tag.name !== 'property' && name) found.set(name, tag.before)
    if (tag.name === 'property' && tag.kind === 'close') name = ''
  }
  return found
}

function sheetsOf(parts: ReadonlyMap<string, string>): ReadWorkbook['sheets'] {
  const targets = new Map<string, string>()
  for (const { name, attributes } of tagsOf(parts.get('xl/_rels/workbook.xml.rels') ?? '')) {
    if (name === 'Relationship') targets.set(attributes.get('Id') ?? '', (attributes.get('Target') ?? '').replace(/^\/?(?:xl\/)?/, 'xl/'))
  }
  const strings = stringsOf(parts.get('xl/sharedStrings.xml') ?? '')
  const sheets = new Map<string, ReadonlyMap<string, ReadCell>>()
  const read = new Map<string, ReadonlyMap<string, ReadCell>>()
  for (const { name, attributes } of tagsOf(parts.get('xl/workbook.xml') ?? '')) {
    if (name !== 'sheet') continue
    const id = [...attributes].find(([key]) => /(^|:)id$/.test(key))?.[1] ?? ''
    const target = targets.get(id) ?? ''
    // Once, however many sheets say it is theirs.
    const cells = read.get(target) ?? cellsOf(parts.get(target) ?? '', strings)
    read.set(target, cells)
    sheets.set(attributes.get('name') ?? '', cells)
  }
  return sheets
}

/** Texts of the shared table; phonetic guides are no part of them. */
function stringsOf(xml: string): readonly string[] {
  const strings: string[] = []
  let words = ''
  let isGuide = false
  for (const { name, kind, before } of tagsOf(xml)) {
    if (name === 'rPh') isGuide = kind === 'open'
    if (name === 't' && kind === 'close' && !isGuide) words += before
    if (name === 'si' && kind !== 'open') {
      strings.push(words)
      words = ''
    }
  }
  return strings
}

function cellsOf(xml: string, strings: readonly string[]): ReadonlyMap<string, ReadCell> {
  const cells = new Map<string, ReadCell>()
  let at: { address: string; type: string } | undefined
  let value = ''
  let formula: string | undefined
  for (const { name, kind, attributes, before } of tagsOf(xml)) {
    if (name === 'c' && kind === 'open') {
      at = { address: attributes.get('r') ?? '', type: attributes.get('t') ?? 'n' }
      value = ''
      formula = undefined
    }
    if (name === 'f' && kind !== 'open') formula = kind === 'close' ? before : ''
    if ((name === 'v' || name === 't') && kind === 'close') value += before
    if (name === 'c' && kind === 'close' && at) {
      const shown = at.type === 's' ? strings[Number(value)] ?? '' : value
      if (shown !== '' || formula !== undefined) cells.set(at.address, { value: shown, isNumber: at.type === 'n', ...(formula !== undefined && { formula }) })
      at = undefined
    }
  }
  return cells
}
