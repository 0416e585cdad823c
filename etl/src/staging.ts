import type { Column, Entity } from './source.js'

/** What a column is stored as: its name, and how PostgreSQL reads it from the payload. */
const readAs: Readonly<Record<Column['kind'], string>> = {
  text: '', key: '', word: '', person: '', day: '::date', count: '::int', decimal: '::numeric', flag: '::boolean', unit: '::bigint',
}

/** Units are stored by the id of their version. */
const storedAs = (name: string): string => (name === 'unit' ? 'unit_id' : name)

/** The staging view of an entity, made from its declaration: every column under its name and type, as last reported. */
export function stagingSql({ id, name, columns, parent, isMonthly }: Entity): string {
  const own = Object.entries(columns).map(([column, { kind }]) => {
    const stored = storedAs(column)
    if (column === parent) return `parent_id as ${stored}`
    const read = `payload->>'${stored}'`
    return readAs[kind] === '' ? `${read} as ${stored}` : `(${read})${readAs[kind]} as ${stored}`
  })
  const month = isMonthly ? [`(payload->>'month_on')::date as month_on`] : []
  return [
    `-- one row per ${name.en}, as last reported`,
    '-- grain: source, src_id',
    'select',
    `  ${['county_id, source, src_id, load_id, row_no', ...own, ...month].join(',\n  ')}`,
    'from raw_latest',
    `where entity = '${id}'`,
  ].join('\n')
}
