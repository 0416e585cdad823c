/** A SQL text with named binds (`:from`), run by `trx.raw(sql, binds)`. */
export interface Sql {
  readonly sql: string
  readonly binds: Readonly<Record<string, unknown>>
}

/** Runs a {@link Sql} in the reader's transaction and gives its rows. */
export type RunSql = <Row>(sql: Sql) => Promise<readonly Row[]>
