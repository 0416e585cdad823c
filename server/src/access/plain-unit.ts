import type { Unit } from '@mingshu/metrics'
import { z } from 'zod'
import { TextSchema } from '../http/texts.js'

/** A unit on the wire. */
export const UnitSchema = z.object({
  unitId: z.string(), countyId: z.int(), code: z.string(), name: TextSchema, level: z.enum(['city', 'county', 'town', 'village']),
  kind: z.string(), parent: z.string().nullable(), sortNo: z.int(),
}).meta({ id: 'Unit' })

/** A unit without the days it stands. */
export const plainUnit = ({ unitId, countyId, code, name, level, kind, parent, sortNo }: Unit): Unit => ({ unitId, countyId, code, name, level, kind, parent, sortNo })
