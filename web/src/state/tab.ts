import { ref, type Ref, watch } from 'vue'
import { usePlace } from './place.js'

/** What a panel can be read as. A map is one of the pictures: the panel that has one draws it. */
export const views = ['chart', 'table'] as const
export type View = (typeof views)[number]

/** How a panel is read: as the address says, until its reader chooses. */
export function useTab(): Ref<View> {
  const { address } = usePlace()
  const opened = (): View => (address.value.tab === 'table' ? 'table' : 'chart')
  const tab = ref(opened())
  watch(() => address.value.tab, () => (tab.value = opened()))
  return tab
}
