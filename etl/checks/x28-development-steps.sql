-- rule: X28
-- title zh: 发展党员程序完整、时间合规
-- title en: Development of members follows its steps and times
-- severity: explain
-- reads: facts
-- subjects: development
-- zh: %unit% %on% 登记的%step%(环节编号 %number%)：%fault_zh%；请核对本人档案，补录环节或说明原因。
-- en: %unit_en%, the step “%step_en%” of %on% (no. %number%): %fault_en%. Check the person's file, and enter the step that is missing or explain.
-- A person who ended and began again is judged by the last beginning.
with step as (
  select f.*, max(f.from_on) filter (where f.stage = 'activist') over earlier as activist_on, max(f.from_on) filter (where f.stage = 'candidate') over earlier as candidate_on,
    max(f.from_on) filter (where f.stage = 'probationary') over earlier as probationary_on
  from fact_stage f
  where f.from_on <= :business_on
  window earlier as (partition by f.source, f.person_pid order by f.from_on, length(f.src_id), f.src_id rows between unbounded preceding and 1 preceding)
)
select s.county_id, s.unit_id, u.name_zh as unit, u.name_en as unit_en, s.src_id as number, s.from_on as on, s.from_on as since_on, n.step, n.step_en, w.fault_zh, w.fault_en
from step s
join unit u on u.unit_id = s.unit_id
join (values ('applicant', '入党申请', 'applicant'), ('candidate', '发展对象', 'candidate'), ('probationary', '接收预备党员', 'probationary member'), ('full', '转正', 'full member')) n (stage, step, step_en)
  on n.stage = s.stage
cross join lateral (values
  (s.stage = 'applicant' and s.age < 18, '申请入党时不满18周岁', 'the applicant is not 18 years old'),
  (s.stage = 'candidate' and (s.activist_on + interval '1 year')::date > s.from_on, '确定为入党积极分子不满一年(' || s.activist_on || ')', 'less than a year after becoming an activist (' || s.activist_on || ')'),
  (s.stage = 'probationary' and s.candidate_on is null, '没有确定为发展对象的记录', 'there is no record of the candidate stage'),
  (s.stage = 'full' and (s.probationary_on + interval '1 year')::date > s.from_on, '预备期不满一年(' || s.probationary_on || ' 接收)', 'the probation was shorter than a year (admitted ' || s.probationary_on || ')')
) w (is_wrong, fault_zh, fault_en)
where w.is_wrong
