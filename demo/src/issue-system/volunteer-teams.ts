import { type Day, dayOf, isoOf, monthOf } from '../days.js'
import { padded, zoneCode } from '../places.js'
import { between, random } from '../random.js'
import type { WholeTable } from '../system.js'

/** A team of volunteers. */
export interface Team {
  readonly no: string
  readonly name: string
  readonly area: string
  readonly formed: Day
  /** People in its WeChat group on the day it was formed. */
  readonly chat: number
}

/** The teams: the first is the one of the article, the only one in 2024. */
export const teams: readonly Team[] = [
  { no: 'ZYD01', name: '湛江经开区新就业群体党员志愿者服务队', area: padded(zoneCode), formed: dayOf('2023-08-15'), chat: 64 },
  { no: 'ZYD02', name: '东海岛新就业群体志愿服务队(演示)', area: '440811070', formed: dayOf('2025-06-18'), chat: 23 },
]

/** The table `volunteer_team`. Its groups are counted on the first of a month. */
export function teamTable(seed: number): WholeTable {
  const chatMembers = ({ no, formed, chat }: Team, asOf: Day): number => {
    const months = Array.from({ length: monthOf(asOf) - monthOf(formed) }, (_, i) => between(random(seed, 'joined the group', no, i), 0, 4))
    return months.reduce((sum, joined) => sum + joined, chat)
  }
  return {
    name: 'volunteer_team', key: ['team_no'], columns: ['team_no', 'team_name', 'area_code', 'formed_on', 'dissolved_on', 'chat_members'],
    at: asOf => teams.filter(team => team.formed <= asOf).map(team => [team.no, team.name, team.area, isoOf(team.formed), null, chatMembers(team, asOf)]),
  }
}
