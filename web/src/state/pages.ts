import { me } from './session.js'

/** The pages about a subject, in the groups of the navigation. */
export const subjectGroups = {
  services: ['menus', 'activities', 'stations'],
  party: ['members', 'party-life', 'development', 'plan'],
  governance: ['issues', 'participation'],
} as const
export type SubjectName = (typeof subjectGroups)[keyof typeof subjectGroups][number]

/** Pages in the order of the navigation. The server says which of them a viewer has. */
export const pages = ['overview', ...subjectGroups.services, ...subjectGroups.party, ...subjectGroups.governance, 'reports', 'checks', 'runs', 'metrics'] as const
export type PageName = (typeof pages)[number]

const byRole = { leader: 'overview', clerk: 'reports', reviewer: 'overview', operator: 'runs', screen: 'overview' } as const

/** Whether the viewer has a page. A server that names none grants them all. */
export const hasPage = (name: string): boolean => !me.value || me.value.pages.length === 0 || me.value.pages.includes(name)

/** Where the viewer's work begins. */
export function homePage(): PageName {
  const wanted = byRole[me.value?.user.role ?? 'leader']
  return hasPage(wanted) ? wanted : (pages.find(hasPage) ?? 'overview')
}

/** Where `/` leads: the page somebody chose, or that of the role. */
export const homeAddress = (): string => me.value?.home ?? `/${homePage()}`
