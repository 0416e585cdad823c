import { computed, type ComputedRef } from 'vue'
import { type LocationQueryRaw, type RouteLocationRaw, useRoute, useRouter } from 'vue-router'
import { addressOf, lastWholeMonth } from '../figures/period.js'
import { isRelative, resolved } from '../figures/relative.js'
import { type Address, pinnedQuery, type Query, readAddress, writeAddress } from './address.js'
import { me } from './session.js'

/** What an address that says nothing means for this viewer. */
export const home = computed<Address>(() => ({
  period: lastWholeMonth(me.value?.businessOn || new Date().toISOString().slice(0, 10)),
  area: me.value?.unit.code ?? me.value?.roots[0]?.code ?? '',
  level: '', cmp: 'yoy', group: '', tab: 'chart', sort: 'code', focus: [], why: false, v: 0, go: false, lang: 'zh', theme: '',
}))

/** Where the viewer is: the state in the address, and the ways to change it. */
export interface Place {
  readonly address: ComputedRef<Address>
  /** Parameters of the address that are no values. */
  readonly bad: ComputedRef<readonly string[]>
  /** Version the page shows: the pinned one, or the newest it knows. */
  readonly version: ComputedRef<number>
  /** Changes filters in place; a change of area goes into the history, so that Back undoes a drill. */
  change(changes: Partial<Address>): void
  /** Address of a page that keeps the filters. */
  to(path: string, changes?: Partial<Address>): RouteLocationRaw
  /** A full link that keeps the numbers: absolute period and version. */
  link(): string
  /** The same without the site: what a short link stands for. */
  pinned(): string
}

/** A query with its relative period resolved on the day the figures end. */
function absolute(query: Query): Query {
  const { period } = query
  return typeof period === 'string' && isRelative(period) && me.value ? { ...query, period: addressOf(resolved(period, me.value.businessOn)) } : query
}

/** The place of the current page. On a unit's own page the area is part of the path. */
export function usePlace(): Place {
  const route = useRoute()
  const router = useRouter()
  const read = computed(() => readAddress(absolute(route.query), home.value))
  const address = computed<Address>(() => {
    const code = route.params['code']
    return typeof code === 'string' ? { ...read.value.address, area: code } : read.value.address
  })
  const version = computed(() => address.value.v || (me.value?.dataVersion ?? 0))
  const query = (state: Address): LocationQueryRaw => writeAddress(state, home.value)

  function to(path: string, changes: Partial<Address> = {}): RouteLocationRaw {
    const state = { ...address.value, why: false, go: false, focus: [], sort: home.value.sort, ...changes }
    return { path, query: query(path.startsWith('/areas/') ? { ...state, area: home.value.area } : state) }
  }

  function pinned(): string {
    const search = new URLSearchParams(pinnedQuery(address.value, home.value, version.value))
    if (typeof route.params['code'] === 'string') search.delete('area')
    return `${route.path}?${search}`
  }

  return {
    address, version, to, pinned,
    bad: computed(() => read.value.bad),
    change(changes) {
      const next = { ...address.value, ...changes }
      const moves = changes.area !== undefined && changes.area !== address.value.area
      if (moves && typeof route.params['code'] === 'string') {
        void router.push({ path: `/areas/${next.area}`, query: query({ ...next, area: home.value.area }) })
      } else {
        void (moves ? router.push : router.replace)({ path: route.path, query: query(next) })
      }
    },
    link: () => `${location.origin}${pinned().replace(/^\/print(?=\/)/, '')}`,
  }
}
