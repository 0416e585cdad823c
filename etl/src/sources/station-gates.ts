import { careKind, facilityKind, stationService, systemNames, text, venueKind, workerGroup } from '@mingshu/metrics'
import { wordsOf, type PostgresSystem } from '../source.js'

/** The gate system of the rest stations: stations, scheduled days, visits, facility checks and care activities. */
export const stationGates: PostgresSystem = {
  id: 'station-gates',
  name: systemNames['station-gates'],
  since: '2018-01-01',
  reporting: { entity: 'station_day', on: 'day_on' },
  entities: [
    {
      id: 'station', name: text('驿站', 'station'), table: 'stations', key: 'station_id', keyType: 'int',
      columns: {
        name: { kind: 'text', from: 'station_name', name: text('驿站名称', 'Name') },
        brand: { kind: 'text', from: 'brand', required: false, name: text('品牌', 'Brand') },
        role: { kind: 'word', from: 'role', words: { 主阵地: 'main', N站点: 'site' }, name: text('角色', 'Role') },
        venue_kind: { kind: 'word', from: 'venue', words: wordsOf(venueKind), name: text('场所类型', 'Venue') },
        unit: { kind: 'unit', from: 'unit_code', at: 'opened_on', name: text('单位代码', 'Unit code') },
        opened_on: { kind: 'day', from: 'opened_on', name: text('启用日期', 'Opened') },
        closed_on: { kind: 'day', from: 'closed_on', required: false, name: text('停用日期', 'Closed') },
      },
    },
    {
      // Days come first in the key, so that a new day lies on the last page and not on one page of every station.
      id: 'station_day', name: text('驿站日', 'station day'), table: 'station_days', key: `day::text || '/' || station_id`,
      parent: 'station_id', parentEntity: 'station',
      columns: {
        station_id: { kind: 'key', from: 'station_id', name: text('驿站编号', 'Station') },
        day_on: { kind: 'day', past: true, from: 'day', name: text('日期', 'Day') },
        is_open: { kind: 'flag', from: `case state when '开放' then '是' when '停开' then '否' else state end`, name: text('是否开放', 'Open') },
        visits: { kind: 'count', from: 'gate_total', name: text('闸机人次', 'Gate total') },
      },
    },
    {
      id: 'station_visit', name: text('驿站服务', 'station visits'), table: 'gate_visits', key: 'visit_id', keyType: 'bigint',
      parent: 'station_id', parentEntity: 'station',
      columns: {
        station_id: { kind: 'key', from: 'station_id', name: text('驿站编号', 'Station') },
        visited_on: { kind: 'day', past: true, from: 'day', name: text('日期', 'Day') },
        worker_group: {
          kind: 'word', from: 'visitor_type', words: wordsOf(workerGroup, { 外卖骑手: 'rider', 快递小哥: 'courier' }), name: text('人群', 'Visitors'),
        },
        service: { kind: 'word', from: 'service', words: wordsOf(stationService), name: text('服务项目', 'Service') },
        person_times: { kind: 'count', from: 'person_times', name: text('人次', 'Person-times') },
      },
    },
    {
      id: 'facility_check', name: text('设施检查', 'facility check'), table: 'facility_checks', key: 'check_id', keyType: 'bigint',
      parent: 'station_id', parentEntity: 'station',
      columns: {
        station_id: { kind: 'key', from: 'station_id', name: text('驿站编号', 'Station') },
        kind: { kind: 'word', from: 'facility', words: wordsOf(facilityKind), name: text('设施', 'Facility') },
        checked_on: { kind: 'day', past: true, from: 'checked_on', name: text('检查日期', 'Checked') },
        quantity: { kind: 'count', from: 'quantity', name: text('数量', 'Quantity') },
        quantity_ok: { kind: 'count', from: 'usable', name: text('完好数量', 'In order') },
      },
      rules: [{
        column: 'quantity_ok', holds: ({ quantity, quantity_ok: ok }) => quantity === null || ok === null || Number(ok) <= Number(quantity),
        sentence: text('大于登记数量。请核对两个数', 'is more than the quantity listed. Check both numbers'),
      }],
    },
    {
      id: 'site', name: text('服务阵地', 'care site'), table: 'sites', key: 'site_id', keyType: 'int',
      columns: {
        name: { kind: 'text', from: 'site_name', name: text('阵地名称', 'Name') },
        unit: { kind: 'unit', from: 'unit_code', name: text('单位代码', 'Unit code') },
      },
    },
    {
      id: 'hospital', name: text('医院', 'hospital'), table: 'hospitals', key: 'hospital_id', keyType: 'int',
      columns: {
        is_private: { kind: 'flag', from: `case ownership when '民营' then '是' when '公立' then '否' else ownership end`, name: text('是否民营', 'Private') },
      },
    },
    {
      id: 'care', name: text('关爱活动', 'care activity'), table: 'care_events', key: 'event_id', keyType: 'bigint', parent: 'site_id', parentEntity: 'site',
      columns: {
        kind: { kind: 'word', from: 'care_type', words: wordsOf(careKind), name: text('关爱类型', 'Kind') },
        held_on: { kind: 'day', past: true, from: 'held_on', name: text('活动日期', 'Date') },
        site_id: { kind: 'key', from: 'site_id', name: text('阵地编号', 'Site') },
        hospital_id: { kind: 'key', from: 'hospital_id', required: false, name: text('医院编号', 'Hospital') },
        beneficiaries: { kind: 'count', from: 'beneficiaries', name: text('服务人次', 'Person-times') },
      },
    },
  ],
}
