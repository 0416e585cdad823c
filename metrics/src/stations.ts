import { careKind, facilityKind, stationRole, stationService, venueKind, workerGroup } from './dimensions.js'
import { stationPlaces } from './place.js'
import { percent, subject } from './subject.js'
import { text } from './text.js'
import { workers } from './workers.js'

/** F 驿站与关爱: rest stations. */
export const stations = subject('station', {
  name: text('服务驿站', 'Rest stations'),
  group: 'F',
  system: 'station-gates',
  from: 'fact_station',
  places: stationPlaces,
  by: { venue_kind: venueKind, role: stationRole },
  measures: {
    station_count: {
      kind: 'stock', from: 'opened_on', to: 'closed_on',
      name: text('服务驿站数', 'Stations'), unit: text('个', ''), good: 'up', basis: 'Z14 (16)',
      meaning: text('期末开放的新业态新就业群体服务驿站数。', 'Rest stations open at the end of the period.'),
    },
  },
  ratios: {
    station_per_1000_workers: {
      of: 'station_count', to: workers.metrics.neg_worker_count, scale: 1000, share: false,
      name: text('每千名从业人员驿站数', 'Stations per 1000 workers'), unit: text('个/千人', 'per 1000'), good: 'up', basis: 'Z14/Z8 (4.6)',
      denominator: text('在册新就业群体', 'Workers listed'),
      meaning: text('期末每千名在册新就业人员拥有的服务驿站数。', 'Stations per thousand workers listed.'),
    },
  },
})

/** Station-days: scheduled days, open days and visits. */
export const stationDays = subject('station_day', {
  name: text('驿站运行', 'Running of stations'),
  group: 'F',
  system: 'station-gates',
  from: 'fact_station_day',
  places: stationPlaces,
  by: { venue_kind: venueKind },
  measures: {
    station_open_days: {
      kind: 'flow', on: 'day_on', where: 'is_open', internal: true,
      name: text('驿站开放日数', 'Station open days'), unit: text('日', 'days'), good: 'up', basis: 'Z15',
      meaning: text('各驿站实际开放日数之和。', 'Days the stations were open, added over stations.'),
    },
    station_idle_count: {
      kind: 'distinct', key: 'station_id', on: 'day_on', ofOneUnit: true, having: 'sum(visits) = 0',
      name: text('零使用驿站数', 'Idle stations'), unit: text('个', ''), good: 'down', basis: '惯例',
      meaning: text('统计期内有排班而没有人使用的驿站数；按整个统计期判断。', 'Stations scheduled in the period that nobody used in it.'),
    },
  },
})

/** Visits to stations, by worker group and service. */
export const stationVisits = subject('station_visit', {
  name: text('驿站服务', 'Station visits'),
  group: 'F',
  system: 'station-gates',
  from: 'fact_station_visit',
  places: stationPlaces,
  by: { worker_group: workerGroup, service: stationService, venue_kind: venueKind },
  measures: {
    station_visit_person_times: {
      kind: 'flow', on: 'visited_on', sum: 'person_times',
      name: text('驿站服务人次', 'Station person-times'), unit: text('人次', ''), good: 'up', basis: 'Z15',
      meaning: text('统计期内各驿站服务人次之和。', 'Person-times served by the stations in the period.'),
    },
  },
  ratios: {
    station_visits_per_open_day: {
      of: 'station_visit_person_times', to: stationDays.metrics.station_open_days, share: false,
      name: text('驿站日均服务人次', 'Visits per open day'), unit: text('人次/日', 'per day'), good: 'up', basis: 'Z15',
      denominator: text('驿站开放日', 'Station open days'),
      meaning: text('服务人次除以各驿站开放日数之和。', 'Person-times per day a station was open.'),
    },
  },
})

/** Facilities of the stations, each as its latest check found it. */
export const facilities = subject('facility', {
  name: text('驿站设施', 'Station facilities'),
  group: 'F',
  system: 'station-gates',
  from: 'fact_facility',
  places: stationPlaces,
  by: { kind: facilityKind },
  measures: {
    facility_listed: {
      kind: 'stock', from: 'checked_on', to: 'next_checked_on', sum: 'quantity', internal: true,
      name: text('登记设施数', 'Facilities listed'), unit: text('件', ''), good: 'neutral', basis: 'Z15',
      meaning: text('最近一次检查登记的设施数量。', 'Facilities listed at the latest check.'),
    },
    facility_ok: {
      kind: 'stock', from: 'checked_on', to: 'next_checked_on', sum: 'quantity_ok', internal: true,
      name: text('完好设施数', 'Facilities in order'), unit: text('件', ''), good: 'up', basis: 'Z15',
      meaning: text('最近一次检查完好可用的设施数量。', 'Facilities in working order at the latest check.'),
    },
  },
  ratios: {
    station_facility_ok_rate: {
      of: 'facility_ok', to: 'facility_listed',
      name: text('设施完好率', 'Facility OK rate'), unit: percent, good: 'up', basis: 'Z15',
      denominator: text('登记设施', 'Facilities listed'),
      meaning: text('最近一次检查中完好设施占登记设施的比例。', 'Facilities in order among those listed, at the latest check.'),
    },
  },
})

/** Care activities. */
export const care = subject('care', {
  name: text('关爱活动', 'Care activities'),
  group: 'F',
  system: 'station-gates',
  from: 'fact_care',
  by: { kind: careKind },
  measures: {
    care_activity_count: {
      kind: 'flow', on: 'held_on',
      name: text('关爱活动次数', 'Care activities'), unit: text('次', ''), good: 'up', basis: 'Z16-Z22',
      meaning: text('统计期内开展的关爱活动次数。', 'Care activities held in the period.'),
    },
    care_person_times: {
      kind: 'flow', on: 'held_on', sum: 'beneficiaries',
      name: text('关爱服务人次', 'Care person-times'), unit: text('人次', ''), good: 'up', basis: 'Z16-Z22',
      meaning: text('统计期内关爱活动服务的人次合计。', 'Person-times served by care activities.'),
    },
    care_site_count: {
      kind: 'distinct', key: 'site_id', on: 'held_on', where: `kind = 'warmth'`, ofOneUnit: true, by: [],
      name: text('送温暖服务阵地数', 'Care sites used'), unit: text('个', ''), good: 'up', basis: 'Z18 (14)',
      meaning: text('统计期内开展过送温暖的不同服务阵地数；一个阵地多次计一个。', 'Different sites with a warmth event in the period.'),
    },
    care_clinic_site_count: {
      kind: 'distinct', key: 'site_id', on: 'held_on', where: `kind = 'clinic'`, ofOneUnit: true, by: [],
      name: text('义诊服务阵地数', 'Clinic sites used'), unit: text('个', ''), good: 'up', basis: 'Z19 (3)',
      meaning: text('统计期内开展过义诊的不同场所数。', 'Different sites with a free clinic in the period.'),
    },
    care_hospital_count: {
      kind: 'distinct', key: 'hospital_id', on: 'held_on', where: `kind = 'clinic' and hospital_id is not null`, by: [],
      name: text('参与义诊民营医院数', 'Private hospitals'), unit: text('家', ''), good: 'up', basis: 'Z19 (6)',
      meaning: text('统计期内参与义诊的不同民营医院数。', 'Different private hospitals with a free clinic in the period.'),
    },
  },
})
