import { shorten } from '../api.js'

/** A short link to an address of this site. */
export const shortLinkTo = async (path: string): Promise<string> => `${location.origin}/s/${(await shorten(path)).id}`
