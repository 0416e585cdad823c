import { computed, watchEffect } from 'vue'
import { useRoute } from 'vue-router'
import { shortClock } from '../figures/instant.js'
import { words } from '../words/index.js'
import { asOfVersion } from './as-of.js'
import { allMetrics, findMetric } from './catalogue.js'
import { usePageTitle } from './page-title.js'
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
  const { link, version } = usePlace()
  const title = usePageTitle()
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]

  const definition = computed(() => {
    const key = route.params['key']
    const own = typeof key === 'string' ? findMetric(key)?.definition : undefined
    return own ?? Math.max(0, ...allMetrics().map((m) => m.definition))
  })

  watchEffect(() => {
    const w = words.value
    const clock = shortClock(asOfVersion(version.value), new Date())
    const state = [...(clock ? [w.stamp.asOf(clock)] : []), w.stamp.version(version.value), w.footer.definitionNo(definition.value)]
    const line = [...(me.value?.demo ? [w.frame.demo.split(' · ')[0] ?? ''] : []), title.value, ...state].join(' · ')
    sheet.replaceSync(me.value ? `
      @page {
        @bottom-left { content: ${quoted(`${line}\n${decodeURIComponent(link())}`)}; white-space: pre; font: 7pt/1.4 sans-serif; color: #4a443d; vertical-align: top; padding-top: 2mm; }
        @bottom-right { content: counter(page) " / " counter(pages); font: 7pt/1.4 sans-serif; color: #4a443d; vertical-align: top; padding-top: 2mm; }
      }` : '')
  })
}
