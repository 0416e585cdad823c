import type { FileSource } from '@mingshu/etl'
import type { Unit } from '@mingshu/metrics'

type Column = FileSource['entity']['columns'][string]

/** What the examples of a sample are about. */
export interface ExampleSetting {
  /** Month the file is for: `2026-10`. */
  readonly month: string
  /** Units to name, one for each example. */
  readonly units: readonly Pick<Unit, 'code' | 'name'>[]
}

/** The words a clerk may write into a column, one for each code, in Chinese. */
export function wordsOfColumn(column: Column): readonly string[] {
  if (column.kind === 'flag') return ['是', '否']
  if (column.kind !== 'word') return []
  const chinese = Object.entries(column.words).filter(([word]) => /\p{Script=Han}/u.test(word))
  return chinese.filter(([, code], i) => chinese.findIndex(([, other]) => other === code) === i).map(([word]) => word)
}

/** The value of a column in the example of a number, counted from 0. What need not be filled is filled in the first one only. */
export function exampleOf(column: Column, name: string, no: number, at: number, { month, units }: ExampleSetting): string | number | null {
  if (column.required === false && no > 0) return null
  const words = wordsOfColumn(column)
  switch (column.kind) {
    case 'text': return `某${column.name.zh.replace(/\(.*\)$/, '')}`
    case 'key': return `${name.toUpperCase()}-${no + 1}`
    case 'day': return `${month}-${String(1 + no + at).padStart(2, '0')}`
    case 'count': return (column.min ?? 0) + 12 + 5 * no + at
    case 'decimal': return 3.5 + no
    case 'flag':
    case 'word': return words[no % words.length] ?? null
    case 'unit': return units[no % units.length]?.code ?? null
    case 'person': return identityNumber(no)
  }
}

// Of nobody: no region 999999 was ever given out, and nobody of 1900 works on a platform. The last character is the checksum of GB 11643.
function identityNumber(no: number): string {
  const body = `99999919000101${String(no + 1).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0)
  return body + ('10X98765432'[sum % 11] ?? '')
}
