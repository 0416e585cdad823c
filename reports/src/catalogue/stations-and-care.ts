import { care, careKind, facilities, stationDays, stations, stationVisits, text, venueKind, workerGroup } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { barsByArea, trend } from '../charts.js'
import { figure, group, members } from '../columns.js'
import { report } from '../report.js'

const { station_count } = stations.metrics
const { station_open_days, station_idle_count } = stationDays.metrics
const { station_visit_person_times, station_visits_per_open_day } = stationVisits.metrics
const { station_facility_ok_rate } = facilities.metrics
const { care_activity_count, care_person_times, care_site_count, care_hospital_count } = care.metrics

/** R12 驿站运行和关爱服务情况表: stations, who used them, and care activities. */
export default report({
  id: 'stations-and-care', number: 'R12', title: text('驿站运行和关爱服务情况表', 'Stations and care'),
  grains: ['year', 'quarter', 'month'], levels: ['city', 'county', 'town'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('驿站运行', 'Stations'), title: text('驿站运行情况表', 'Running of stations'), suffix: '-1',
      columns: [
        group(text('服务驿站数(个)', 'Stations'), figure(station_count, text('合计', 'Total')), ...members(station_count, 'venue_kind', venueKind)),
        figure(station_open_days, text('开放日数(日)', 'Open days')),
        group(
          text('服务人次(人次)', 'Person-times'),
          figure(station_visit_person_times, text('合计', 'Total')), ...members(station_visit_person_times, 'worker_group', workerGroup),
        ),
        figure(station_visits_per_open_day, text('日均服务人次', 'Per open day')),
        figure(station_idle_count, text('零使用驿站数(个)', 'Idle stations')),
        figure(station_facility_ok_rate, text('设施完好率', 'Facilities in order')),
      ],
      notes: [text('驿站数、设施完好率为期末数；开放日数为各驿站开放日之和，日均服务人次＝服务人次÷开放日数。', 'Stations and facilities at the end of the period; open days are added over stations.')],
    }),
    areaTable({
      sheet: text('关爱服务', 'Care'), title: text('关爱服务情况表', 'Care activities'), suffix: '-2',
      columns: [
        group(text('关爱活动次数(次)', 'Care activities'), figure(care_activity_count, text('合计', 'Total')), ...members(care_activity_count, 'kind', careKind)),
        figure(care_person_times, text('服务人次(人次)', 'Person-times')),
        figure(care_site_count, text('送温暖服务阵地数(个)', 'Warmth sites')),
        figure(care_hospital_count, text('参与义诊民营医院数(家)', 'Private hospitals')),
      ],
      notes: [text('阵地、医院在统计期内多次开展活动的计一个。', 'A site or hospital counts once in the period.')],
    }),
  ],
  charts: [
    barsByArea(station_visit_person_times), barsByArea(care_activity_count),
    trend(text('驿站服务人次逐月走势', 'Station person-times, month by month'), station_visit_person_times),
  ],
})
