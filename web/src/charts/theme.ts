/** What the theme takes from the tokens of the page. */
export interface Tokens {
  readonly ink: string
  readonly ink2: string
  readonly ink3: string
  readonly ctl: string
  readonly line: string
  readonly surface: string
  readonly rest: string
  readonly warn: string
  readonly warnTint: string
  readonly cat: readonly string[]
  readonly font: string
  /** Size of chart text in pixels; it grows with the text of the page. */
  readonly size: number
}

/** For the table of a chart that is not drawn. */
export const noTokens: Tokens = { ink: '', ink2: '', ink3: '', ctl: '', line: '', surface: '', rest: '', warn: '', warnTint: '', cat: [], font: '', size: 12 }

/** Reads the tokens through a lookup of custom properties, such as a computed style, beside the page's own size of text in pixels. */
export function readTokens(property: (name: string) => string, rem: number): Tokens {
  const of = (name: string): string => property(`--${name}`).trim()
  return {
    ink: of('ink'), ink2: of('ink2'), ink3: of('ink3'), ctl: of('ctl'), line: of('line'), surface: of('surface'), rest: of('rest'),
    warn: of('warn'), warnTint: of('warn-tint'), cat: [1, 2, 3, 4, 5].map((n) => of(`cat-${n}`)), font: of('font'), size: Math.round((12 / 14) * rem),
  }
}

/** Dashes in their fixed order: lines stay apart without colour. */
export const dashes: readonly (string | readonly number[])[] = ['solid', [6, 4], [2, 3], [8, 3, 2, 3]]

/** The one theme of all charts. Titles, legends and readouts are HTML, so they are off here. */
export const makeTheme = (c: Tokens) => ({
  color: c.cat,
  backgroundColor: 'transparent',
  textStyle: { fontFamily: c.font, color: c.ink2, fontSize: c.size },
  grid: { left: 4, right: 16, top: 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  legend: { show: false },
  title: { show: false },
  categoryAxis: {
    axisTick: { show: false },
    axisLine: { lineStyle: { color: c.ctl } },
    axisLabel: { color: c.ink3, fontSize: c.size, lineHeight: c.size + 4, hideOverlap: true },
    splitLine: { show: false },
  },
  valueAxis: { axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: c.ink3, fontSize: c.size }, splitLine: { lineStyle: { color: c.line } }, splitNumber: c.size < 20 ? 4 : 3 },
  line: { symbol: 'circle', symbolSize: 7, showSymbol: false, lineStyle: { width: 2 }, emphasis: { disabled: true } },
  bar: { barMaxWidth: 22, barCategoryGap: '35%' },
  tooltip: { trigger: 'axis', showContent: false, axisPointer: { type: 'line', lineStyle: { color: c.ink3, type: 'solid', width: 1 }, label: { show: false } } },
  animation: false,
})
