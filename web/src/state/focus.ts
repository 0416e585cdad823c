const main = (): HTMLElement | null => document.getElementById('main')

/** Puts the focus on the page, where what had it is gone. */
export const focusMain = (): void => main()?.focus({ preventScroll: true })

/** Puts the focus on the heading of the page, which is then read out; on the page itself where it has none yet. */
export function focusHeading(): void {
  const heading = main()?.querySelector('h1')
  if (!heading) return focusMain()
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}
