import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'

// Open from January on, in a county and in its city. The county reported January and March, one beside it April, one of another city May.
const given = `
  insert into fact_center (county_id, source, src_id, unit_id, load_id, row_no, center_id, name, level, opened_on)
  select county_id, 's', code, unit_id, 1, 1, code, code, level, '2024-01-10' from unit where code in ('440703', '440700');
  insert into fact_resource (county_id, source, src_id, unit_id, load_id, row_no, resource_no, category, description, quantity, quantity_unit, fee_mode, partner_no, partner_name, partner_type, valid_from, valid_to)
  select county_id, 's', 'r', unit_id, 1, 2, 'r', 'care', 'R', 1, '次', 'free', 'p', 'P', 'enterprise', '2024-01-10', '2024-03-02' from unit where code = '440703';
  insert into coverage (county_id, source, month_on, load_id)
  select county_id, 's', month_on::date, 1
  from unit join (values ('440703', '2024-01-01'), ('440703', '2024-03-01'), ('440704', '2024-04-01'), ('440803', '2024-05-01')) m (of, month_on) on code = of`

test('what runs on by itself is told in reported months alone, and above the counties in those of any county below', async () => {
  await using database = await freshDatabase()
  await database.pool('etl').raw(given)
  const months = async (view: string, key: string): Promise<unknown> =>
    (await database.pool('etl').raw<{ rows: { key: string; months: string }[] }>(`select ${key} as key, string_agg(to_char(month_on, 'MM'), ' ' order by month_on) as months from ${view} group by 1 order by 1`)).rows
  expect(await months('fact_center_month', 'center_id')).toEqual([{ key: '440700', months: '01 03 04' }, { key: '440703', months: '01 03' }])
  expect(await months('fact_resource_month', 'resource_no')).toEqual([{ key: 'r', months: '01 03' }])
})
