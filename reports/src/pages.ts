/** A4, in points, with the margins every sheet is printed with. */
const a4 = { short: 595.3, long: 841.9 }
const margins = { side: 42.5, top: 56.7, bottom: 51 }

/** The same margins in inches, as Excel wants them. */
export const marginsInInches = { left: margins.side / 72, right: margins.side / 72, top: margins.top / 72, bottom: margins.bottom / 72, header: 0.35, footer: 0.3 }

/** Scale below which 11 points print smaller than 6, too small for a form. */
const smallest = 0.56

/** Points a character of a column's width takes: 7 pixels, as the digits of 微软雅黑 10 do on Windows. */
export const usualCharPoints = 5.25

/** A sheet as the printer sees it. */
export interface Printable {
  readonly paper: 'landscape' | 'portrait'
  /** Column widths in characters. */
  readonly widths: readonly number[]
  /** Row heights in points. */
  readonly heights: readonly number[]
  /** Rows at the top that are printed on every page. */
  readonly titleRows: number
  /** Default {@link usualCharPoints}; a host without the fonts prints wider columns. */
  readonly charPoints?: number
}

/** How a sheet is put on pages. */
export interface Pages {
  readonly count: number
  /** For `fitToHeight`; 0 lets the pages follow from the width. */
  readonly fitToHeight: number
  /** Size of the letters against their full size. */
  readonly scale: number
}

/** Room for columns on a page, in characters. */
export const roomFor = (paper: 'landscape' | 'portrait'): number => areaOf(paper).width / usualCharPoints

/**
 * Predicts the pages of a sheet fitted to one page width. When the last page would hold less than a fifth of a page, or the sheet nearly
 * fits the pages it is `meant` for, it is squeezed on one page less.
 */
export function paginate(sheet: Printable, meant?: number): Pages {
  const scale = widthScale(sheet)
  const pages = cut(sheet, scale)
  const count = pages.length
  if (count <= 1) return { count: 1, fitToHeight: 0, scale }
  const least = scaleFor(sheet, meant ?? 0)
  if (meant && count > meant && least >= smallest) return { count: meant, fitToHeight: meant, scale: least }
  const room = areaOf(sheet.paper).height / scale
  const last = (pages.at(-1) ?? room) - repeatedOf(sheet)
  const squeezed = scaleFor(sheet, count - 1)
  return last < room / 5 && (squeezed >= smallest || squeezed >= scale * 0.8) 
    ? { count: count - 1, fitToHeight: count - 1, scale: squeezed }
    : { count, fitToHeight: 0, scale }
}

function areaOf(paper: 'landscape' | 'portrait'): { width: number; height: number } {
  const [wide, high] = paper === 'landscape' ? [a4.long, a4.short] : [a4.short, a4.long]
  return { width: wide - 2 * margins.side, height: high - margins.top - margins.bottom }
}

function widthScale({ paper, widths, charPoints = usualCharPoints }: Printable): number {
  const width = widths.reduce((sum, w) => sum + w * charPoints, 0)
  return Math.min(1, Math.floor((areaOf(paper).width / width) * 100) / 100)
}

/** The largest scale at which a sheet takes so many pages. */
function scaleFor(sheet: Printable, count: number): number {
  if (count < 1) return 0
  for (let scale = widthScale(sheet); scale > 0.1; scale -= 0.01) if (cut(sheet, scale).length <= count) return scale
  return 0
}

const repeatedOf = ({ heights, titleRows }: Printable): number => heights.slice(0, titleRows).reduce((sum, h) => sum + h, 0)

/** Heights used on each page; rows are never cut, and later pages begin with the repeated rows. */
function cut(sheet: Printable, scale: number): number[] {
  const room = areaOf(sheet.paper).height / scale
  const repeated = repeatedOf(sheet)
  const pages = [0]
  for (const height of sheet.heights) {
    const used = pages.at(-1) ?? 0
    if (used > 0 && used + height > room) pages.push(repeated + height)
    else pages[pages.length - 1] = used + height
  }
  return pages
}
