import type { Language } from '@mingshu/metrics'

const splitters: Partial<Record<Language, Intl.Segmenter>> = {}

/** A name in its words: Chinese has no spaces to tell where a line may break. */
export function splitWords(name: string, language: Language): readonly string[] {
  const splitter = (splitters[language] ??= new Intl.Segmenter(language, { granularity: 'word' }))
  return Array.from(splitter.segment(name), ({ segment }) => segment)
}
