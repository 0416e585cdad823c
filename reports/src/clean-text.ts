/** Excel's limit for the text of a cell. */
const most = 32767

/** Text as a cell can hold it: without what XML forbids, and no longer than Excel allows. */
export function cleanText(words: string): string {
  if (words.length <= most && !/[\u0000-\u001f\ud800-\udfff\ufffe\uffff]/.test(words)) return words
  return words.slice(0, most).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
}
