import { type About, fetchAbout } from '../api.js'
import { type Fetched, useFetched } from './fetched.js'

/** What the figures rest on. */
export const useAbout = (): Fetched<About> => useFetched(() => 1, () => fetchAbout())
