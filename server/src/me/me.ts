import type { Unit } from '@mingshu/metrics'
import { z } from 'zod'
import { plainUnit, UnitSchema } from '../access/plain-unit.js'
import { readers, type Reader, type Viewer } from '../access/viewer.js'
import type { VersionInfo } from '../figures/versions.js'
import { TextSchema } from '../http/texts.js'
import { FreshnessSchema, type FreshnessState } from '../runs/freshness.js'

/** Who is signed in, what they may see, and how fresh it is. */
export const Me = z.object({
  user: z.object({ login: z.string(), name: z.string(), role: z.enum(readers) }),
  unit: z.object({ code: z.string(), name: TextSchema, level: z.string() }).meta({ description: 'Where the pages begin: the first of roots.' }),
  roots: z.array(UnitSchema).meta({ description: 'The units given to the viewer; all below belong to them. There is no total over several.' }),
  exact: z.boolean().meta({ description: 'May see small counts of persons as they are.' }),
  demo: z.boolean(),
  dataVersion: z.int().meta({ description: '0 while nothing was published.' }),
  dataAsOf: z.string(), businessOn: z.string(),
  ...FreshnessSchema.shape,
  pages: z.array(z.string()),
  shows: z.array(z.string()).optional().meta({ description: 'Of a screen on a wall: the pages it turns.' }),
  maps: z.array(z.string()).meta({ description: 'Units whose parts have an approved map, see /api/maps.' }),
  home: z.string().nullable().meta({ description: 'Page and filters where their work begins; null: the page of the role.' }),
}).meta({ id: 'Me' })

const shared = ['overview', 'menus', 'activities', 'members', 'party-life', 'development', 'plan', 'stations', 'participation', 'issues', 'metrics', 'reports', 'checks']

/** The pages of a role, in the order of the menu. */
export const pagesOf = (role: Exclude<Reader, 'screen'>): string[] => (role === 'operator' ? [...shared, 'runs'] : shared)

/** Describes a viewer at a version. */
export function meOf(viewer: Viewer, now: VersionInfo | undefined, freshness: FreshnessState, maps: readonly string[]): z.infer<typeof Me> {
  const [home] = viewer.roots
  const { code, name, level }: Pick<Unit, 'code' | 'name' | 'level'> = home ?? { code: '', name: { zh: '未指定单位', en: 'No unit' }, level: 'village' }
  return {
    user: { login: viewer.login, name: viewer.name, role: viewer.role },
    unit: { code, name, level }, roots: viewer.roots.map(plainUnit), exact: viewer.scope.exact,
    demo: now?.isDemo ?? false, dataVersion: now?.version ?? 0, dataAsOf: now?.dataAsOf ?? '', businessOn: now?.businessOn ?? '',
    ...freshness, pages: viewer.role === 'screen' ? [] : pagesOf(viewer.role), ...(viewer.shows ? { shows: [...viewer.shows] } : {}), maps: [...maps], home: viewer.home,
  }
}
