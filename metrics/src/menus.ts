import { feeMode, jointCommitteeKind, partnerType, serviceCategory, unitLevel } from './dimensions.js'
import { percent, subject } from './subject.js'
import { text } from './text.js'

/** A: the monthly menus of the centres, centre-month by centre-month; a menu counts in the month it is for. */
export const menus = subject('menu', {
  name: text('每月服务菜单', 'Monthly menus'),
  group: 'A',
  system: 'service-menu',
  from: 'fact_menu_month',
  by: { level: unitLevel },
  marks: [
    { fact: 'fact_menu', on: 'month_on', reachedOn: 'published_on' },
    { fact: 'fact_menu', on: 'month_on', reachedOn: 'both_published_on' },
    { fact: 'fact_menu', on: 'month_on' },
    { fact: 'fact_center', from: 'opened_on', to: 'closed_on' },
  ],
  measures: {
    svc_menu_published_count: {
      kind: 'cohort', on: 'month_on', reachedOn: 'published_on',
      name: text('服务菜单发布份数', 'Monthly menus published'), unit: text('份', ''), good: 'up', basis: 'J1, J2',
      meaning: text('统计期各月的服务菜单中已公布的份数；线上、线下任一渠道公布即计。', 'Menus for the months of the period that were published on either channel.'),
    },
    menu_due: {
      kind: 'flow', on: 'month_on', where: 'is_due', internal: true,
      name: text('应发布菜单份数', 'Menus due'), unit: text('份', ''), good: 'neutral', basis: 'J2',
      meaning: text('每月1日开放的中心，每月应发布一份。', 'One for each centre open on the first day of the month.'),
    },
    menu_due_published: {
      kind: 'cohort', on: 'month_on', reachedOn: 'published_on', where: 'is_due', internal: true,
      name: text('应发布中已发布份数', 'Menus due and published'), unit: text('份', ''), good: 'up', basis: 'J2',
      meaning: text('应发布的菜单中已公布的份数。', 'Menus due that were published.'),
    },
    menu_due_in_advance: {
      kind: 'flow', on: 'month_on', where: 'is_due and published_on < month_on', internal: true,
      name: text('提前发布份数', 'Menus published in advance'), unit: text('份', ''), good: 'up', basis: 'J1',
      meaning: text('当月1日以前首次公布的菜单份数。', 'Menus first published before their month began.'),
    },
    menu_dual: {
      kind: 'cohort', on: 'month_on', reachedOn: 'both_published_on', internal: true,
      name: text('线上线下均公布份数', 'Published on both channels'), unit: text('份', ''), good: 'up', basis: 'J6',
      meaning: text('线上和线下都已公布的菜单份数。', 'Menus published online and offline.'),
    },
  },
  ratios: {
    svc_menu_publish_rate: {
      of: 'menu_due_published', to: 'menu_due',
      name: text('每月菜单发布率', 'Monthly menu publish rate'), unit: percent, good: 'up', basis: 'J2 每月定期公布',
      denominator: text('应发布菜单(每月1日开放的中心)', 'Menus due (centres open on day 1)'),
      meaning: text('应发布的菜单中已公布的比例。', 'Menus published among those due.'),
    },
    svc_menu_advance_rate: {
      of: 'menu_due_in_advance', to: 'menu_due',
      name: text('菜单提前发布率', 'Menu published in advance'), unit: percent, good: 'up', basis: 'J1 提前制定',
      denominator: text('应发布菜单(每月1日开放的中心)', 'Menus due (centres open on day 1)'),
      meaning: text('当月1日以前首次公布的菜单占应发布菜单的比例。', 'Menus first published before their month, among those due.'),
    },
    svc_menu_dual_channel_rate: {
      of: 'menu_dual', to: 'svc_menu_published_count',
      name: text('线上线下同步公布率', 'Both-channel publish rate'), unit: percent, good: 'up', basis: 'J6',
      denominator: text('已公布的菜单', 'Menus published'),
      meaning: text('线上和线下都公布的菜单占已公布菜单的比例。', 'Menus on both channels among those published.'),
    },
  },
})

/** Items of the menus, in the month their menu is for. */
export const menuItems = subject('menu_item', {
  name: text('菜单项目', 'Menu items'),
  group: 'A',
  system: 'service-menu',
  from: 'fact_menu_item',
  by: { category: serviceCategory },
  measures: {
    menu_item_count: {
      kind: 'flow', on: 'menu_on',
      name: text('菜单项目数', 'Menu items'), unit: text('项', ''), good: 'up', basis: 'J6',
      meaning: text('统计期各月菜单所列的项目数。', 'Items on the menus for the months of the period.'),
    },
    menu_item_claimable: {
      kind: 'flow', on: 'menu_on', where: 'is_claimable', internal: true,
      name: text('可认领项目数', 'Claimable items'), unit: text('项', ''), good: 'neutral', basis: 'J7',
      meaning: text('可由社区合伙人认领的菜单项目数。', 'Items that partners may claim.'),
    },
    menu_item_claimed: {
      kind: 'cohort', on: 'menu_on', reachedOn: 'accepted_on', where: 'is_claimable', internal: true,
      name: text('已认领项目数', 'Items claimed'), unit: text('项', ''), good: 'up', basis: 'J7',
      meaning: text('已有合伙人认领并获接受的可认领项目数。', 'Claimable items with an accepted claim.'),
    },
  },
  ratios: {
    partner_claim_rate: {
      of: 'menu_item_claimed', to: 'menu_item_claimable',
      name: text('菜单项目认领率', 'Claim rate'), unit: percent, good: 'up', basis: 'J7',
      denominator: text('可认领的菜单项目', 'Claimable items'),
      meaning: text('可认领的菜单项目中已被认领的比例。', 'Claimable items that were claimed.'),
    },
  },
})

/** Claims of partners on items. */
export const claims = subject('claim', {
  name: text('合伙人认领', 'Partner claims'),
  group: 'A',
  system: 'service-menu',
  from: 'fact_claim',
  by: { partner_type: partnerType },
  measures: {
    partner_claim_count: {
      kind: 'flow', on: 'accepted_on',
      name: text('合伙人认领次数', 'Partner claims'), unit: text('次', ''), good: 'up', basis: 'J7',
      meaning: text('统计期内获接受的认领次数。', 'Claims accepted in the period.'),
    },
    claim_due: {
      kind: 'flow', on: 'due_on', where: 'accepted_on is not null and withdrawn_on is null', internal: true,
      name: text('应履约认领数', 'Claims due'), unit: text('次', ''), good: 'neutral', basis: 'J7',
      meaning: text('统计期内到期、未撤回的认领数。', 'Accepted claims due in the period and not withdrawn.'),
    },
    claim_fulfilled: {
      kind: 'cohort', on: 'due_on', reachedOn: 'case when fulfilled_on <= due_on then fulfilled_on end', where: 'accepted_on is not null and withdrawn_on is null', internal: true,
      name: text('按期履约认领数', 'Claims fulfilled in time'), unit: text('次', ''), good: 'up', basis: 'J7',
      meaning: text('统计期内到期、按期履约的认领数。', 'Claims due in the period and fulfilled by the planned end.'),
    },
  },
  ratios: {
    partner_fulfil_rate: {
      of: 'claim_fulfilled', to: 'claim_due',
      name: text('认领履约率', 'Claim fulfilment'), unit: percent, good: 'up', basis: 'J7',
      denominator: text('统计期内应履约的认领', 'Claims due in the period'),
      meaning: text('应履约的认领中按期履约的比例。', 'Claims due that were fulfilled in time.'),
    },
  },
})

/** Resources that partners offer. */
export const resources = subject('resource', {
  name: text('资源清单', 'Resources'),
  group: 'A',
  system: 'service-menu',
  from: 'fact_resource',
  by: { category: serviceCategory, fee_mode: feeMode },
  measures: {
    resource_active_count: {
      kind: 'stock', from: 'valid_from', to: 'valid_to',
      name: text('在库资源数', 'Resources in stock'), unit: text('项', ''), good: 'up', basis: 'J5',
      meaning: text('期末有效的资源项数。', 'Resources valid at the end of the period.'),
    },
  },
})

/** Resources month by month, and whether an item used them. */
export const resourceUse = subject('resource_use', {
  name: text('资源使用', 'Use of resources'),
  group: 'A',
  system: 'service-menu',
  from: 'fact_resource_month',
  marks: [
    { fact: 'fact_resource', from: 'valid_from', to: 'valid_to' },
    { fact: 'fact_menu_item', on: 'planned_on' },
  ],
  measures: {
    resource_in_period: {
      kind: 'distinct', key: 'resource_no', on: 'month_on', ofOneUnit: true, internal: true,
      name: text('统计期内在库资源数', 'Resources in the period'), unit: text('项', ''), good: 'neutral', basis: 'J5',
      meaning: text('统计期内任一天有效的不同资源数。', 'Different resources valid on any day of the period.'),
    },
    resource_used: {
      kind: 'distinct', key: 'resource_no', on: 'month_on', where: 'items > 0', ofOneUnit: true, internal: true,
      name: text('已使用资源数', 'Resources used'), unit: text('项', ''), good: 'up', basis: 'J5, J6',
      meaning: text('统计期内至少用于一个菜单项目的不同资源数。', 'Different resources used by at least one item of the period.'),
    },
  },
  ratios: {
    resource_used_rate: {
      of: 'resource_used', to: 'resource_in_period',
      name: text('资源使用率', 'Resource use rate'), unit: percent, good: 'up', basis: 'J5, J6',
      denominator: text('统计期内在库的资源', 'Resources valid in the period'),
      meaning: text('统计期内在库资源中至少用于一个菜单项目的比例；按整个统计期判断。', 'Resources used by an item among those valid in the period, judged over the whole period.'),
    },
  },
})

/** Partners, by their links with centres. */
export const partners = subject('partner', {
  name: text('社区合伙人', 'Community partners'),
  group: 'A',
  system: 'service-menu',
  from: 'fact_partner_link',
  by: { partner_type: partnerType },
  measures: {
    partner_count: {
      kind: 'distinct', key: 'partner_no', from: 'linked_on', to: 'unlinked_on',
      name: text('社区合伙人数', 'Community partners'), unit: text('家', ''), good: 'up', basis: 'J5',
      meaning: text('期末与中心有合作关系的不同合伙人数；与几个中心合作的计一家。', 'Different partners linked with a centre at the end of the period.'),
    },
  },
})

/** Seats of member units on the joint committees of streets and communities. */
export const jointCommittees = subject('joint_committee', {
  name: text('大工委大党委', 'Joint committees'),
  group: 'A',
  system: 'service-menu',
  from: 'fact_committee_unit',
  by: { kind: jointCommitteeKind },
  measures: {
    joint_committee_unit_count: {
      kind: 'distinct', key: 'org_no', from: 'joined_on', to: 'left_on',
      name: text('大工委大党委成员单位数', 'Joint committee member units'), unit: text('家', ''), good: 'up', basis: 'J5',
      meaning: text('期末担任街道“大工委”、社区“大党委”成员的不同单位数；一个单位在几个委员会任职的计一家。', 'Different units on a joint committee at the end of the period.'),
    },
  },
})
