import { onScopeDispose, watch } from 'vue'

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** Acts once nobody has touched the page for a while, as long as there is something to do. */
export function useWhenIdle(isDue: () => boolean, act: () => unknown, after = 10_000): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const begin = (): void => {
    clearTimeout(timer)
    timer = setTimeout(act, after)
  }
  const stop = (): void => {
    clearTimeout(timer)
    for (const sign of signs) removeEventListener(sign, begin)
  }
  watch(isDue, (due) => {
    stop()
    if (!due) return
    for (const sign of signs) addEventListener(sign, begin, { passive: true })
    begin()
  }, { immediate: true })
  onScopeDispose(stop)
}
