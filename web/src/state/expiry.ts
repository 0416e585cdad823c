import { ref, type Ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import { me } from './session.js'

/** Whether the session ended while a page was open. The page stays as it is, with what is being written in it, until whoever was signed in signs in over it. */
export function useExpiry(): Ref<boolean> {
  const route = useRoute()
  const isExpired = ref(false)
  watch(me, (now, before) => {
    if (now || !before || route.meta['isOpen']) return
    me.value = before
    isExpired.value = true
  }, { flush: 'sync' })
  return isExpired
}
