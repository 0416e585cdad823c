import type { Directive } from 'vue'

const isShown = (e: HTMLElement): boolean => e.getClientRects().length > 0

/** The buttons and links of a bar. What a popup of it holds, and fields that need the arrows themselves, are not of the bar. */
const itemsOf = (bar: HTMLElement): HTMLElement[] =>
  [...bar.querySelectorAll<HTMLElement>('a[href], button:not(:disabled)')].filter((e) => !e.closest('.panel, dialog') && isShown(e))

function choose(bar: HTMLElement, wanted?: HTMLElement): void {
  const items = itemsOf(bar)
  const chosen = [wanted, items.find((e) => e.tabIndex === 0), items[0]].find((e) => e && items.includes(e))
  for (const e of items) e.tabIndex = e === chosen ? 0 : -1
}

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1), ArrowLeft: (at, last) => (at === 0 ? last : at - 1), Home: () => 0, End: (_, last) => last,
}

function walk(e: KeyboardEvent): void {
  const items = itemsOf(e.currentTarget as HTMLElement)
  const at = items.indexOf(e.target as HTMLElement)
  const next = at < 0 ? undefined : items[steps[e.key]?.(at, items.length - 1) ?? -1]
  if (!next) return
  e.preventDefault()
  next.focus()
}

const watched = new WeakMap<HTMLElement, ResizeObserver>()

/** Makes controls that belong together one stop of the Tab key; arrows, Home and End go from one to the next (WAI-ARIA, toolbar). */
export const vToolbar: Directive<HTMLElement> = {
  mounted(bar) {
    bar.addEventListener('keydown', walk)
    bar.addEventListener('focusin', (e) => choose(bar, e.target as HTMLElement))
    // A narrower window hides some of them.
    const sizes = new ResizeObserver(() => choose(bar))
    sizes.observe(bar)
    watched.set(bar, sizes)
  },
  updated: (bar) => choose(bar),
  unmounted: (bar) => watched.get(bar)?.disconnect(),
}
