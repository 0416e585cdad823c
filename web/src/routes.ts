import { createRouter, createWebHistory, type LocationQuery, type RouteLocationRaw, type RouteRecordRaw } from 'vue-router'
import { fetchVersionAt, problemOf } from './api.js'
import { hasPage, homeAddress, homePage, pages } from './state/pages.js'
import { enter, isAway, me } from './state/session.js'
import { tell } from './state/toasts.js'
import { words } from './words/index.js'

/** Pages that are read on paper too: `/print/…` is the same page laid out for it. */
const readable: RouteRecordRaw[] = [
  { path: '/overview', name: 'overview', component: () => import('./pages/Overview.vue') },
  { path: '/menus', name: 'menus', component: () => import('./pages/Menus.vue') },
  { path: '/activities', name: 'activities', component: () => import('./pages/Activities.vue') },
  { path: '/stations', name: 'stations', component: () => import('./pages/Stations.vue') },
  { path: '/members', name: 'members', component: () => import('./pages/Members.vue') },
  { path: '/party-life', name: 'party-life', component: () => import('./pages/PartyLife.vue') },
  { path: '/development', name: 'development', component: () => import('./pages/Development.vue') },
  { path: '/plan', name: 'plan', component: () => import('./pages/Plan.vue') },
  { path: '/issues', name: 'issues', component: () => import('./pages/Issues.vue') },
  { path: '/participation', name: 'participation', component: () => import('./pages/Participation.vue') },
  { path: '/areas/:code', name: 'area', component: () => import('./pages/Area.vue') },
  { path: '/metrics', name: 'metrics', component: () => import('./pages/Dictionary.vue') },
  { path: '/metrics/:key', name: 'metric', component: () => import('./pages/Metric.vue') },
  { path: '/reports/:report?', name: 'reports', component: () => import('./pages/Reports.vue') },
  { path: '/checks', name: 'checks', component: () => import('./pages/Checks.vue') },
  { path: '/runs', name: 'runs', component: () => import('./pages/Runs.vue') },
  { path: '/runs/quality', redirect: (to) => ({ path: '/checks', query: to.query }) },
  { path: '/runs/rejected', name: 'rejected', component: () => import('./pages/Rejected.vue'), meta: { page: 'runs' } },
  { path: '/runs/:run', name: 'run', component: () => import('./pages/Run.vue'), meta: { page: 'runs' } },
  { path: '/views', name: 'views', component: () => import('./pages/Views.vue') },
  { path: '/about/data', name: 'about', component: () => import('./pages/About.vue') },
]

const routes: RouteRecordRaw[] = [
  ...readable.map((route) => ({ ...route, alias: `/print${route.path}` })),
  { path: '/', name: 'home', component: () => import('./pages/Overview.vue') },
  { path: '/s/:id', name: 'link', component: () => import('./pages/ShortLink.vue') },
  { path: '/setup', name: 'setup', component: () => import('./pages/Setup.vue'), meta: { isOpen: true } },
  { path: '/screen/:name', name: 'screen', component: () => import('./pages/Screen.vue'), meta: { isOpen: true } },
  { path: '/login', name: 'login', component: () => import('./pages/Login.vue'), meta: { isOpen: true } },
  { path: '/demo/:role', name: 'demo', component: () => import('./pages/Demo.vue'), meta: { isOpen: true } },
  { path: '/403', name: 'forbidden', component: () => import('./pages/Forbidden.vue') },
  { path: '/:rest(.*)*', name: 'missing', component: () => import('./pages/Missing.vue') },
]

/** The page's addresses. Whoever is not signed in signs in first and then goes where they wanted. */
export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})

/** Where a screen shows its pages. */
const screenAddress = (shows: readonly string[] = []): RouteLocationRaw => ({ path: `/screen/${shows[0] ?? ''}`, query: shows.length > 1 ? { cycle: shows.join() } : {} })

/** A typed `asof=` becomes the version that was the newest then; one that names none goes, and the page says so. */
async function pinnedAt({ asof, ...query }: LocationQuery): Promise<LocationQuery> {
  try {
    const { version } = await fetchVersionAt(String(asof))
    return { ...query, v: String(version) }
  } catch {
    tell(words.value.frame.badAsOf(String(asof).slice(0, 40)))
    return query
  }
}

// After an upgrade an open page asks for files that are gone: the address is loaded anew. Not where it was loaded just now, nor while the server is away: that would not help.
router.onError(async (_error, to) => {
  const isLoaded = to.fullPath === location.pathname + location.search + location.hash
  if (isLoaded || (await isAway())) tell(words.value.state.pageFailed)
  else location.assign(to.fullPath)
})

router.beforeEach(async (to) => {
  if (to.meta['isOpen']) return true
  if (!me.value) {
    try {
      await enter()
    } catch (error) {
      const why = problemOf(error).status === 401 ? {} : { why: 'offline' }
      return { path: '/login', query: { ...(to.fullPath === '/' ? {} : { next: to.fullPath }), ...why } }
    }
  }
  // A screen on a wall has nothing but its own pages, whatever address somebody types into it.
  if (me.value?.user.role === 'screen') return screenAddress(me.value.shows)
  if (to.name === 'home') return Object.keys(to.query).length > 0 ? { path: `/${homePage()}`, query: to.query, replace: true } : homeAddress()
  const asof = to.query['asof']
  if (asof !== undefined) return { path: to.path, query: await pinnedAt(to.query), replace: true }
  const name = String(to.meta['page'] ?? to.name)
  return !(pages as readonly string[]).includes(name) || hasPage(name) ? true : { path: '/403' }
})
