import { fetchSetupProgress, type SetupProgress } from '../api.js'
import { type Fetched, useFetched } from './fetched.js'

/** How far the installation is, once that is wanted. */
export const useSetupProgress = (isWanted: () => boolean): Fetched<SetupProgress> => useFetched(() => (isWanted() ? 1 : undefined), () => fetchSetupProgress())
