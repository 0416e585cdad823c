import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { parseCsv } from './csv.js'

/** The list of holidays and make-up workdays that comes with the product. */
export const holidaysFile = new URL('../calendar/holidays.csv', import.meta.url)

const [from, upTo] = ['2022-01-01', '2028-01-01']

/** Fills `calendar_day` for the years we know: weekdays are worked, but for what the list says. Touches only days that differ. */
export async function loadCalendar(client: pg.Client, text = readFileSync(holidaysFile, 'utf8')): Promise<void> {
  const listed = parseCsv('holidays.csv', text, ['day', 'is_workday', 'holiday_zh'] as const)
  await client.query(`
    insert into calendar_day as c (day, is_workday, holiday_zh)
    select d.day::date, coalesce(l.is_workday, extract(isodow from d.day) < 6), nullif(l.holiday_zh, '')
    from generate_series($1::timestamp, $2::timestamp - interval '1 day', interval '1 day') as d(day)
    left join jsonb_to_recordset($3) as l(day date, is_workday boolean, holiday_zh text) on l.day = d.day::date
    on conflict (day) do update set is_workday = excluded.is_workday, holiday_zh = excluded.holiday_zh
    where c is distinct from excluded`, [from, upTo, JSON.stringify(listed)])
}
