-- rule: X30
-- title zh: 党支部设置规范
-- title en: Branches are set up as the rules ask
-- severity: explain
-- reads: facts
-- subjects: party_org, party_life
-- zh: %branch%%fault_zh%；%remedy_zh%。
-- en: %branch%: %fault_en%. %remedy_en%.
-- Members are those of the register on the business date; where the register says nothing of a county, nobody is missing.
with branch as (
  select b.county_id, b.unit_id, b.branch_no, b.name, b.is_joint, b.has_committee, b.founded_on, b.term_ends_on
  from fact_branch b where b.founded_on <= :business_on and (b.dissolved_on is null or b.dissolved_on > :business_on)
),
size as (
  select b.branch_no, count(m.member_pid) as members, count(m.member_pid) filter (where m.full_on <= :business_on) as full_members, max(m.increased_on) as last_on
  from branch b
  left join fact_party_member m on m.org_no = b.branch_no and m.increased_on <= :business_on and (m.left_on is null or m.left_on > :business_on)
  where exists (select from fact_party_member r where r.county_id = b.county_id)
  group by 1
),
-- Which branch covers a firm is not told; where a county has one joint branch, it covers all of them.
joint as (
  select b.county_id, min(b.branch_no) as branch_no, count(distinct b.branch_no) as branches, count(distinct f.src_id) as firms, max(f.covered_from) as last_on
  from branch b
  join fact_firm f on f.county_id = b.county_id and f.org_cover = 'joint' and f.covered_from <= :business_on and f.operating_from <= :business_on
    and (f.operating_to is null or f.operating_to > :business_on)
  where b.is_joint
  group by b.county_id
)
select b.county_id, b.unit_id, b.name as branch, w.since_on, w.fault_zh, w.fault_en, w.remedy_zh, w.remedy_en
from branch b
left join size s on s.branch_no = b.branch_no
left join joint j on j.branch_no = b.branch_no
cross join lateral (values
  (not b.is_joint and s.full_members < 3, b.founded_on, '正式党员不足3名', 'fewer than 3 full members', '请与邻近支部合并或联合组建，或说明原因', 'Merge it with a neighbour or explain'),
  (s.members > 50, s.last_on, '党员 ' || s.members || ' 名，超过50名', s.members || ' members, more than 50', '请报上级党委研究设立党总支', 'Ask the committee above for a general branch'),
  (s.full_members >= 7 and not b.has_committee, s.last_on, '正式党员7名以上而未设支部委员会', '7 or more full members but no committee', '请选举产生支部委员会', 'Have a committee elected'),
  (b.term_ends_on < :business_on, b.term_ends_on + 1, '任期已于 ' || b.term_ends_on || ' 届满', 'its term ended on ' || b.term_ends_on, '请按期换届，或报上级批准延期', 'Hold the election or have the term extended'),
  (j.firms > 5 * j.branches, j.last_on, '联合覆盖企业 ' || j.firms || ' 家，平均每个联合党支部超过5家', 'joint branches cover ' || j.firms || ' firms, more than 5 each', '请按行业或片区分设，或说明原因', 'Split by trade or area, or explain')
) w (is_wrong, since_on, fault_zh, fault_en, remedy_zh, remedy_en)
where w.is_wrong
