import { fetchGranters, type Granters } from '../api.js'
import { type Fetched, useFetched } from './fetched.js'

/** Who can give the viewer a wider sight. */
export const useGranters = (): Fetched<Granters> => useFetched(() => 1, () => fetchGranters())
