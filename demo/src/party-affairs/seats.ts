import { dayOf } from '../days.js'
import { padded, zoneCode } from '../places.js'
import type { Row, WholeTable } from '../system.js'

// The article names the two that joined in March 2024.
const seats = [
  ['BM01', '区党群工作部', '2023-02-15'], ['BM02', '区委政法委', '2023-02-15'], ['BM03', '区人力资源和社会保障局', '2023-02-15'], ['BM04', '区总工会', '2023-02-15'],
  ['BM05', '团区委', '2023-02-15'], ['BM06', '区妇联', '2023-02-15'], ['BM07', '区交通运输局', '2023-09-11'], ['BM08', '区邮政管理机构', '2023-09-11'],
  ['BM09', '区党政办公室（网信）', '2024-03-20'], ['BM10', '区市场监督管理局', '2024-03-20'], ['BM11', '区商务局', '2024-03-20'], ['BM12', '区卫生健康局', '2024-10-16'],
] as const

/** The table `committee_seat`: members of the committee for new economic and new social organisations. */
export const seatTable: WholeTable = {
  name: 'committee_seat', key: ['seat_no'], columns: ['seat_no', 'org_no', 'org_name', 'unit_code', 'joined_on', 'left_on'],
  at: asOf => seats.filter(([, , joined]) => dayOf(joined) <= asOf)
    .map(([no, name, joined], i): Row => [`XW${String(i + 1).padStart(2, '0')}`, no, name, padded(zoneCode), joined, null]),
}
