import { unescapeXml } from './parts.js'

/** A tag of an XML text, without its prefix, and the text that stands before it. */
export interface Tag {
  readonly name: string
  readonly kind: 'open' | 'close' | 'empty'
  readonly attributes: ReadonlyMap<string, string>
  /** Text between the tag before and this one. */
  readonly before: string
}

const tag = /<(?:!\[CDATA\[([\s\S]*?)\]\]>|!--[\s\S]*?-->|\?[\s\S]*?\?>|(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>)/g

/** Reads the tags of an XML text, first to last. It resolves no entity but the five and numbers, and refuses a document type. */
export function* tagsOf(xml: string): Generator<Tag> {
  if (/<!DOCTYPE/i.test(xml)) throw new Error('The file declares a document type; workbooks have none.')
  let before = ''
  let at = 0
  for (const match of xml.matchAll(tag)) {
    const [whole, cdata, close, name, attributes = '', empty] = match
    before += unescapeXml(xml.slice(at, match.index))
    at = match.index + whole.length
    if (cdata !== undefined) before += cdata
    if (name === undefined) continue
    yield { name, kind: close ? 'close' : empty ? 'empty' : 'open', attributes: attributesOf(attributes), before }
    before = ''
  }
}

function attributesOf(words: string): ReadonlyMap<string, string> {
  return new Map([...words.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', a, b]) => [name, unescapeXml(a ?? b ?? '')]))
}
