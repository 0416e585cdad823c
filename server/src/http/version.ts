import { z } from 'zod'

/** The greatest integer of PostgreSQL. */
const greatest = 2_147_483_647

/** A published version, in a body. */
export const Version = z.int().min(1).max(greatest)

/** The same in a query, where it is text. */
export const VersionText = z.coerce.number().int().min(1).max(greatest)
