import type { Role } from './roles.js'

/** A role that serves; the owner is none. */
export type ServiceRole = Exclude<Role, 'owner'>

/** What each role may do with a table. Rights are a list like `select insert`, or `update(column)`. */
export interface Grant {
  /** Its name; `fact_*` means every table and view whose name begins so. */
  readonly on: string
  readonly rights: Readonly<Partial<Record<ServiceRole, string>>>
  /** Roles that see all rows although the table has a county: names of units are no secret, and a reader has to find its own. */
  readonly openTo?: readonly ServiceRole[]
}

const write = 'select insert update delete'
const read = 'select'

/** The whole matrix: what is not here, nobody but the owner may touch. The first match counts. */
export const grants: readonly Grant[] = [
  // Reference: everyone reads.
  { on: 'unit', rights: { etl: read, api: read, trace: read, desk: read }, openTo: ['api', 'trace', 'desk'] },
  { on: 'unit_closure', rights: { etl: read, api: read, trace: read, desk: read }, openTo: ['api', 'trace', 'desk'] },
  { on: 'unit_counted', rights: { etl: read, trace: read } },
  { on: 'calendar_day', rights: { etl: read, api: read, trace: read, desk: read } },
  { on: 'data_version', rights: { etl: 'select insert', api: read, trace: read, desk: read } },
  { on: 'published', rights: { etl: 'select insert update', api: read, trace: read, desk: read } },
  { on: 'load', rights: { etl: 'select insert update', api: read, trace: read, desk: read } },
  { on: 'coverage', rights: { etl: write, api: read, trace: read }, openTo: ['api', 'trace'] },
  { on: 'coverage_withdrawn', rights: { etl: write, api: read, trace: read }, openTo: ['api', 'trace'] },
  { on: 'coverage_told', rights: { etl: read, api: read, trace: read } },
  { on: 'reported_month', rights: { etl: read, trace: read } },
  { on: 'folded', rights: { etl: write } },

  // What arrived. raw_row is append-only.
  { on: 'raw_row', rights: { etl: 'select insert', trace: read } },
  { on: 'raw_latest', rights: { etl: write } },
  { on: 'load_problem', rights: { etl: 'select insert', trace: read } },
  { on: 'source_page', rights: { etl: write } },
  { on: 'known_key', rights: { etl: 'select insert' } },
  { on: 'dirty', rights: { etl: write, trace: read }, openTo: ['trace'] }, // a proof has to know what waits to be folded, whoever asks
  { on: 'stg_*', rights: { etl: read } },

  { on: 'fact_*', rights: { etl: write, trace: read } },
  { on: 'rollup_*', rights: { etl: write, api: read } },
  { on: 'rule_violation', rights: { etl: 'select insert', api: read } },
  { on: 'target', rights: { etl: write } },
  { on: 'published_figure', rights: { etl: write } },
  { on: 'target_told', rights: { etl: 'select insert update', api: read } },
  { on: 'published_figure_told', rights: { etl: 'select insert update', api: read } },

  { on: 'run', rights: { etl: 'select insert update', desk: 'select insert update(cancel_asked)' } },
  { on: 'run_lease', rights: { etl: 'select insert update' } },
  { on: 'run_step', rights: { etl: 'select insert update', desk: read } },
  { on: 'duty_note', rights: { desk: 'select insert' } },

  // The desk. The audit is append-only.
  { on: 'app_user', rights: { desk: 'select insert update' } },
  { on: 'session', rights: { desk: write } },
  { on: 'login_failure', rights: { desk: write } },
  { on: 'token', rights: { desk: write } },
  { on: 'screen', rights: { desk: write } },
  { on: 'area_map', rights: { desk: 'select insert delete' } },
  { on: 'area_outline', rights: { desk: write } },
  { on: 'saved_view', rights: { desk: write } },
  { on: 'short_link', rights: { desk: 'select insert' } },
  { on: 'setup_token', rights: { desk: write } },
  { on: 'audit', rights: { desk: 'select insert' } },
  { on: 'export_job', rights: { desk: 'select insert update' } },
  { on: 'upload', rights: { desk: 'select insert update' } },
  { on: 'known_event', rights: { desk: 'select insert update(withdrawn_at)' } },
  { on: 'unit_question', rights: { desk: 'select insert update(answer,answered_by,answered_at)' } },
]

/** The grant that covers a table; undefined when none does. */
export function findGrant(table: string): Grant | undefined {
  return grants.find(({ on }) => (on.endsWith('*') ? table.startsWith(on.slice(0, -1)) : table === on))
}
