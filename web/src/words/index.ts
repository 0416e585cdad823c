import type { Language, Text } from '@mingshu/metrics'
import { computed, ref } from 'vue'
import type { Problem } from '../api.js'
import { en } from './en.js'
import { type Words, zh } from './zh.js'

export type { Words } from './zh.js'

/** The language of the page. */
export const language = ref<Language>('zh')

/** The words of a language. */
export const wordsOf = (of: Language): Words => (of === 'en' ? en : zh)

/** The words of the page's language. */
export const words = computed<Words>(() => wordsOf(language.value))

/** The half of a text in the page's language; Chinese where it has no English. */
export const say = (text: Text): string => text[language.value] || text.zh

/** Why something was refused or failed, in the page's language; Chinese where the server said it in Chinese alone. */
export const reasonOf = ({ detail, detail_en }: Pick<Problem, 'detail' | 'detail_en'>): string => (language.value === 'en' ? (detail_en ?? detail) : detail)
