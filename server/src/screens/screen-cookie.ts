import type { CookieSerializeOptions } from '@fastify/cookie'
import { screenDays } from './screens.js'

/** How the cookie of a screen is set: it outlives the browser, so that a wall comes back after a power cut. */
export const screenCookie = (secure: boolean): CookieSerializeOptions => ({ path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: screenDays * 24 * 3600 })
