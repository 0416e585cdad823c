import { computed, watchEffect } from 'vue'
import { useRoute } from 'vue-router'
import { shortClock } from '../figures/instant.js'
import { unitName } from './units.js'
import { language, say, words } from '../words/index.js'
import { allMetrics, findMetric } from './catalogue.js'
import { usePlace } from './place.js'
import { me } from './session.js'

/** Text as CSS holds it. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\a ')}"`

/**
 * The footer of every sheet of paper: title, state of the data, definitions, address, and what the data are. Margins of a page can
 * only be written in a style sheet, and only a sheet made by the page itself may say what no file knows.
 */
export function usePaper(): void {
  const route = useRoute()
  const { address, link, version } = usePlace()
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]

  const definition = computed(() => {
    const key = route.params['key']
    const own = typeof key === 'string' ? findMetric(key)?.definition : undefined
    return own ?? Math.max(0, ...allMetrics().map((m) => m.definition))
  })
  /** The unit and the page, or the metric it is about: 江门市总览. */
  const title = computed(() => {
    const key = route.params['key']
    const metric = typeof key === 'string' ? findMetric(key) : undefined
    const page = String(route.name)
    const named = metric ? say(metric.name) : page in words.value.pages ? words.value.pages[page as keyof typeof words.value.pages] : ''
    return [unitName(address.value.area), named].filter(Boolean).join(language.value === 'zh' ? '' : ' · ')
  })

  watchEffect(() => {
    const w = words.value
    const clock = shortClock(me.value?.dataAsOf, new Date())
    // Of a pinned version only the number is known here; its time stands in the head of the page.
    const state = [...(clock && version.value === me.value?.dataVersion ? [w.stamp.asOf(clock)] : []), w.stamp.version(version.value), w.footer.definitionNo(definition.value)]
    const line = [...(me.value?.demo ? [w.frame.demo.split(' · ')[0] ?? ''] : []), title.value, ...state].join(' · ')
    sheet.replaceSync(me.value ? `
      @page {
        @bottom-left { content: ${quoted(`${line}\n${decodeURIComponent(link())}`)}; white-space: pre; font: 7pt/1.4 sans-serif; color: #4a443d; vertical-align: top; padding-top: 2mm; }
        @bottom-right { content: counter(page) " / " counter(pages); font: 7pt/1.4 sans-serif; color: #4a443d; vertical-align: top; padding-top: 2mm; }
      }` : '')
  })
}
