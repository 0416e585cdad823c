import type { Knex } from 'knex'
import { z } from 'zod'
import type { UnitTree } from '../access/units.js'
import type { Viewer } from '../access/viewer.js'
import { TextSchema } from '../http/texts.js'
import { listAccounts } from '../people/accounts.js'

/** Who can give somebody a wider sight. */
export const Granters = z.object({
  granters: z.array(z.object({ name: z.string(), units: z.array(TextSchema) })),
  contact: z.string().nullable(),
}).meta({ id: 'Granters' })

/**
 * The operators whose units are or stand above one of the viewer's own. Whether the unit somebody asked for exists plays no
 * part: the answer tells nothing about it.
 */
export async function grantersOf(desk: Knex, viewer: Viewer, tree: UnitTree, contact: string | undefined): Promise<z.infer<typeof Granters>> {
  const operators = (await listAccounts(desk)).filter((a) => a.role === 'operator' && !a.isDisabled && a.userId !== viewer.userId)
  const granters = operators.flatMap(({ name, unitCodes }) => {
    const units = unitCodes.flatMap((code) => tree.find(code) ?? [])
    const isOver = units.some((unit) => viewer.roots.some((root) => tree.isBelow(root, unit)))
    return isOver ? [{ name, units: units.map((u) => u.name) }] : []
  })
  return { granters, contact: contact ?? null }
}
