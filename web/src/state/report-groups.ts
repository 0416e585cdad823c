import type { ReportEntry } from '../api.js'

/** Reports by what they are about, in the order of the page; those about everything come first, and so do those nobody has placed. */
const placed = {
  services: ['center-services', 'key-activities', 'monthly-menu', 'demand-ledger', 'showcase-projects', 'micro-wishes', 'stations-and-care'],
  party: ['new-employment-base', 'party-coverage', 'member-changes', 'development', 'party-life'],
  governance: ['issue-handling', 'participation'],
} as const
export type ReportGroup = 'all' | keyof typeof placed

/** The reports in their groups; groups without any are left out. */
export function groupReports(reports: readonly ReportEntry[]): readonly { readonly group: ReportGroup; readonly reports: readonly ReportEntry[] }[] {
  const groupOf = (id: string): ReportGroup => (Object.keys(placed) as (keyof typeof placed)[]).find((g) => (placed[g] as readonly string[]).includes(id)) ?? 'all'
  return (['all', 'services', 'party', 'governance'] as const).flatMap((group) => {
    const own = reports.filter((r) => groupOf(r.id) === group)
    return own.length > 0 ? [{ group, reports: own }] : []
  })
}
