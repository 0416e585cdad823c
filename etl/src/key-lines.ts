import { text, type Text } from '@mingshu/metrics'
import type { Parsed, ParseRow, Problem } from './parse-row.js'
import { withoutNumbers } from './pseudonym.js'
import type { Line } from './sheet-reader.js'
import type { Cell, FileSource } from './source.js'

/** A line of a file as it is kept: its key, and its values under our names. */
export interface KeyedLine {
  readonly rowNo: number
  /** Null when the line does not say whom it is about. */
  readonly key: string | null
  readonly parsed: Parsed
}

/** The lines of a file, and what it is complete for. */
export interface KeyedLines {
  /** The group and the month: `骑达外卖/2024-03`. */
  readonly page: string
  readonly lines: readonly KeyedLine[]
}

/** Parses the lines of one file. Undefined when none of them names its group. A file speaks for one group: lines of another are refused. */
export function keyLines(source: FileSource, parse: ParseRow, month: string, lines: readonly Line[]): KeyedLines | undefined {
  const rows = lines.map(({ rowNo, cells }) => ({ rowNo, cells, parsed: parse(cells, () => text(`第 ${rowNo} 行`, `Row ${rowNo}`)) }))
  const group = rows.map((r) => r.parsed.row[source.group]).find((g) => typeof g === 'string')
  if (typeof group !== 'string') return undefined
  const page = `${group}/${month.slice(0, 7)}`
  return {
    page,
    lines: rows.map(({ rowNo, cells, parsed }) => {
      const own = parsed.row[source.group]
      const isForeign = own !== null && own !== group
      const key = source.key.map((k) => parsed.row[k] ?? null)
      return {
        rowNo,
        key: isForeign || key.includes(null) ? null : [...key, page].join('/'), // what differs first: such keys are sorted fastest
        parsed: { ...parsed, row: { ...parsed.row, month_on: month }, problems: isForeign ? [...parsed.problems, foreign(source, rowNo, cells, group)] : parsed.problems },
      }
    }),
  }
}

function foreign({ entity, group }: FileSource, rowNo: number, cells: readonly Cell[], own: string): Problem {
  const column = entity.columns[group]?.name ?? text(group, group)
  const value = withoutNumbers(String(cells[Object.keys(entity.columns).indexOf(group)] ?? ''))
  return { column, value, passing: false, sentence: foreignSentence(rowNo, column, value, own) }
}

const foreignSentence = (rowNo: number, column: Text, value: string, own: string): Text => text(
  `第 ${rowNo} 行“${column.zh}”与本文件其他行不同：“${value}”。一份文件只报“${own}”，请另存一份。`,
  `Row ${rowNo}: “${column.en}” (“${value}”) differs from the other rows. A file reports on “${own}” alone; put this row into a file of its own.`,
)
