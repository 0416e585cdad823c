import { sheetNameOf } from './file-name.js'
import type { Ledger } from './ledger-layout.js'
import { headRows, titleOf } from './ledger-sheet.js'
import { escapeXml } from './package/parts.js'
import { customXml } from './package/properties.js'
import { properties } from './property-names.js'

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageNs = 'http://schemas.openxmlformats.org/package/2006'
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The parts of a ledger's package that stand around its sheets, by name. */
export function frameOf(ledger: Ledger, sheets: number, exportNo: string): readonly (readonly [string, string])[] {
  const numbers = Array.from({ length: sheets }, (_sheet, i) => i + 1)
  const name = (no: number): string => escapeXml(sheetNameOf(`${{ zh: '明细', en: 'Rows ' }[ledger.language]}${sheets > 1 ? no : ''}`))
  const each = (xml: (no: number) => string): string => numbers.map(xml).join('')
  return [
    ['xl/styles.xml', styles],
    ['xl/workbook.xml', `${declaration}<workbook xmlns="${main}" xmlns:r="${rel}"><bookViews><workbookView activeTab="0"/></bookViews>` +
      `<sheets>${each((no) => `<sheet name="${name(no)}" sheetId="${no}" r:id="rId${no}"/>`)}</sheets>` +
      `<definedNames>${each((no) => `<definedName name="_xlnm.Print_Titles" localSheetId="${no - 1}">'${name(no)}'!$1:$${headRows}</definedName>`)}</definedNames></workbook>`],
    ['xl/_rels/workbook.xml.rels', relationships([
      ...numbers.map((no) => [`${rel}/worksheet`, `worksheets/sheet${no}.xml`] as const), [`${rel}/styles`, 'styles.xml'], [`${rel}/sharedStrings`, 'sharedStrings.xml'],
    ])],
    ['docProps/core.xml', coreXml(ledger)],
    ['docProps/custom.xml', customXml({
      [properties.exportNo]: exportNo, [properties.businessOn]: ledger.businessOn, [properties.version]: String(ledger.version), [properties.viewUrl]: ledger.viewUrl,
      [properties.report]: 'ledger', [properties.unit]: ledger.unit.code, [properties.period]: ledger.period,
    })],
    ['_rels/.rels', relationships([
      [`${rel}/officeDocument`, 'xl/workbook.xml'], [`${packageNs}/relationships/metadata/core-properties`, 'docProps/core.xml'], [`${rel}/custom-properties`, 'docProps/custom.xml'],
    ])],
    ['[Content_Types].xml', `${declaration}<Types xmlns="${packageNs}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/>` +
      each((no) => `<Override PartName="/xl/worksheets/sheet${no}.xml" ContentType="${sheetType}.worksheet+xml"/>`) +
      `<Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${sheetType}.sharedStrings+xml"/>` +
      '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' +
      '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'],
  ]
}

const relationships = (of: readonly (readonly [string, string])[]): string =>
  `${declaration}<Relationships xmlns="${packageNs}/relationships">${of.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`).join('')}</Relationships>`

function coreXml(ledger: Ledger): string {
  const instant = new Date(ledger.publishedAt).toISOString().replace(/\.\d+Z$/, 'Z')
  const stamp = (name: string): string => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${instant}</dcterms:${name}>`
  return `${declaration}<cp:coreProperties xmlns:cp="${packageNs}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ` +
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(titleOf(ledger))}</dc:title><dc:creator>明数</dc:creator>${stamp('created')}${stamp('modified')}</cp:coreProperties>`
}

const font = (size: number, bold: boolean, colour: string): string =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><color rgb="${colour}"/><name val="微软雅黑"/><family val="2"/><charset val="134"/></font>`

const format = (fontId: number, more: { fill?: number; number?: number; align?: string } = {}): string =>
  `<xf numFmtId="${more.number ?? 0}" fontId="${fontId}" fillId="${more.fill ?? 0}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">` +
  `<alignment ${more.align ?? 'vertical="center"'}/></xf>`

// In the order of `formats`: title, note, header, text, integer, decimal, date.
const styles = `${declaration}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0_ "/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  `<fonts count="4">${font(10, false, 'FF1F1A17')}${font(14, true, 'FF1F1A17')}${font(9, false, 'FF6B625B')}${font(10, true, 'FFFFFFFF')}</fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFA3221B"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${format(1)}${format(2)}${format(3, { fill: 2, align: 'horizontal="center" vertical="center" wrapText="1"' })}` +
  `${format(0, { number: 49 })}${format(0, { number: 164 })}${format(0)}${format(0, { number: 165, align: 'horizontal="center"' })}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
