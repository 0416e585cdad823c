import { onBeforeUnmount, onMounted, watch } from 'vue'
import { useRoute } from 'vue-router'
import { hasPage, type PageName } from './pages.js'
import { isFuture, moved } from '../figures/period.js'
import { words } from '../words/index.js'
import type { Against } from './address.js'
import { copyText } from './clipboard.js'
import { usePlace } from './place.js'
import { preferences } from './preferences.js'
import { me } from './session.js'
import { tell } from './toasts.js'

/** The letter after `g` and the page it goes to. */
export const pageKeys: Readonly<Record<string, PageName>> = {
  o: 'overview', e: 'menus', a: 'activities', s: 'stations', m: 'members', l: 'party-life', v: 'development', n: 'plan', i: 'issues', p: 'participation', d: 'metrics', r: 'reports', c: 'checks', u: 'runs',
}

/** Letters that belong to one page's panels; they listen for themselves. */
export const whyKey = 'w'

const typesText = (target: EventTarget | null): boolean => target instanceof HTMLElement && (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) || target.isContentEditable)

/** Copies a link that keeps the numbers, and says so. */
export async function copyLink(link: string): Promise<void> {
  if (await copyText(link)) tell(words.value.frame.copied)
  else tell(words.value.frame.copyFailed, link)
}

/** Listens for the shortcuts of every page. They rest inside fields and when they are turned off; Ctrl K always works. */
export function useShortcuts(doing: { search: () => void; help: () => void; go: (page: PageName) => void }): void {
  const { address, change, link } = usePlace()
  const route = useRoute()
  let wentAt = 0
  let against: Against = 'yoy'
  watch(() => address.value.cmp, (cmp) => {
    if (cmp !== 'none') against = cmp
  }, { immediate: true })

  function later(): void {
    const next = moved(address.value.period, 1)
    if (!isFuture(next, me.value?.businessOn ?? '')) change({ period: next })
  }

  function press(e: KeyboardEvent): void {
    // Walls and the entrance have no search and no filters.
    if (route.meta['isOpen'] && e.key !== 'f') return
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') {
      e.preventDefault()
      doing.search()
      return
    }
    if (!preferences.shortcuts || e.ctrlKey || e.metaKey || e.altKey || typesText(e.target) || document.querySelector('dialog[open]')) return
    const page = pageKeys[e.key]
    if (Date.now() - wentAt < 1200 && page) {
      wentAt = 0
      doing.go(page)
      return
    }
    wentAt = 0
    if (e.key === 'g') wentAt = Date.now()
    else if (e.key === '?') doing.help()
    else if (e.key === '/') doing.search()
    else if (e.key === '[') change({ period: moved(address.value.period, -1) })
    else if (e.key === ']') later()
    else if (e.key === 'c') change({ cmp: address.value.cmp === 'none' ? against : 'none' })
    else if (e.key === 't') change({ tab: address.value.tab === 'chart' ? 'table' : 'chart' })
    else if (e.key === 'e' && hasPage('reports')) doing.go('reports')
    else if (e.key === 'y') void copyLink(link())
    else if (e.key === 'f') void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())
    else return
    e.preventDefault()
  }

  onMounted(() => document.addEventListener('keydown', press))
  onBeforeUnmount(() => document.removeEventListener('keydown', press))
}
