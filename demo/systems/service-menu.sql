-- The service-menu system as its maker built it: centres, the three lists (demands, resources, monthly menus) with partners and claims,
-- activities, sign-ins, micro-wishes, showcase projects, targets, printed figures.
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
  served_count   int not null,           -- 服务人次: person-times served since it began, as told with the award
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

create table demand (                    -- 需求清单
  demand_no      text primary key,       -- XQ202403-440703002131-3
  center_no      text not null,
  unit_code      text not null,
  category       text not null,          -- as activity.category
  resident_group text not null,          -- 老年人, 儿童青少年, 困难群众, 残疾人, 新就业群体, 其他居民
  channel        text not null,          -- 入户走访, 网格上报, 线上, 热线, 议事会, 心愿墙
  collector      text not null,          -- 党员干部, 网格员, 志愿者
  content        text not null,
  collected_date date not null,
  status         text not null,          -- 新建, 已匹配, 已列入菜单, 已满足, 不予采纳
  closed_date    date,                   -- 已满足 or 不予采纳 since
  duplicate_of   text,                   -- demand_no it repeats; such a row does not count
  updated_at     timestamp not null
);

create table partner (                   -- 社区合伙人
  partner_no   text primary key,         -- HHR0001
  partner_name text not null,
  partner_type text not null,            -- 机关, 事业单位, 企业, 社会组织, 热心商家, 特长居民
  joined_date  date not null,
  ended_date   date                      -- first day it is no longer one
);

create table partner_link (              -- which centres a partner works with
  link_no    text primary key,           -- HHR0001-DQ440703002131
  partner_no text not null,
  center_no  text not null,
  unit_code  text not null,
  from_date  date not null,
  to_date    date                        -- first day without
);

create table resource (                  -- 资源清单
  resource_no   text primary key,        -- ZY00001
  partner_no    text not null,           -- who offers it
  center_no     text not null,
  unit_code     text not null,
  category      text not null,           -- as activity.category
  description   text not null,
  quantity      int not null,
  quantity_unit text not null,
  fee_mode      text not null,           -- 公益, 低偿, 有偿
  valid_from    date not null,
  valid_to      date,                    -- first day it is no longer offered
  updated_at    timestamp not null
);

create table demand_match (              -- 供需对接
  match_no     text primary key,         -- PP-XQ202403-440703002131-3
  demand_no    text not null,
  resource_no  text not null,
  matched_date date not null
);

create table menu (                      -- 每月党群服务菜单
  menu_no           text primary key,    -- CD202403-440703002131
  center_no         text not null,
  unit_code         text not null,
  menu_month        date not null,       -- first day of the month it is for
  online_published  timestamp,           -- null while it is not published on this channel
  offline_published timestamp,
  status            text not null,       -- 编制中, 已公布
  updated_at        timestamp not null
);

create table menu_item (
  item_no     text primary key,          -- CD202403-440703002131-3
  menu_no     text not null,
  unit_code   text not null,
  title       text not null,
  category    text not null,             -- as activity.category
  item_date   date not null,             -- day planned
  time_range  text not null,             -- 09:00-10:30
  place       text not null,
  audience    text not null,             -- 全体居民, 长者, 少年儿童, …
  capacity    int not null,
  sign_up     text not null,             -- 线上报名, 电话报名, 现场报名
  demand_no   text,                      -- demand it answers
  resource_no text,                      -- resource it uses
  claimable   text not null,             -- 是, 否: partners may claim it
  updated_at  timestamp not null
);

create table menu_claim (                -- 社区合伙人认领
  claim_no       text primary key,       -- RL-CD202403-440703002131-3
  item_no        text not null,
  partner_no     text not null,
  unit_code      text not null,
  claimed_date   date not null,
  accepted_date  date,
  due_date       date not null,          -- day planned for the item
  fulfilled_date date,
  withdrawn_date date,
  updated_at     timestamp not null
);

create table committee_unit (            -- 大工委、大党委成员单位
  member_no      text primary key,       -- DGW440703002-01, DDW440703002131-02
  committee_name text not null,          -- 白沙街道“大工委”
  committee_kind text not null,          -- 大工委 (of a street or town), 大党委 (of a community or village)
  unit_code      text not null,
  org_no         text not null,          -- the member unit; the same one may sit on several committees
  org_name       text not null,
  org_kind       text not null,          -- 机关, 事业单位, 企业, 社会组织
  joined_date    date not null,
  left_date      date                    -- first day it is no longer a member
);
