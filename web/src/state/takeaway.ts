import type { Question } from '@mingshu/metrics'
import { fetchSheets } from '../api.js'
import { escapeXml, pictureOf, type PictureWords, tablePicture } from '../charts/picture.js'
import { readTokens, type Tokens } from '../charts/theme.js'
import { csvOf, type Table, tsvOf } from '../figures/table.js'
import { copyText, saveBlob, saveText } from './clipboard.js'
import type { Drawn } from './pictures.js'

/** A card that can be taken away. */
export interface Taken {
  readonly words: PictureWords
  readonly table: Table
  readonly drawn: readonly Drawn[]
}

/** How a copy went: picture and table together; the table, with the picture as a file; or not at all. */
export type Copied = 'both' | 'apart' | 'none'

/** The colours of the page as it stands, for a picture. */
export function tokensNow(): Tokens {
  const style = getComputedStyle(document.documentElement)
  return readTokens((name) => style.getPropertyValue(name), 14)
}

const pictured = ({ words, table, drawn }: Taken): Drawn => {
  const tokens = tokensNow()
  return pictureOf(words, drawn.length > 0 ? drawn : [tablePicture(table, tokens)], tokens)
}

/** Draws an SVG on a canvas at twice its size, for ECharts hands out no PNG of one. */
async function png({ svg, width, height }: Drawn): Promise<Blob> {
  const image = new Image(width, height)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: width * 2, height: height * 2 })
  canvas.getContext('2d')?.drawImage(image, 0, 0, width * 2, height * 2)
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('The browser drew no picture.'))), 'image/png'))
}

/** The table as HTML, with the words of the picture, for programs that take cells. */
function html({ words, table }: Taken): string {
  const cells = (tag: string, texts: readonly string[]): string => `<tr>${texts.map((t, i) => `<${tag}${table.columns[i]?.numeric ? ' align="right"' : ''}>${escapeXml(t)}</${tag}>`).join('')}</tr>`
  const lines = [words.demo, words.title, words.subtitle].filter(Boolean).map((l) => `<p>${escapeXml(l)}</p>`).join('')
  const source = words.source.map((l) => `<p>${escapeXml(l)}</p>`).join('')
  return `<meta charset="utf-8">${lines}<table border="1">${cells('th', table.columns.map((c) => c.label))}${table.rows.map((r) => cells('td', r.cells)).join('')}</table>${source}`
}

const plain = ({ words, table }: Taken): string => [words.demo, words.title, tsvOf(table), ...words.source].filter(Boolean).join('\n')
const nameOf = ({ words }: Taken, ending: string): string => `${words.demo ? `${words.demo}_` : ''}${words.title.replace(/[\\/:*?"<>|，。；：\s]+/g, '_')}.${ending}`

/** Copies with the old command, which also works on plain http; HTML and text, for it takes no picture. */
function copyOld(richText: string, text: string): boolean {
  const give = (e: ClipboardEvent): void => {
    e.clipboardData?.setData('text/html', richText)
    e.clipboardData?.setData('text/plain', text)
    e.preventDefault()
  }
  document.addEventListener('copy', give)
  try {
    return document.execCommand('copy')
  } finally {
    document.removeEventListener('copy', give)
  }
}

/** Copies a chart: one item with picture, table and text, of which each program takes what it prefers. Where there is no clipboard, the picture becomes a file. */
export async function copyChart(taken: Taken): Promise<Copied> {
  const [rich, text] = [html(taken), plain(taken)]
  if (window.isSecureContext && typeof ClipboardItem !== 'undefined') {
    try {
      const as = (words: string, type: string): Blob => new Blob([words], { type })
      // The picture is promised, not awaited: a browser allows the copy only while the press is fresh.
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png(pictured(taken)), 'text/html': as(rich, 'text/html'), 'text/plain': as(text, 'text/plain') })])
      return 'both'
    } catch {
      // Refused, perhaps by a policy: the old way may still work.
    }
  }
  const done = copyOld(rich, text) || (await copyText(text))
  await savePng(taken)
  return done ? 'apart' : 'none'
}

export const savePng = async (taken: Taken): Promise<void> => saveBlob(nameOf(taken, 'png'), await png(pictured(taken)))
export const saveSvg = (taken: Taken): void => saveText(nameOf(taken, 'svg'), pictured(taken).svg, 'image/svg+xml')
export const saveCsv = (taken: Taken, demoColumn: string): void =>
  saveText(nameOf(taken, 'csv'), csvOf(taken.table, taken.words.demo ? { label: demoColumn, numeric: false, text: taken.words.demo } : null), 'text/csv;charset=utf-8')

/** Fetches the figures of a chart as a workbook: the server asks the same questions again. */
export async function saveWorkbook(taken: Taken, questions: readonly Question[], v: number): Promise<void> {
  await saveSheets(nameOf(taken, 'xlsx'), { title: taken.words.title, note: taken.words.subtitle, questions: questions.map(({ metrics, unit, period, by, compare }) => ({ metrics, unit, period, ...(by ? { by } : {}), ...(compare?.length ? { compare } : {}) })), v })
}

/** Fetches the answers to questions as a workbook. */
export async function saveSheets(name: string, wanted: Parameters<typeof fetchSheets>[0]): Promise<void> {
  saveBlob(name, await fetchSheets(wanted))
}
