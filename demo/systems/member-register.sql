-- The member register (党员信息管理系统). Columns are pinyin initials, as its maker named them; dates are eight digits in text,
-- so impossible ones can be stored. Units are 12 digits, filled up with zeros.

create table system_info (
  item  text primary key,                -- data_kind, seed, filled_from, filled_to
  value text not null
);

create table dzz (                       -- 党组织: party organisations
  dzzbh text primary key,                -- 编号: number, DZZ0001
  dzzmc text not null,                   -- 名称: name
  dzzlb text not null,                   -- 类别: 党委, 党总支, 党支部, 联合党支部
  sjdzz text,                            -- 上级党组织: superior organisation
  dwdm  char(12) not null,               -- 单位代码: unit
  clrq  char(8) not null,                -- 成立日期: established on
  cxrq  char(8)                          -- 撤销日期: first day without it
);

create table qy (                        -- 企业: new-economy firms
  qybh  text primary key,                -- 编号: number, QY0001
  qymc  text not null,                   -- 名称: name
  dwdm  char(12) not null,               -- 单位代码: unit
  kyrq  char(8) not null,                -- 开业日期: operating from
  zxrq  char(8),                         -- 注销日期: first day it no longer operates
  zzfg  text not null,                   -- 组织覆盖: 单独组建, 联合组建, 未组建
  fgrq  char(8),                         -- 覆盖日期: covered from; null when 未组建
  fgdzz text,                            -- 覆盖党组织: the organisation that covers it
  zsdys int not null,                    -- 正式党员数: full members
  zdyrq char(8),                         -- 指导员派驻日期: instructor since; null is none
  llyrq char(8),                         -- 联络员确定日期: contact since; null is none
  qtrq  char(8)                          -- 群团组织建立日期: union or youth league since; null is none
);

create table dy (                        -- 党员: members
  dybh  text primary key,                -- 编号: number, DY100123
  xm    text not null,                   -- 姓名: name
  sfzh  text not null,                   -- 身份证号: identity number, 18 characters
  dyzt  text not null,                   -- 党员状态: 正式, 预备
  zy    text not null,                   -- 职业: 外卖配送员, 快递员, 网约车司机, 货车司机, 其他新就业, 教师, 渔民, 务农, 职工, 退休
  lyqd  text not null,                   -- 来源渠道: 属地摸排 (found by the territory), 行业推送 (sent by the industry), 日常登记
  sqdm  char(12) not null,               -- 社区代码: community
  djrq  char(8) not null,                -- 登记日期: registered with this channel on
  lsdzz text,                            -- 隶属党组织: formal organisation; null when it is outside the zone
  gldzz text,                            -- 管理党组织: managing branch; null is none
  ngrq  char(8),                         -- 纳管日期: managed from
  rdrq  char(8) not null,                -- 入党日期: admitted as a probationary member on
  zzdq  char(8) not null,                -- 转正到期日: end of the probation, one year after rdrq
  zzrq  char(8),                         -- 转正日期: full member since
  zjlb  text not null,                   -- 增加类别: how he came to his formal organisation: 发展, 转入, 恢复, 其他
  zjrq  char(8) not null,                -- 增加日期: in his formal organisation since; not before djrq's register was set up
  jslb  text,                            -- 减少类别: 转出, 去世, 出党, 停止党籍, 其他; null while he is there
  cdrq  char(8)                          -- 减少日期: first day no longer on this register
);

create table hs (                        -- 核实: verification of workers
  hsbh  bigint primary key,              -- 编号: number
  sfzh  text not null,                   -- 身份证号: identity number of the worker
  hsfs  text not null,                   -- 核实方式: 上门走访, 电话核实, 线上核实
  hsjg  text not null,                   -- 核实结果: 属实, 已离职, 无法联系
  hsrq  char(8) not null                 -- 核实日期: verified on
);
