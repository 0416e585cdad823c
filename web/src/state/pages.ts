import { me } from './session.js'

/** Pages in the order of the navigation. The server says which of them a viewer has. */
export const pages = ['overview', 'activities', 'stations', 'members', 'issues', 'reports', 'runs', 'metrics'] as const
export type PageName = (typeof pages)[number]

const byRole = { leader: 'overview', clerk: 'reports', reviewer: 'overview', operator: 'runs' } as const

/** Whether the viewer has a page. A server that names none grants them all. */
export const hasPage = (name: string): boolean => !me.value || me.value.pages.length === 0 || me.value.pages.includes(name)

/** Where the viewer's work begins. */
export function homePage(): PageName {
  const wanted = byRole[me.value?.user.role ?? 'leader']
  return hasPage(wanted) ? wanted : (pages.find(hasPage) ?? 'overview')
}
