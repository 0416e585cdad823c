import type { Language } from '@mingshu/metrics'
import type { Chart } from '../layout.js'
import { excelFormat } from '../number-text.js'
import { declare, editPart, escapeXml, relate, sheetParts, writePart, type Parts } from './parts.js'
import { insertAfter } from './sheet-parts.js'

/** A chart and where it and its data stand on its sheet. */
export interface PlacedChart {
  readonly chart: Chart
  /** Rows from 0, and how many columns from the left. */
  readonly fromRow: number
  readonly toRow: number
  readonly columns: number
  /** Ranges of the categories, and of each series' values and name. */
  readonly categories: string
  readonly values: readonly string[]
  readonly names: readonly string[]
}

const colours = ['A3221B', '2F5FB3', 'C4780F', '2D2140', '888C99']
// Lines must be told apart without colour too.
const dashes = ['solid', 'dash', 'sysDot', 'dashDot', 'lgDash']
const ink = '4D4540'
const chartNs = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** Adds native charts to a sheet of the finished package. */
export function addCharts(parts: Parts, sheet: string, placed: readonly PlacedChart[], language: Language): void {
  const part = sheetParts(parts).get(sheet)
  if (!part || placed.length === 0) return
  const drawing = 'xl/drawings/drawing1.xml'
  if (parts.has(drawing)) throw new Error('The workbook already has a drawing.')
  const anchors = placed.map((one, i) => {
    const name = `xl/charts/chart${i + 1}.xml`
    writePart(parts, name, chartXml(one, language))
    declare(parts, name, 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml')
    return anchorXml(one, i, relate(parts, drawing, `${rel}/chart`, `../charts/chart${i + 1}.xml`))
  })
  writePart(parts, drawing, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">' +
    `${anchors.join('')}</xdr:wsDr>`)
  declare(parts, drawing, 'application/vnd.openxmlformats-officedocument.drawing+xml')
  const id = relate(parts, part, `${rel}/drawing`, '../drawings/drawing1.xml')
  editPart(parts, part, (xml) => insertAfter(xml, ['ignoredErrors', 'headerFooter', 'pageSetup'], `<drawing r:id="${id}"/>`))
}

function anchorXml({ chart, fromRow, toRow, columns }: PlacedChart, i: number, id: string): string {
  const corner = (name: string, column: number, row: number): string =>
    `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`
  return `<xdr:twoCellAnchor editAs="oneCell">${corner('from', 0, fromRow)}${corner('to', columns, toRow)}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>` +
    `<xdr:cNvPr id="${i + 2}" name="${escapeXml(chart.title)}" descr="${escapeXml(chart.alt)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>` +
    '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">' +
    `<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="${rel}" r:id="${id}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`
}

function chartXml(placed: PlacedChart, language: Language): string {
  const { chart } = placed
  const isLine = chart.kind === 'line'
  const isStacked = chart.kind === 'stacked'
  const lies = chart.kind === 'bar' || isStacked
  const several = chart.series.length > 1
  // Few single values are labelled; then the axis says nothing more.
  const labelled = !several && !isLine
  const series = chart.series.map((_s, i) => seriesXml(placed, i, { isLine, isStacked, labelled })).join('')
  const plot = isLine
    ? `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>`
    : `<c:barChart><c:barDir val="${lies ? 'bar' : 'col'}"/><c:grouping val="${isStacked ? 'stacked' : 'clustered'}"/><c:varyColors val="0"/>${series}` +
      `<c:gapWidth val="55"/>${isStacked ? '<c:overlap val="100"/>' : ''}<c:axId val="1"/><c:axId val="2"/></c:barChart>`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace ${chartNs}><c:lang val="${{ zh: 'zh-CN', en: 'en-US' }[language]}"/><c:roundedCorners val="0"/><c:chart>` +
    `<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>${paragraph(chart.title, 1200, true, language)}${paragraph(chart.subtitle, 900, false, language)}</c:rich></c:tx><c:overlay val="0"/></c:title>` +
    `<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${plot}${axesXml(chart, lies, labelled)}<c:spPr><a:noFill/></c:spPr></c:plotArea>` +
    `${several ? `<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>` : ''}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>` +
    '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln w="6350"><a:solidFill><a:srgbClr val="E6DFD6"/></a:solidFill></a:ln></c:spPr>' +
    `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill><a:srgbClr val="${ink}"/></a:solidFill>${fonts}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr></c:chartSpace>`
}

const fonts = '<a:latin typeface="微软雅黑"/><a:ea typeface="微软雅黑"/>'

const paragraph = (words: string, size: number, bold: boolean, language: Language): string =>
  `<a:p><a:pPr><a:defRPr sz="${size}" b="${bold ? 1 : 0}"/></a:pPr><a:r><a:rPr lang="${{ zh: 'zh-CN', en: 'en-US' }[language]}" sz="${size}" b="${bold ? 1 : 0}">` +
  `<a:solidFill><a:srgbClr val="${bold ? '1F1A17' : '6B625B'}"/></a:solidFill>${fonts}</a:rPr><a:t>${escapeXml(words)}</a:t></a:r></a:p>`

function seriesXml({ chart, categories, values, names }: PlacedChart, i: number, { isLine, isStacked, labelled }: { isLine: boolean; isStacked: boolean; labelled: boolean }): string {
  const { name, values: numbers } = chart.series[i] ?? { name: '', values: [] }
  const colour = colours[i % colours.length]
  const fill = `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`
  const look = isLine
    ? `<c:spPr><a:ln w="22225" cap="rnd">${fill}<a:prstDash val="${dashes[i % dashes.length]}"/><a:round/></a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>${fill}<a:ln>${fill}</a:ln></c:spPr></c:marker>`
    : `<c:spPr>${fill}${isStacked ? '<a:ln w="12700"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln>' : ''}</c:spPr><c:invertIfNegative val="0"/>`
  const format = escapeXml(chartFormat(chart))
  const labels = labelled
    ? `<c:dLbls><c:numFmt formatCode="${format}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:dLblPos val="outEnd"/>` +
      '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    : ''
  const points = (list: readonly (string | null)[]): string =>
    `<c:ptCount val="${list.length}"/>${list.map((value, at) => (value === null ? '' : `<c:pt idx="${at}"><c:v>${escapeXml(value)}</c:v></c:pt>`)).join('')}`
  return `<c:ser><c:idx val="${i}"/><c:order val="${i}"/><c:tx><c:strRef><c:f>${escapeXml(names[i] ?? '')}</c:f><c:strCache>${points([name])}</c:strCache></c:strRef></c:tx>${look}${labels}` +
    `<c:cat><c:strRef><c:f>${escapeXml(categories)}</c:f><c:strCache>${points(chart.categories)}</c:strCache></c:strRef></c:cat>` +
    `<c:val><c:numRef><c:f>${escapeXml(values[i] ?? '')}</c:f><c:numCache><c:formatCode>${format}</c:formatCode>${points(numbers)}</c:numCache></c:numRef></c:val>${isLine ? '<c:smooth val="0"/>' : ''}</c:ser>`
}

function axesXml(chart: Chart, lies: boolean, labelled: boolean): string {
  const line = (colour: string): string => `<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill></a:ln></c:spPr>`
  // Bars that lie are drawn from the bottom up, so their order is turned: the first area stands on top.
  const category = `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="${lies ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="0"/><c:axPos val="${lies ? 'l' : 'b'}"/>` +
    `<c:numFmt formatCode="@" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${line('8A8078')}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>`
  const grid = labelled ? '' : `<c:majorGridlines>${line('E6DFD6')}</c:majorGridlines>`
  const value = `<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>${chart.kind === 'line' ? '' : '<c:min val="0"/>'}</c:scaling><c:delete val="${labelled ? 1 : 0}"/><c:axPos val="${lies ? 'b' : 'l'}"/>${grid}` +
    `<c:numFmt formatCode="${escapeXml(chartFormat(chart))}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>` +
    `<c:crossAx val="1"/><c:crosses val="${lies ? 'max' : 'autoZero'}"/><c:crossBetween val="between"/></c:valAx>`
  return category + value
}

const chartFormat = (chart: Chart): string => excelFormat(chart.format, '1').replace(/_ /g, '')
