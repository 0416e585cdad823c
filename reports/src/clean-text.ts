/** Excel's limit for the text of a cell. */
const most = 32767

// Control characters but for tab and line ends, halves of surrogate pairs, and what is no character.
const forbidden = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/u
const allForbidden = new RegExp(forbidden, 'gu')

/** Text as a cell can hold it: without what XML forbids, and no longer than Excel allows. */
export function cleanText(words: string): string {
  if (words.length <= most && !forbidden.test(words)) return words
  return words.slice(0, most).replace(allForbidden, '')
}
