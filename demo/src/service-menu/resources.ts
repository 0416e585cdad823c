import { clock, isoOf } from '../days.js'
import type { WholeTable } from '../system.js'
import type { Resource } from './plan-resources.js'

/** The table `resource`. */
export function resourceTable(resources: readonly Resource[]): WholeTable {
  return {
    name: 'resource', key: ['resource_no'],
    columns: ['resource_no', 'partner_no', 'center_no', 'unit_code', 'category', 'description', 'quantity', 'quantity_unit', 'fee_mode', 'valid_from',
      'valid_to', 'updated_at'],
    at: asOf => resources.filter(resource => resource.from <= asOf).map(({ no, partner, center, from, to, ...r }) => {
      const seen = to !== undefined && to <= asOf ? to : undefined
      return [
        no, partner.no, center.no, center.unit.code, r.category, r.description, r.quantity, r.quantityUnit, r.feeMode,
        isoOf(from), seen === undefined ? null : isoOf(seen), clock(seen ?? from, 570),
      ]
    }),
  }
}
