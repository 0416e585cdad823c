import { fetchRejectedRows, type RejectedRow } from '../api.js'
import { type FetchedPages, type Page, useFetchedPages } from './fetched-pages.js'

/** Refused rows of a source or a reading of it, page by page. */
export const useRejectedRows = (of: () => { readonly source?: string; readonly load?: string }): FetchedPages<RejectedRow, Page<RejectedRow>> =>
  useFetchedPages(of, (key, cursor) => fetchRejectedRows({ ...key, ...(cursor === undefined ? {} : { cursor }) }))
