-- rule: X26
-- title zh: 活动签到的不同人数不大于参与人次
-- title en: No more people than person-times
-- severity: blocks
-- reads: facts
-- subjects: activity, participant
-- zh: %unit% %month% 活动签到的不同人数 %persons% 人，大于各场活动登记的参与人次合计 %person_times% 人次；请在服务菜单系统核对这个月的参加人数和签到。
-- en: %unit_en%, %month%: %persons% different people signed in, more than the %person_times% person-times of all its activities. Check attendance and sign-ins of that month in the service-menu system.
-- Only where every activity of the month has its number: what is not counted cannot be too low.
select s.county_id, s.unit_id, u.name_zh as unit, u.name_en as unit_en, to_char(s.month_on, 'YYYY-MM') as month, s.month_on as since_on, s.persons, a.person_times
from (
  select county_id, unit_id, month_of(attended_on) as month_on, count(distinct participant_pid) as persons from fact_attendance
  where attended_on >= month_of(:since) and attended_on <= :business_on group by 1, 2, 3
) s
join (
  select county_id, unit_id, month_of(held_on) as month_on, sum(attendance) as person_times, count(attendance) = count(*) as is_complete from fact_activity
  where status = 'held' and held_on >= month_of(:since) and held_on <= :business_on group by 1, 2, 3
) a on a.county_id = s.county_id and a.unit_id = s.unit_id and a.month_on = s.month_on
join unit u on u.unit_id = s.unit_id
where a.is_complete and s.persons > a.person_times
