import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { makeTheme, type Tokens } from './theme.js'

use([BarChart, LineChart, GridComponent, TooltipComponent, MarkLineComponent, MarkAreaComponent, LabelLayout, SVGRenderer])

/** Opens a chart in a box, as SVG: crisp on paper, and its text can be selected. Loaded only when the first chart is drawn. */
export const openChart = (box: HTMLElement, tokens: Tokens): ECharts => init(box, makeTheme(tokens), { renderer: 'svg' })
