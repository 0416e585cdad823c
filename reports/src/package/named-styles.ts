import type { Language } from '@mingshu/metrics'
import { styleNames, type StyleName } from '../styles.js'
import { attribute, editPart, readPart, sheetParts, type Parts } from './parts.js'

// What CT_Font wants first to last; ExcelJS writes another order.
const fontOrder = ['b', 'i', 'strike', 'condense', 'extend', 'outline', 'shadow', 'u', 'vertAlign', 'sz', 'color', 'name', 'family', 'charset', 'scheme']
const baseFont = '<font><sz val="10"/><name val="微软雅黑"/><family val="2"/><charset val="134"/></font>'

/** Puts the children of every font into the order of the schema, and the default font of the book first. */
export function mendFonts(parts: Parts): void {
  let isFirst = true
  editPart(parts, 'xl/styles.xml', (xml) => xml.replace(/<font>(.*?)<\/font>/gs, (_font, inner: string) => {
    if (isFirst) {
      isFirst = false
      return baseFont
    }
    const children = [...inner.matchAll(/<(\w+)\b[^>]*\/>/g)].map(([child, name = '']) => ({ child, at: fontOrder.indexOf(name) }))
    return `<font>${children.sort((a, b) => a.at - b.at).map((c) => c.child).join('')}</font>`
  }))
}

/** Gives every cell format the named style its cells wear: ExcelJS knows none but Normal. */
export function nameStyles(parts: Parts, worn: ReadonlyMap<string, ReadonlyMap<string, StyleName>>, language: Language): void {
  const styleOf = stylesOfFormats(parts, worn)
  const names = [...new Set(styleOf.values())].sort()
  editPart(parts, 'xl/styles.xml', (xml) => {
    const [, inner = ''] = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(xml) ?? []
    const formats = [...inner.matchAll(/<xf\b[^>]*?(?:\/>|>.*?<\/xf>)/gs)].map(([xf]) => xf)
    // A named style looks like the first cell that wears it; others of that style say what they change.
    const base = names.map((name) => formats[[...styleOf].find(([, n]) => n === name)?.[0] ?? 0] ?? '')
    const plain = (xf: string): string => xf.replace(/ xfId="\d+"/, '').replace(/ quotePrefix="\d"/, '')
    const styled = formats.map((xf, i) => {
      const name = styleOf.get(i)
      return name === undefined ? xf : xf.replace(/xfId="\d+"/, `xfId="${names.indexOf(name) + 1}"`)
    })
    const normal = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    return xml
      .replace(/<cellStyleXfs[^>]*>.*?<\/cellStyleXfs>/s, `<cellStyleXfs count="${base.length + 1}">${normal}${base.map(plain).join('')}</cellStyleXfs>`)
      .replace(/<cellXfs[^>]*>.*?<\/cellXfs>/s, `<cellXfs count="${styled.length}">${styled.join('')}</cellXfs>`)
      .replace(/<cellStyles[^>]*>.*?<\/cellStyles>/s,
        `<cellStyles count="${names.length + 1}"><cellStyle name="Normal" xfId="0" builtinId="0"/>${names.map((name, i) => `<cellStyle name="${styleNames[name][language]}" xfId="${i + 1}"/>`).join('')}</cellStyles>`)
  })
}

/** Which named style each cell format of the file is used with. */
function stylesOfFormats(parts: Parts, worn: ReadonlyMap<string, ReadonlyMap<string, StyleName>>): Map<number, StyleName> {
  const found = new Map<number, StyleName>()
  for (const [sheet, part] of sheetParts(parts)) {
    const wearing = worn.get(sheet)
    if (!wearing) continue
    for (const [tag] of readPart(parts, part).matchAll(/<c [^>]*>/g)) {
      const name = wearing.get(attribute(tag, 'r'))
      const format = Number(attribute(tag, 's') || '0')
      if (name && format > 0) found.set(format, name)
    }
  }
  return found
}
