-- rule: P03
-- title zh: 已撤销的单位没有未了的事物
-- title en: Nothing is open in a unit that is no more
-- severity: informs
-- reads: facts
-- subjects: center, station, party_member, issue_spell
-- zh: %unit%已于 %since_on% 撤销，仍有%open%，现计入其上级单位；请在来源系统办结、停用或转到现单位。
-- en: %unit_en% is no more since %since_on%, but there are still %open_en%; they count for the units above it. Close them in their source, or move them to the unit of today.
select f.county_id, f.unit_id, u.name_zh as unit, u.name_en as unit_en, u.valid_to as since_on,
  string_agg(f.name || ' ' || f.n, '、' order by f.name_en) as open, string_agg(f.n || ' ' || f.name_en, ', ' order by f.name_en) as open_en
from (
  select county_id, unit_id, name, name_en, count(*) as n
  from (
    select county_id, unit_id, opened_on as from_on, closed_on as to_on, '党群服务中心' as name, 'centres' as name_en from fact_center
    union all select county_id, unit_id, opened_on, closed_on, '驿站', 'stations' from fact_station
    union all select county_id, unit_id, increased_on, left_on, '党员', 'members' from fact_party_member
    union all select county_id, unit_id, opened_on, closed_on, '在办件', 'open issues' from fact_issue_spell
  ) thing
  where from_on <= :business_on and (to_on is null or to_on > :business_on) and unit_id in (select unit_id from unit where valid_to <= :business_on)
  group by 1, 2, 3, 4
) f
join unit u on u.unit_id = f.unit_id
group by 1, 2, 3, 4, 5
