import type { Table } from '../figures/table.js'
import type { Drawn } from '../state/pictures.js'
import type { Tokens } from './theme.js'

/** What a picture carries beside its drawing, so that it speaks for itself wherever it is pasted. */
export interface PictureWords {
  readonly title: string
  readonly subtitle: string
  /** Source, time of the data and address, a line each. */
  readonly source: readonly string[]
  /** Printed before all else where the data are invented. */
  readonly demo: string
}

const margin = 24
const gap = 12

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c)

/** Width of a text, about: letters of the Han script are as wide as they are high. */
const widthOf = (text: string, size: number): number => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? size : size * 0.56), 0)

/** A text in lines no wider than a picture. */
function linesOf(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const c of text) {
    if (line && widthOf(line + c, size) > width) {
      lines.push(line)
      line = ''
    }
    line += c
  }
  return line ? [...lines, line] : lines
}

/** The whole picture: title, subtitle, drawings one below the other, and where the figures come from. */
export function pictureOf(words: PictureWords, drawn: readonly Drawn[], tokens: Tokens): Drawn {
  const width = Math.ceil(Math.max(480, ...drawn.map((d) => d.width)) + margin * 2)
  const inner = width - margin * 2
  let y = margin
  const parts: string[] = []
  const write = (text: string, size: number, color: string, weight = 400): void => {
    for (const line of linesOf(text, size, inner)) {
      y += size
      parts.push(`<text x="${margin}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${color}">${escapeXml(line)}</text>`)
      y += size * 0.45
    }
  }
  if (words.demo) write(words.demo, 12, tokens.warn, 600)
  write(words.title, 18, tokens.ink, 600)
  write(words.subtitle, 13, tokens.ink3)
  y += gap
  for (const { svg, width: wide, height } of drawn) {
    parts.push(`<svg x="${margin}" y="${y}" width="${wide}" height="${height}" viewBox="0 0 ${wide} ${height}">${svg}</svg>`)
    y += height + gap
  }
  for (const line of words.source) write(line, 12, tokens.ink3)
  const height = Math.ceil(y + margin - gap)
  return {
    width, height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(tokens.font)}"><title>${escapeXml(words.title)}</title><rect width="${width}" height="${height}" fill="${tokens.surface}"/>${parts.join('')}</svg>`,
  }
}

const rowHeight = 26

/** A table as a drawing: what is a list on the page is a list in the picture. */
export function tablePicture(table: Table, tokens: Tokens): Drawn {
  const size = 13
  const widths = table.columns.map((c, i) => Math.min(320, Math.max(...[c.label, ...table.rows.map((r) => r.cells[i] ?? '')].map((t) => widthOf(t, size))) + 24))
  const width = widths.reduce((a, b) => a + b, 0)
  const line = (cells: readonly string[], row: number, isHead: boolean): string => cells.map((text, i) => {
    const left = widths.slice(0, i).reduce((a, b) => a + b, 0)
    const isNumber = table.columns[i]?.numeric ?? false
    return `<text x="${isNumber ? left + (widths[i] ?? 0) - 8 : left}" y="${row * rowHeight + 18}" font-size="${size}" font-weight="${isHead ? 600 : 400}" text-anchor="${isNumber ? 'end' : 'start'}" fill="${isHead ? tokens.ink3 : tokens.ink}">${escapeXml(text)}</text>`
  }).join('')
  const rules = table.rows.map((_, r) => `<path d="M0 ${(r + 1) * rowHeight}H${width}" stroke="${tokens.line}"/>`).join('')
  return { width, height: (table.rows.length + 1) * rowHeight + 4, svg: line(table.columns.map((c) => c.label), 0, true) + rules + table.rows.map((r, i) => line(r.cells, i + 1, false)).join('') }
}

/** A bar of a picture. */
export interface PictureBar {
  readonly name: string
  readonly length: number | null
  readonly value: string
  readonly detail: string
  readonly color: string
}

/** Bars as a drawing: name, bar, value and what stands beside it. */
export function barsPicture(bars: readonly PictureBar[], tokens: Tokens): Drawn {
  const size = 13
  const wide = (pick: (b: PictureBar) => string): number => Math.max(0, ...bars.map((b) => widthOf(pick(b), size)))
  const [names, values, details, track] = [wide((b) => b.name), wide((b) => b.value), wide((b) => b.detail), 300]
  const left = names + 12
  const right = left + track + 12 + values
  const svg = bars.map((b, i) => {
    const y = i * rowHeight
    const text = (x: number, words: string, anchor: string, color: string): string => `<text x="${x}" y="${y + 18}" font-size="${size}" text-anchor="${anchor}" fill="${color}">${escapeXml(words)}</text>`
    return text(0, b.name, 'start', tokens.ink) + (b.length === null ? '' : `<rect x="${left}" y="${y + 6}" width="${Math.max(1, Math.min(1, b.length) * track)}" height="14" rx="2" fill="${b.color}"/>`)
      + text(right, b.value, 'end', tokens.ink) + (b.detail ? text(right + 16 + details, b.detail, 'end', tokens.ink3) : '')
  }).join('')
  return { width: right + 16 + details, height: bars.length * rowHeight, svg }
}
