import { fetchNights, type Night } from '../api.js'
import { type Fetched, useFetched } from './fetched.js'

/** The last nights, read again with every turn of the ledger. */
export const useNights = (turn: () => number): Fetched<readonly Night[]> => useFetched(turn, () => fetchNights())
