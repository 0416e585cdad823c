import { computed, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { language, say, words } from '../words/index.js'
import { findMetric } from './catalogue.js'
import { usePlace } from './place.js'
import { unitName } from './units.js'

/** The unit and the page, or the metric it is about: 江门市总览. */
export function usePageTitle(): ComputedRef<string> {
  const route = useRoute()
  const { address } = usePlace()
  return computed(() => {
    const key = route.params['key']
    const metric = typeof key === 'string' ? findMetric(key) : undefined
    const page = String(route.name)
    const named = metric ? say(metric.name) : page in words.value.pages ? words.value.pages[page as keyof typeof words.value.pages] : ''
    return [unitName(address.value.area), named].filter(Boolean).join(language.value === 'zh' ? '' : ' · ')
  })
}
