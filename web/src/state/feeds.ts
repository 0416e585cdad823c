import type { PageName } from './pages.js'

/** The pages whose figures come from a source, as the metrics they name tell: `feeds.test.ts` writes and compares it. */
export const feeds: Readonly<Record<string, readonly PageName[]>> = {
  'service-menu': ['overview', 'menus', 'activities', 'plan'],
  'monthly-returns': ['menus'],
  'member-register': ['overview', 'members', 'development', 'plan'],
  'industry-rosters': ['overview', 'stations', 'members', 'plan', 'participation'],
  'party-affairs': ['party-life', 'development', 'plan'],
  'issue-system': ['overview', 'party-life', 'plan', 'issues', 'participation'],
  'station-gates': ['overview', 'stations', 'plan'],
}
