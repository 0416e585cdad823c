import { computed, type ComputedRef } from 'vue'
import { type RouteLocationRaw, useRoute } from 'vue-router'
import { hasPage, type PageName, subjectGroups } from '../state/pages.js'
import { usePlace } from '../state/place.js'
import { words as w } from '../words/index.js'

/** A way to a page. */
export interface Way {
  readonly key: string
  readonly label: string
  readonly to: RouteLocationRaw
  readonly isCurrent: boolean
}

/** Subjects that stand together, and the name of the one that is shown. */
export interface WayGroup {
  readonly key: string
  readonly label: string
  readonly items: readonly Way[]
  readonly current: string
}

/** The pages a viewer has, as the bars offer them. */
export function useNavigation(): {
  readonly first: ComputedRef<readonly Way[]>
  readonly groups: ComputedRef<readonly WayGroup[]>
  /** What stands behind the subjects; on a narrow bar it goes into 更多. */
  readonly rest: ComputedRef<readonly Way[]>
  isCurrent(page: string): boolean
  itemsOf(names: readonly PageName[]): readonly Way[]
} {
  const route = useRoute()
  const { to } = usePlace()
  const isCurrent = (page: string): boolean => route.path === `/${page}` || route.path.startsWith(`/${page}/`)
  const itemsOf = (names: readonly PageName[]): readonly Way[] =>
    names.filter(hasPage).map((page) => ({ key: page, label: w.value.pages[page], to: to(`/${page}`), isCurrent: isCurrent(page) }))
  const groups = computed(() =>
    (Object.keys(subjectGroups) as (keyof typeof subjectGroups)[]).flatMap((key) => {
      const items = itemsOf(subjectGroups[key])
      return items.length > 0 ? [{ key, label: w.value.groups[key], items, current: items.find((i) => i.isCurrent)?.label ?? '' }] : []
    }))
  return { first: computed(() => itemsOf(['overview'])), groups, rest: computed(() => itemsOf(['reports', 'checks', 'metrics', 'runs'])), isCurrent, itemsOf }
}
