import { text, type Text } from './text.js'

/** Where things happen that are counted: places that open and close, such as stations. */
export interface Places {
  readonly name: Text
  /** Fact with one row per place: its `name`, and the days it `opened_on` and `closed_on`. */
  readonly from: string
  /** Column that names a place, in its own fact and in those of what happens there. */
  readonly key: string
  /** Fact with the days on which a place should be open, and the condition under which it was not. */
  readonly shut?: { readonly from: string; readonly on: string; readonly where: string }
}

/** Rest stations. */
export const stationPlaces: Places = {
  name: text('驿站', 'stations'), from: 'fact_station', key: 'station_id', shut: { from: 'fact_station_day', on: 'day_on', where: 'not is_open' },
}

/** Party-mass service centres. */
export const centerPlaces: Places = { name: text('党群服务中心', 'centres'), from: 'fact_center', key: 'center_id' }
