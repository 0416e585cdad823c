import pg from 'pg'

const { types } = pg
const { builtins } = types

/** PostgreSQL's `2025-01-01 06:00:00+08` as ISO 8601 with its offset: `2025-01-01T06:00:00+08:00`. Microseconds stay. */
export function instant(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
}

const asWritten = (text: string): string => text
const arrayOf = (parse: (text: string) => string) => (text: string): (string | null)[] => textArray(text).map(x => (x === null ? null : parse(x)))

// A date becomes a Date at local midnight, whose JSON is the evening before; int8 and numeric lose digits as numbers.
// So all of them stay text, once and for every connection of this process.
types.setTypeParser(builtins.DATE, asWritten)
types.setTypeParser(builtins.TIMESTAMP, asWritten)
types.setTypeParser(builtins.TIMESTAMPTZ, instant)
types.setTypeParser(builtins.INT8, asWritten)
types.setTypeParser(builtins.NUMERIC, asWritten)

const arrays = { date: 1182, timestamp: 1115, timestamptz: 1185, int8: 1016, numeric: 1231 } as const
// Copied by the parser of text[], which knows quotes and nulls.
const textArray = types.getTypeParser(1009 as never, 'text') as (text: string) => (string | null)[]
for (const [of, oid] of Object.entries(arrays)) types.setTypeParser(oid as never, arrayOf(of === 'timestamptz' ? instant : asWritten) as never)
