import type { Language } from '@mingshu/metrics'

/** What a file is named after. */
export interface Named {
  readonly title: string
  readonly unit: { readonly name: string }
  readonly period: string
  readonly businessOn: string
  readonly version: number
  readonly demo: boolean
  readonly language: Language
}

/** Name of a workbook's file: 重点党群活动情况表_江门市_2024_截至20250101_v318.xlsx; demo files begin with 演示_. */
export function fileNameOf({ title, unit, period, businessOn, version, demo, language }: Named): string {
  const asOf = `${{ zh: '截至', en: 'as-of-' }[language]}${businessOn.replaceAll('-', '')}`
  const parts = [...(demo ? [{ zh: '演示', en: 'demo' }[language]] : []), title, unit.name, period.replace('..', '至'), asOf, `v${version}`]
  return `${parts.map((part) => part.replace(/[\\/:*?"<>|\s]+/g, '-')).join('_')}.xlsx`
}

/** A name Excel takes for a sheet: at most 31 characters, none of []:*?/\, no quote at either end, unlike those already taken. */
export function sheetNameOf(wanted: string, taken: readonly string[] = []): string {
  const clean = wanted.replace(/[[\]:*?/\\\p{Cc}]/gu, '－').replace(/^'+|'+$/g, '').trim() || '表'
  for (let n = 1; ; n++) {
    const tail = n === 1 ? '' : `(${n})`
    const name = `${[...clean].slice(0, 31 - tail.length).join('')}${tail}`
    if (!taken.some((other) => other.toLowerCase() === name.toLowerCase())) return name
  }
}
