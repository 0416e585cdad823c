-- The service-menu system as its maker built it: centres, activities, sign-ins, micro-wishes, showcase projects, targets, printed figures.
-- Dates are plain dates, times are Beijing wall-clock times without a zone. Units are named by division code (6, 9 or 12 digits, 4408Z1).

create table system_info (
  item  text primary key,                -- data_kind, seed, filled_from, filled_to
  value text not null
);

create table center (
  center_no    text primary key,         -- DQ440703002131
  center_name  text not null,
  center_level text not null,            -- 市, 县, 镇, 村
  unit_code    text not null,
  opened_date  date not null,
  closed_date  date,                     -- first day it is no longer open
  updated_at   timestamp not null
);

create table activity (
  activity_no    text primary key,       -- HD20240315-0042, HD20240315-0042F
  title          text not null,
  activity_type  text not null,          -- 运动会, 村庄清洁日, 非遗进社区, 微心愿认领, 其他
  category       text not null,          -- 养老托育, 社区助餐, 家政便民, 健康服务, 体育健身, 文化休闲, 法律维权, 就业指导, 其他
  key_flag       text not null,          -- 是, 否
  lead_org_level text not null,          -- 市, 县, 镇, 村
  lead_unit_code text not null,
  center_no      text,
  menu_item_no   text,                   -- item of a monthly menu; null when held outside the menu
  demand_no      text,                   -- demand the menu item answers; null when it answers none
  activity_date  date not null,
  status         text not null,          -- 计划, 已举办, 取消
  attendance     int,                    -- null until reported
  count_method   text not null,          -- 签到, 估计
  rated_5        int not null,           -- 非常满意
  rated_4        int not null,           -- 满意
  rated_3        int not null,           -- 基本满意
  rated_2        int not null,           -- 不满意
  rated_1        int not null,           -- 非常不满意
  updated_at     timestamp not null
);

create table sign_in (
  sign_no     bigint primary key,
  activity_no text not null,
  person_name text not null,
  id_number   text not null,             -- 18 characters
  signed_at   timestamp not null
);

create table micro_wish (
  wish_no        text primary key,       -- XY20240315-003
  center_no      text not null,
  unit_code      text not null,
  category       text not null,          -- as activity.category
  content        text not null,
  published_date date,                   -- null while it is being checked
  claimed_date   date,
  done_date      date,
  status         text not null,          -- 审核中, 已发布, 已认领, 已实现, 不予采纳
  updated_at     timestamp not null
);

create table showcase_project (
  project_no     text primary key,       -- HXM2024-01
  project_name   text not null,
  project_type   text not null,          -- 长者饭堂, 零工市场, 公益学堂, 社区生活节, 其他
  host_unit_code text not null,
  title_level    text not null,          -- 市, 县
  awarded_date   date not null,
  ended_date     date                    -- first day without the title
);

create table annual_target (
  unit_code    text not null,
  target_year  int not null,
  metric_code  text not null,            -- code of the metric dictionary: the target sheet is issued with it
  target_value numeric not null,
  basis        text,
  primary key (unit_code, target_year, metric_code)
);

create table published_figure (
  unit_code     text not null,
  metric_code   text not null,           -- code of the metric dictionary
  period        text not null,           -- 2024, 2024-10
  printed_value numeric not null,        -- 2800 of 2800多
  qualifier     text not null,           -- 约, 多, 余, or empty
  step          numeric not null,        -- what the number was cut or rounded to
  printed_on    date not null,
  printed_in    text,
  primary key (unit_code, metric_code, period)
);
