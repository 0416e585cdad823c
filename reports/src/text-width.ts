const isWide = (char: string): boolean => /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u2014\u2026\u201c\u201d]/.test(char)

/** Width of a text in characters of the default font: a Han character takes 2.1, any other 1.1, at 11 points. */
export const textWidth = (text: string, points = 11): number =>
  ([...text].reduce((sum, char) => sum + (isWide(char) ? 2.1 : 1.1), 0) * points) / 11

/** Width of the widest of a text's own lines. */
export const widestLine = (text: string): number => Math.max(...text.split('\n').map((line) => textWidth(line)))

/** Lines a text takes in a column so wide, its own line breaks included. */
export const linesIn = (text: string, width: number, points = 11): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line, points) / Math.max(1, width - 1))), 0)

/** Width of a column for the texts in it: their widest, with room to breathe, between 8 and 60; wider texts wrap. */
export function columnWidth(texts: readonly string[], { points = 11, filter = false, least = 8, most = 60 } = {}): number {
  const widest = Math.max(0, ...texts.map((text) => textWidth(text, points)))
  return Math.min(most, Math.max(least, widest + 2 + (filter ? 2.5 : 0)))
}
