import { fetchRejectedLoads, type RejectedLoad } from '../api.js'
import { type Fetched, useFetched } from './fetched.js'

/** The readings that refused rows. */
export const useRejectedLoads = (): Fetched<readonly RejectedLoad[]> => useFetched(() => 1, () => fetchRejectedLoads())
