import { attribute, readPart, sheetParts, unescapeXml, escapeXml, writePart, type Parts } from './parts.js'

/** Turns links that ExcelJS writes as outside addresses (#'Sheet'!A1) into links within the workbook. */
export function linkWithin(parts: Parts): void {
  for (const part of sheetParts(parts).values()) {
    const relsName = part.replace(/([^/]+)$/, '_rels/$1.rels')
    if (!parts.has(relsName)) continue
    let rels = readPart(parts, relsName)
    const within = new Map([...rels.matchAll(/<Relationship\b[^>]*>/g)].flatMap(([tag]) => {
      const target = unescapeXml(attribute(tag, 'Target'))
      return target.startsWith('#') ? [[attribute(tag, 'Id'), { tag, location: target.slice(1) }] as const] : []
    }))
    if (within.size === 0) continue
    const xml = readPart(parts, part).replace(/<hyperlink\b[^>]*\/>/g, (tag) => {
      const found = within.get(attribute(tag, 'r:id'))
      return found ? `<hyperlink ref="${attribute(tag, 'ref')}" location="${escapeXml(found.location)}" display="${escapeXml(found.location)}"/>` : tag
    })
    for (const { tag } of within.values()) rels = rels.replace(tag, '')
    writePart(parts, part, xml)
    writePart(parts, relsName, rels)
  }
}

/** Tells Excel that codes written as text, and totals above what they add, are meant so: no green corners. */
export function allowTexts(parts: Parts): void {
  for (const part of sheetParts(parts).values()) {
    const xml = readPart(parts, part)
    const used = attribute(/<dimension\b[^>]*>/.exec(xml)?.[0] ?? '', 'ref')
    if (!used) continue
    const ignored = `<ignoredErrors><ignoredError sqref="${used}" numberStoredAsText="1" formula="1" formulaRange="1"/></ignoredErrors>`
    writePart(parts, part, insertAfter(xml, ['headerFooter', 'pageSetup', 'pageMargins'], ignored))
  }
}

/** Inserts an element after the last of the elements named, those that stand directly in the worksheet. */
export function insertAfter(xml: string, names: readonly string[], element: string): string {
  for (const name of names) {
    const end = Math.max(xml.lastIndexOf(`</${name}>`), lastEmpty(xml, name))
    if (end < 0) continue
    const at = xml.indexOf('>', end) + 1
    return xml.slice(0, at) + element + xml.slice(at)
  }
  throw new Error(`The sheet has none of ${names.join(', ')}.`)
}

function lastEmpty(xml: string, name: string): number {
  const found = [...xml.matchAll(new RegExp(`<${name}\\b[^>]*/>`, 'g'))].at(-1)
  return found?.index ?? -1
}
