/**
 * Reads one of our own reference lists: commas, one header line, no quotes. Refuses a text whose columns are not these, so that
 * a list edited by hand cannot shift silently.
 */
export function parseCsv<Column extends string>(name: string, text: string, columns: readonly Column[]): Record<Column, string>[] {
  const [header, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (header !== columns.join(',')) throw new Error(`${name} must begin with the line “${columns.join(',')}”, not “${header}”.`)
  return lines.flatMap((line, i) => {
    if (line === '') return []
    const cells = line.split(',')
    if (cells.length !== columns.length || line.includes('"')) {
      throw new Error(`${name}, line ${i + 2}: expected ${columns.length} values parted by commas, without quotes: “${line}”.`)
    }
    return [Object.fromEntries(columns.map((column, c) => [column, cells[c] ?? ''])) as Record<Column, string>]
  })
}
