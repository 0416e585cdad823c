-- The gate system of the rest stations. Units are 12 digits, filled up with zeros (440803071000 is 乐华街道). Dates are plain dates.

create table system_info (
  item  text primary key,                -- data_kind, seed, filled_from, filled_to
  value text not null
);

create table stations (
  station_id   int primary key,
  station_name text not null,
  brand        text,                     -- 暖蜂驿站, …
  role         text not null,            -- 主阵地, N站点
  venue        text not null,            -- 社区党群服务中心, 小区, 商圈, 酒店, 物流公司, 其他
  unit_code    char(12) not null,
  opened_on    date not null,
  closed_on    date                      -- first day it no longer exists; renovation is not closing
);

create table station_days (              -- every day a station is on the schedule
  station_id  int not null,
  day         date not null,
  state       text not null,             -- 开放, 停开
  reason      text,                      -- why it stayed shut: 装修, 台风, 节假日, 停电
  gate_total  int not null,              -- person-times of the day; the sum of gate_visits, 0 when shut
  primary key (station_id, day)
);

create table gate_visits (
  visit_id     bigint primary key,
  station_id   int not null,
  day          date not null,
  visitor_type text not null,            -- 外卖骑手, 快递小哥, 网约车司机, 货车司机, 其他
  service      text not null,            -- 避暑取暖, 歇脚饮水, 手机充电, 图书阅读, 其他
  person_times int not null
);

create table facility_checks (           -- monthly; the latest check of a station and facility counts
  check_id    bigint primary key,
  station_id  int not null,
  facility    text not null,             -- 休息桌椅, 饮水机, 微波炉, 其他
  checked_on  date not null,
  quantity    int not null,
  usable      int not null
);

create table sites (                     -- places where care activities are held
  site_id    int primary key,
  site_name  text not null,
  site_kind  text not null,              -- 党群服务中心, 驿站, 商圈, 楼宇, 广场, 幼儿园
  unit_code  char(12) not null,
  station_id int                         -- when the site is a station
);

create table hospitals (
  hospital_id   int primary key,
  hospital_name text not null,
  ownership     text not null            -- 民营, 公立
);

create table care_events (
  event_id      bigint primary key,
  care_type     text not null,           -- 送温暖, 义诊, 急救培训, 托管班, 送清凉, 其他
  held_on       date not null,
  site_id       int not null,
  hospital_id   int,                     -- partner hospital of a 义诊
  beneficiaries int not null             -- person-times, a count only
);
