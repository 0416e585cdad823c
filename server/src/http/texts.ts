import { z } from 'zod'

/** A text in both languages. */
export const TextSchema = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Text' })
