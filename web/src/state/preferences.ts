import type { Language } from '@mingshu/metrics'
import { computed, reactive, ref, watch, watchEffect } from 'vue'
import { language, speak } from '../words/index.js'

/** What a person chose for this browser. It never changes which figures are shown. */
export interface Preferences {
  language: Language
  theme: 'light' | 'dark' | 'auto'
  size: 'normal' | 'large' | 'larger'
  shortcuts: boolean
  /** The operator no longer wants to be told how far the installation is. */
  setupDismissed: boolean
}

const place = 'mingshu'
const usual: Preferences = { language: 'zh', theme: 'auto', size: 'normal', shortcuts: true, setupDismissed: false }

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Preferences>
  } catch {
    return {} // Storage may be forbidden; then nothing is remembered.
  }
}

/** The preferences of this browser. */
export const preferences = reactive<Preferences>({ ...usual, ...stored() })

/** What the address of the page asks for instead, such as `lang=en`. */
export const overrides = reactive<{ language: Language | ''; theme: 'light' | 'dark' | '' }>({ language: '', theme: '' })

const systemDark = ref(false)

/** Whether the address is one of paper: `/print/…`. */
export const isPaperRoute = ref(false)
const isAtPrinter = ref(false)

/** Whether the page is being put on paper: it takes the width of the paper before its charts are drawn for it. */
export const isPrinting = computed(() => isPaperRoute.value || isAtPrinter.value)

/** The theme on screen. Paper is always light. */
export const theme = computed<'light' | 'dark'>(() => {
  if (isPrinting.value) return 'light'
  const wanted = overrides.theme || preferences.theme
  return wanted === 'auto' ? (systemDark.value ? 'dark' : 'light') : wanted
})

/** Applies the preferences to the document and keeps them. Resolves once the page can speak its language; offline it goes on in the one it has. */
export async function applyPreferences(): Promise<void> {
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  systemDark.value = scheme.matches
  scheme.addEventListener('change', (e) => (systemDark.value = e.matches))
  addEventListener('beforeprint', () => (isAtPrinter.value = true))
  addEventListener('afterprint', () => (isAtPrinter.value = false))
  watchEffect(() => {
    const root = document.documentElement
    root.lang = language.value === 'en' ? 'en' : 'zh-CN'
    root.dataset['theme'] = theme.value
    root.dataset['size'] = preferences.size
    root.toggleAttribute('data-printing', isPrinting.value)
  }, { flush: 'sync' })
  watchEffect(() => {
    const text = JSON.stringify(preferences)
    try {
      localStorage.setItem(place, text)
    } catch {
      // Not remembered, then.
    }
  })
  const inWords = (): Promise<void> => speak(overrides.language || preferences.language).catch(() => {})
  watch(() => overrides.language || preferences.language, () => void inWords())
  await inWords()
}
