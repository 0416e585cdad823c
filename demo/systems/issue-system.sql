-- The points mini-programme of the zone (开发区积分家园): issues, report-ins, volunteers, training, points. Times are instants (timestamptz):
-- the day is the day in Asia/Shanghai.
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

create table report_in (                 -- 报到: workers who reported to a community
  report_no        text primary key,     -- BD20240315-003
  person_name      text not null,
  id_number        text not null,        -- 18 characters, of a worker of the rosters
  area_code        text not null,        -- community
  worker_group     text not null,        -- 外卖配送员, 快递员, 网约车司机, 货车司机, 其他
  shows_membership text not null,        -- 是, 否: 亮身份, a party member who showed it
  reported_at      timestamptz not null,
  cancelled_at     timestamptz
);

create table volunteer_team (
  team_no      text primary key,         -- ZYD01
  team_name    text not null,
  area_code    text not null,
  formed_on    date not null,
  dissolved_on date,                     -- first day without it
  chat_members int not null              -- people in its WeChat group
);

create table volunteer_event (
  event_no         text primary key,     -- ZY20240315-01
  team_no          text,                 -- null when a community calls without a team
  area_code        text not null,
  topic            text not null,        -- 文明城市创建, 关爱孤寡老人, 综合网格治理, 应急支援, 其他
  held_on          date not null,
  people           int not null,
  hours            numeric not null,
  emergency_kind   text,                 -- 公共卫生, 台风, 暴雨, 其他: only of 应急支援
  response_minutes int,                  -- from the call to the first arrival, only of 应急支援
  updated_at       timestamptz not null
);

create table training_session (
  session_no  text primary key,          -- PX20240315-1
  series      text not null,             -- 社区友好学堂, 青年夜校
  topic       text not null,             -- 交通安全, 沟通技巧, 职业技能, 电商直播, 其他
  title       text not null,
  area_code   text not null,
  held_on     date not null,
  status      text not null,             -- 计划, 已举办, 取消
  attendees   int,                       -- null until held
  updated_at  timestamptz not null
);

create table points_entry (              -- 积分流水; the sum of an account is never below zero
  entry_no    bigint primary key,
  account_no  text not null,             -- JF00012
  area_code   text not null,             -- community of the account
  action      text not null,             -- 报到, 志愿服务, 反映问题, 参加培训, 公益活动, 积分兑换, 过期清零, 冲正
  points      int not null,              -- above zero when earned, below when redeemed, expired or taken back
  goods       text,                      -- what it was redeemed for in the 积分超市
  happened_at timestamptz not null
);
