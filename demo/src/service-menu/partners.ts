import { type Day, isoOf } from '../days.js'
import type { WholeTable } from '../system.js'
import type { Partner } from './plan-partners.js'

const until = (end: Day | undefined, asOf: Day): string | null => (end !== undefined && end <= asOf ? isoOf(end) : null)

/** The table `partner`. */
export function partnerTable(partners: readonly Partner[]): WholeTable {
  return {
    name: 'partner', key: ['partner_no'], columns: ['partner_no', 'partner_name', 'partner_type', 'joined_date', 'ended_date'],
    at: asOf => partners.filter(p => p.joined <= asOf).map(({ no, name, type, joined, ended }) => [no, name, type, isoOf(joined), until(ended, asOf)]),
  }
}

/** The table `partner_link`. */
export function partnerLinkTable(partners: readonly Partner[]): WholeTable {
  return {
    name: 'partner_link', key: ['link_no'], columns: ['link_no', 'partner_no', 'center_no', 'unit_code', 'from_date', 'to_date'],
    at: asOf => partners.flatMap(({ no, links }) => links.filter(link => link.from <= asOf).map(({ center, from, to }) =>
      [`${no}-${center.no}`, no, center.no, center.unit.code, isoOf(from), until(to, asOf)])),
  }
}
