/** A table of what people decide, as the entity of its name tells it; `<table>_told` keeps what each version told. */
export interface Decided {
  readonly entity: string
  readonly table: string
  /** What a row is of, besides its unit. */
  readonly key: readonly string[]
  readonly columns: readonly string[]
}

/** What people decide: it is no fact, so a change of it marks no month. */
export const decided: readonly Decided[] = [
  { entity: 'annual_target', table: 'target', key: ['year', 'metric_code'], columns: ['value', 'basis'] },
  { entity: 'published_figure', table: 'published_figure', key: ['metric_code', 'period'], columns: ['printed', 'qualifier', 'step', 'published_on', 'place'] },
]

/** Key of a decided row, its unit included. */
export const keyOf = ({ key }: Decided): readonly string[] => ['county_id', 'unit_id', ...key]
