import type { Language } from '@mingshu/metrics'

/** What of a request tells the language its reader wants. */
export interface Reader {
  readonly url?: string | undefined
  readonly headers: { readonly 'accept-language'?: string | undefined }
}

/** The language to answer in: `?lang`, else the first of Chinese and English in `Accept-Language`, else Chinese. */
export function languageOf({ url = '', headers }: Reader): Language {
  const wish = /[?&]lang=(zh|en)(?:&|$)/.exec(url)?.[1]
  if (wish) return wish === 'en' ? 'en' : 'zh'
  const accepted = (headers['accept-language'] ?? '').split(',').map((part) => {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';')
    const q = parameters.map((p) => /^\s*q=([\d.]{1,5})$/.exec(p)?.[1]).find((found) => found !== undefined)
    return { language: range.slice(0, 2), q: q === undefined ? 1 : Number(q) }
  })
  const best = accepted.filter(({ language, q }) => (language === 'zh' || language === 'en') && q > 0).sort((a, b) => b.q - a.q)[0]
  return best?.language === 'en' ? 'en' : 'zh'
}
