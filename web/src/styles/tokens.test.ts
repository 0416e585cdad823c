import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

function tokensOf(selector: string): Map<string, string> {
  const body = css.slice(css.indexOf(selector) + selector.length).match(/\{([^}]*)\}/)?.[1] ?? ''
  return new Map([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))
}

const light = tokensOf(':root ')
const wall = tokensOf('.kiosk ')
const dark = new Map([...light, ...tokensOf(":root[data-theme='dark'] ")])
type Rgb = readonly [number, number, number]

const rgb = (hex: string): Rgb => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255) as unknown as Rgb
const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
const luminance = ([r, g, b]: Rgb): number => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(rgb(a)), luminance(rgb(b))]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

// Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
const sights: Readonly<Record<string, readonly (readonly number[])[]>> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}

function oklab(hex: string, sight: readonly (readonly number[])[]): readonly number[] {
  const seen = rgb(hex).map(linear)
  const [r = 0, g = 0, b = 0] = sight.map((row) => Math.min(1, Math.max(0, row.reduce((sum, k, i) => sum + k * (seen[i] ?? 0), 0))))
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const difference = (a: readonly number[], b: readonly number[]): number => 100 * Math.hypot(...a.map((x, i) => x - (b[i] ?? 0)))

const text: readonly (readonly [string, readonly string[]])[] = [
  ...[1, 2, 3, 4, 5].map((n) => [`seq-ink-${n}`, [`seq-${n}`]] as const),
  ['ink', ['surface', 'bg', 'sunk', 'brand-tint', 'ok-tint', 'warn-tint', 'crit-tint', 'info-tint', 'gold-tint']],
  ['ink2', ['surface', 'bg', 'sunk']],
  ['ink3', ['surface', 'bg', 'sunk']],
  ['brand', ['surface', 'bg', 'brand-tint']],
  ['on-brand', ['brand']],
  ['on-strong', ['brand-strong']],
  ['gold', ['brand-strong']],
  ['gold-ink', ['surface', 'bg', 'gold-tint']],
  ['link', ['surface', 'bg', 'info-tint']],
  ['ok', ['surface', 'bg', 'ok-tint']],
  ['warn', ['surface', 'bg', 'warn-tint']],
  ['crit', ['surface', 'crit-tint']],
]

const drawn: readonly (readonly [string, readonly string[]])[] = [
  ['ctl', ['surface', 'bg']],
  ['focus', ['surface', 'bg']],
  ...['cat-1', 'cat-2', 'cat-3', 'cat-4', 'cat-5', 'rest'].map((c) => [c, ['surface', 'bg']] as const),
]

describe.each([['light', light, 12], ['dark', dark, 8]] as const)('the %s theme', (_name, tokens, leastDifference) => {
  const of = (token: string): string => {
    const value = tokens.get(token)
    if (!value) throw new Error(`tokens.css has no --${token}.`)
    return value
  }

  it('keeps text at 4.5 to 1', () => {
    const low = text.flatMap(([ink, grounds]) => grounds.map((g) => [ink, g, contrast(of(ink), of(g))] as const)).filter(([, , c]) => c < 4.5)
    expect(low).toEqual([])
  })

  it('keeps controls, focus rings and data colours at 3 to 1', () => {
    const low = drawn.flatMap(([mark, grounds]) => grounds.map((g) => [mark, g, contrast(of(mark), of(g))] as const)).filter(([, , c]) => c < 3)
    expect(low).toEqual([])
  })

  it.each(Object.keys(sights))('tells the five data colours apart with %s sight', (sight) => {
    const labs = [1, 2, 3, 4, 5].map((n) => oklab(of(`cat-${n}`), sights[sight] ?? []))
    const pairs = labs.flatMap((a, i) => labs.slice(i + 1).map((b) => difference(a, b)))
    expect(Math.min(...pairs)).toBeGreaterThanOrEqual(leastDifference)
  })
})

describe('the screens on walls', () => {
  const of = (token: string): string => wall.get(token) ?? ''
  const sets: readonly (readonly [string, readonly string[], number])[] = [
    ...['ink', 'ink2', 'ink3', 'ok', 'warn', 'link', 'gold'].map((ink) => [ink, ['bg', 'surface'], 4.5] as const),
    ['gold', ['brand-strong'], 4.5], ['ink2', ['brand-strong'], 4.5], ['ok', ['brand-strong'], 4.5], ['warn', ['brand-strong', 'warn-tint'], 4.5],
    ...['cat-1', 'cat-2', 'cat-3', 'cat-4', 'rest', 'ctl', 'focus'].map((c) => [c, ['bg', 'surface'], 3] as const),
  ]

  it('keep text at 4.5 to 1 and what is drawn at 3 to 1', () => {
    expect(sets.flatMap(([ink, grounds, least]) => grounds.map((g) => [ink, g, contrast(of(ink), of(g)), least] as const)).filter(([, , c, least]) => !(c >= least))).toEqual([])
  })

  it.each(Object.keys(sights))('tell their four data colours apart with %s sight', (sight) => {
    const labs = [1, 2, 3, 4].map((n) => oklab(of(`cat-${n}`), sights[sight] ?? []))
    expect(Math.min(...labs.flatMap((a, i) => labs.slice(i + 1).map((b) => difference(a, b))))).toBeGreaterThanOrEqual(10)
  })
})
