import type { Language, Text } from '@mingshu/metrics'
import { computed, ref, shallowReactive } from 'vue'
import type { Problem } from '../api.js'
import { type Words, zh } from './zh.js'

export type { Words } from './zh.js'

/** The language of the page. Changed by {@link speak}. */
export const language = ref<Language>('zh')

// Most people never need the other language, so its words are fetched when they are asked for.
const dictionaries = shallowReactive<{ zh: Words; en?: Words }>({ zh })

/** The words of the page's language. */
export const words = computed<Words>(() => dictionaries[language.value] ?? zh)

let wanted: Language = 'zh'

/** Turns the page to a language, as soon as its words are here; of two wishes the later counts. */
export async function speak(to: Language): Promise<void> {
  wanted = to
  if (to === 'en') dictionaries.en ??= (await import('./en.js')).en
  if (wanted === to) language.value = to
}

/** The half of a text in the page's language; Chinese where it has no English. */
export const say = (text: Text): string => text[language.value] || text.zh

/** Why something was refused or failed, in the page's language; Chinese where the server said it in Chinese alone. */
export const reasonOf = ({ detail, detail_en }: Pick<Problem, 'detail' | 'detail_en'>): string => (language.value === 'en' ? (detail_en ?? detail) : detail)
