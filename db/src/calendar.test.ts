import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'

test('workdays are weekdays, but for holidays and the days that make up for them', async () => {
  await using database = await freshDatabase()
  const { rows } = await database.pool('api').raw(`
    select to_char(day, 'YYYY-MM-DD Dy') as day, is_workday, holiday_zh from calendar_day
    where day in ('2024-02-09', '2024-02-10', '2024-02-18', '2024-02-19', '2024-02-24', '2026-10-10') order by day`)
  expect(rows).toEqual([
    { day: '2024-02-09 Fri', is_workday: true, holiday_zh: null }, // 除夕 was no holiday by notice that year
    { day: '2024-02-10 Sat', is_workday: false, holiday_zh: '春节' },
    { day: '2024-02-18 Sun', is_workday: true, holiday_zh: null },
    { day: '2024-02-19 Mon', is_workday: true, holiday_zh: null },
    { day: '2024-02-24 Sat', is_workday: false, holiday_zh: null },
    { day: '2026-10-10 Sat', is_workday: true, holiday_zh: null },
  ])
})

test('the calendar runs from 2022 to 2027 without a gap, with as many workdays as were announced', async () => {
  await using database = await freshDatabase()
  const { rows } = await database.pool('api').raw(`
    select extract(year from day)::int as year, count(*)::int as days, count(*) filter (where is_workday)::int as worked
    from calendar_day group by 1 order by 1`)
  expect(rows).toEqual([
    { year: 2022, days: 365, worked: 249 },
    { year: 2023, days: 365, worked: 249 },
    { year: 2024, days: 366, worked: 251 },
    { year: 2025, days: 365, worked: 248 },
    { year: 2026, days: 365, worked: 248 },
    { year: 2027, days: 365, worked: expect.any(Number) }, // not announced yet
  ])
})
