import { unescapeXml } from './parts.js'

/** A tag of an XML text, without its prefix, and the text that stands before it. */
export interface Tag {
  readonly name: string
  readonly kind: 'open' | 'close' | 'empty'
  readonly attributes: ReadonlyMap<string, string>
  /** Text between the tag before and this one. */
  readonly before: string
}

const tag = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/y

/** What is no tag: how it begins, how it ends, and whether what stands between is text. */
const asides = [
  { start: '<![CDATA[', end: ']]>', isText: true },
  { start: '<!--', end: '-->', isText: false },
  { start: '<?', end: '?>', isText: false },
] as const

/**
 * Reads the tags of an XML text, first to last. It resolves no entity but the five and numbers, and refuses a document type. What is
 * begun and never ended is refused where it stands: to look for an end behind each of ten thousand beginnings takes minutes.
 */
export function* tagsOf(xml: string): Generator<Tag> {
  if (/<!DOCTYPE/i.test(xml)) throw new Error('The file declares a document type; workbooks have none.')
  let before = ''
  let at = 0
  for (let start = xml.indexOf('<'); start >= 0; start = xml.indexOf('<', at)) {
    before += unescapeXml(xml.slice(at, start))
    const aside = asides.find((a) => xml.startsWith(a.start, start))
    if (aside) {
      const end = xml.indexOf(aside.end, start + aside.start.length)
      if (end < 0) throw new Error(`The file begins a ${aside.start} that has no end.`)
      if (aside.isText) before += xml.slice(start + aside.start.length, end)
      at = end + aside.end.length
      continue
    }
    tag.lastIndex = start
    const match = tag.exec(xml)
    if (!match) throw new Error('The file holds a < that begins no tag.')
    const [whole, close, name = '', attributes = '', empty] = match
    at = start + whole.length
    yield { name, kind: close ? 'close' : empty ? 'empty' : 'open', attributes: attributesOf(attributes), before }
    before = ''
  }
}

const none: ReadonlyMap<string, string> = new Map()

function attributesOf(words: string): ReadonlyMap<string, string> {
  if (words === '') return none
  return new Map([...words.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', a, b]) => [name, unescapeXml(a ?? b ?? '')]))
}
