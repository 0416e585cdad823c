import { type DataSet, fetchDataSets } from '../api.js'
import { type Fetched, useFetched } from './fetched.js'

/** The sources and how new each is, read again with every turn of the ledger. */
export const useDataSets = (turn: () => number): Fetched<readonly DataSet[]> => useFetched(turn, () => fetchDataSets())
