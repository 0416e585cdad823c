-- The party-affairs system (党务管理系统) of the zone: organisational life, development of members, the plan with its tasks, documents,
-- the committee for new economic and social organisations, and the meetings it calls. Units are 12 digits, filled up with zeros;
-- the joint branch of the new-employment groups is a unit of its own, 4408Z1-JB.

create table system_info (
  item  text primary key,                -- data_kind, seed, filled_from, filled_to
  value text not null
);

create table branch (                    -- branches as this system keeps them; numbers as in the member register
  branch_no     text primary key,        -- DZZ2001
  branch_name   text not null,
  branch_kind   text not null,           -- 党支部, 联合党支部
  unit_code     text not null,
  has_committee text not null,           -- 是, 否: a branch committee (支委会) has been elected
  founded_on    date not null,
  dissolved_on  date,                    -- first day without it
  term_ends_on  date not null            -- end of the term of its committee or secretary
);

create table life_event (                -- 组织生活
  event_no        text primary key,      -- SH20240315-DZZ2001-1
  branch_no       text not null,
  unit_code       text not null,
  kind            text not null,         -- 支部党员大会, 支委会, 党小组会, 党课, 主题党日, 组织生活会, 民主评议, 现场教育
  mode            text not null,         -- 线下, 线上, 线上线下
  topic           text not null,
  lecturer        text,                  -- 书记, 班子成员, 其他; null when nobody lectures
  held_on         date not null,
  with_assembly   text not null,         -- 是, 否: a 支部党员大会 was held on the same occasion
  with_committee  text not null,         -- 是, 否: a 支委会 or 党小组会 was held on the same occasion
  due_count       int not null,          -- 应到
  attend_count    int not null,          -- 实到
  review_status   text not null,         -- 暂存, 待审, 通过, 退回; only 通过 counts
  updated_at      timestamp not null
);

create table stage_event (               -- 发展党员: every step of every person
  event_no      bigint primary key,
  person_name   text not null,
  id_number     text not null,           -- 18 characters
  branch_no     text not null,           -- branch that approves the step
  unit_code     text not null,       -- its unit
  stage         text not null,           -- 入党申请人, 入党积极分子, 发展对象, 预备党员, 正式党员, 终止
  happened_on   date not null,
  gender        text not null,           -- 男, 女
  age           int not null,            -- on the day of the step
  education     text not null,           -- 大专及以上, 高中及以下
  is_new_worker text not null            -- 是, 否: of the new-employment groups
);

create table plan (
  plan_no    text primary key,           -- GH2024A
  plan_name  text not null,
  issuer     text not null,
  start_year int not null,
  end_year   int not null
);

create table plan_task (                 -- tasks of a plan
  task_no    text primary key,           -- GH2024B-01
  plan_no    text not null,
  plan_kind  text not null,              -- 强基工程行动计划(2024—2026年), “关爱凝聚、湛放新声”专项行动
  pillar     text not null,              -- 夯实组织建设, 做优服务, 融合治理
  title      text not null,
  owner_dept text not null,
  unit_code  text not null,
  begun_on   date not null,
  due_on     date not null,
  done_on    date,
  updated_at timestamp not null
);

create table policy_document (
  doc_no    text primary key,
  title     text not null,
  issuer    text not null,
  doc_kind  text not null,               -- 实施方案, 行动方案, 通知
  unit_code text not null,
  issued_on date not null
);

create table committee_seat (            -- 区委“两新”工委成员单位
  seat_no   text primary key,
  org_no    text not null,
  org_name  text not null,
  unit_code text not null,
  joined_on date not null,
  left_on   date                         -- first day it is no longer a member
);

create table meeting (                   -- 跨部门协调会议, 恳谈会
  meeting_no     text primary key,       -- HY20240315-1
  kind           text not null,          -- 跨部门协调会, 恳谈会
  topic          text not null,
  unit_code      text not null,
  held_on        date not null,
  attendee_count int not null,
  org_count      int not null            -- departments and mass organisations present
);

create table meeting_decision (          -- what a meeting decided
  decision_no text primary key,          -- HY20240315-1-02
  meeting_no  text not null,
  unit_code   text not null,
  content     text not null,
  owner_dept  text not null,
  decided_on  date not null,
  due_on      date not null,
  done_on     date,
  updated_at  timestamp not null
);
