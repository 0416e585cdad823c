import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** The parts of a package by their names. */
export type Parts = Map<string, Uint8Array>

/** Opens a package; folders are no parts. */
export const openParts = (zip: Uint8Array): Parts => new Map(Object.entries(unzipSync(zip)).filter(([name]) => !name.endsWith('/')))

/** The text of a part; throws when the package lacks it. */
export function readPart(parts: Parts, name: string): string {
  const part = parts.get(name)
  if (!part) throw new Error(`The workbook has no part ${name}.`)
  return strFromU8(part)
}

/** Puts a part into the package, or another text into one. */
export const writePart = (parts: Parts, name: string, xml: string): void => void parts.set(name, strToU8(xml))

/** Replaces the text of a part. */
export const editPart = (parts: Parts, name: string, edit: (xml: string) => string): void => writePart(parts, name, edit(readPart(parts, name)))

/**
 * Closes a package: parts in the order of their names after the one readers look for first, and one date for all, so that equal contents
 * give equal bytes. Zip writes local time, and so the date is a local one: it reads 1980-01-01 on any host.
 */
export function closeParts(parts: Parts): Uint8Array {
  const first = '[Content_Types].xml'
  const names = [...parts.keys()].filter((name) => name !== first).sort()
  const mtime = new Date(1980, 0, 1)
  return zipSync(Object.fromEntries([first, ...names].map((name) => [name, [parts.get(name) ?? new Uint8Array(), { mtime }]])), { level: 6 })
}

/** Adds a relationship to the part it belongs to, or to the package when that is '', and returns its id. */
export function relate(parts: Parts, part: string, type: string, target: string): string {
  const name = part === '' ? '_rels/.rels' : part.replace(/([^/]+)$/, '_rels/$1.rels')
  const empty = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
  const xml = parts.has(name) ? readPart(parts, name) : empty
  const taken = [...xml.matchAll(/Id="rId(\d+)"/g)].map((m) => Number(m[1]))
  const id = `rId${Math.max(0, ...taken) + 1}`
  writePart(parts, name, xml.replace(/<\/Relationships>|<Relationships([^>]*)\/>/, (end, attributes?: string) =>
    `${attributes === undefined ? '' : `<Relationships${attributes}>`}<Relationship Id="${id}" Type="${type}" Target="${escapeXml(target)}"/>${end.startsWith('</') ? end : '</Relationships>'}`))
  return id
}

/** Tells the package what kind of part one is. */
export const declare = (parts: Parts, name: string, type: string): void =>
  editPart(parts, '[Content_Types].xml', (xml) => xml.replace('</Types>', `<Override PartName="/${name}" ContentType="${type}"/></Types>`))

/** The part of each sheet by the sheet's name, found through the workbook's relationships. */
export function sheetParts(parts: Parts): Map<string, string> {
  const targets = new Map([...readPart(parts, 'xl/_rels/workbook.xml.rels').matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [attribute(tag, 'Id'), attribute(tag, 'Target')]))
  return new Map([...readPart(parts, 'xl/workbook.xml').matchAll(/<sheet\b[^>]*>/g)].map(([tag]) =>
    [unescapeXml(attribute(tag, 'name')), `xl/${(targets.get(attribute(tag, 'r:id')) ?? '').replace(/^\/xl\//, '')}`]))
}

/** An attribute of a tag as it stands there; empty when it has none. */
export const attribute = (tag: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''

/** Text as XML holds it. */
export const escapeXml = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** XML's text as it reads. */
export const unescapeXml = (xml: string): string =>
  xml.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (entity, hex?: string, decimal?: string, name?: string) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16))
    if (decimal) return String.fromCodePoint(Number(decimal))
    return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name ?? ''] ?? entity
  })
