-- The issue system of the points mini-programme (积分家园). Times are instants (timestamptz): the day is the day in Asia/Shanghai.
-- Units are 9 digits (town) or 12 digits (village).

create table system_info (
  item  text primary key,                -- data_kind, seed, filled_from, filled_to
  value text not null
);

create table issue (
  issue_no    text primary key,          -- SQ20240315-007, SQ20240315-900-03210
  issue_type  text not null,             -- 基层治理, 生活诉求, 权益保障
  category    text not null,             -- 楼道杂物堆放, 街道卫生死角, 消防安全隐患, 其他
  channel     text not null,             -- 积分家园小程序, 心愿墙, 诉求箱, 恳谈会, 其他
  reporter    text not null,             -- 新就业群体, 居民, 其他
  area_code   text not null,
  title       text not null,
  accepted_at timestamptz not null,
  first_due   date not null,             -- due day given at acceptance, in working days
  state       text not null,             -- 待分派, 办理中, 已办结, 已归档, 已撤回
  updated_at  timestamptz not null
);

create table issue_event (
  event_no    bigint primary key,
  issue_no    text not null,
  action      text not null,             -- 受理, 分派, 签收, 转办, 退回, 延期, 督办, 反馈, 办结, 回访, 重办, 撤回, 归档
  happened_at timestamptz not null,
  department  text,                      -- who acts
  to_department text,                    -- who is asked to act: 分派, 转办
  new_due     date,                      -- 延期 and 重办: the due day from then on
  rating      text                       -- 回访: 非常满意, 满意, 基本满意, 不满意, 非常不满意, 未评价
);
create index issue_event_issue on issue_event (issue_no);
