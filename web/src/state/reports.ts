import { fetchReports, type ReportEntry } from '../api.js'
import { type Fetched, useFetched } from './fetched.js'

/** The reports there are, once they are wanted. */
export const useReports = (isWanted: () => boolean = () => true): Fetched<readonly ReportEntry[]> => useFetched(() => (isWanted() ? 1 : undefined), () => fetchReports())
