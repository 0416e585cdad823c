import { orgCover, partyOrgKind } from './dimensions.js'
import { percent, subject } from './subject.js'
import { text } from './text.js'

const covered = `org_cover in ('sole', 'joint')`

/** C: firms operating. */
export const firms = subject('firm', {
  name: text('新业态企业', 'New-economy firms'),
  group: 'C',
  system: 'member-register',
  from: 'fact_firm',
  by: { org_cover: orgCover },
  measures: {
    neg_firm_count: {
      kind: 'stock', from: 'operating_from', to: 'operating_to',
      name: text('新业态企业数', 'New-economy firms'), unit: text('家', ''), good: 'neutral', basis: 'Z8',
      meaning: text('期末实体运营的新业态企业数。', 'New-economy firms operating at the end of the period.'),
    },
  },
})

/** D: how the party covers the firms. */
export const firmCover = subject('firm_cover', {
  name: text('两个覆盖', 'Coverage of firms'),
  group: 'D',
  system: 'member-register',
  from: 'fact_firm',
  measures: {
    firm_org_covered: {
      kind: 'stock', from: 'greatest(operating_from, covered_from)', to: 'operating_to', where: `${covered} and covered_from is not null`, internal: true,
      name: text('组织覆盖企业数', 'Firms with an organisation'), unit: text('家', ''), good: 'up', basis: '两个覆盖',
      meaning: text('单独建立或联合建立党组织的企业数；一个联合党支部覆盖几家就计几家。', 'Firms with their own or a joint organisation; a joint branch counts every firm it covers.'),
    },
    firm_org_own: {
      kind: 'stock', from: 'greatest(operating_from, covered_from)', to: 'operating_to', where: `org_cover = 'sole' and covered_from is not null`, internal: true,
      name: text('单独建立党组织企业数', 'Firms with their own organisation'), unit: text('家', ''), good: 'up', basis: 'R08',
      meaning: text('单独建立党组织的企业数。', 'Firms with an organisation of their own.'),
    },
    firm_org_joint: {
      kind: 'stock', from: 'greatest(operating_from, covered_from)', to: 'operating_to', where: `org_cover = 'joint' and covered_from is not null`, internal: true,
      name: text('联合建立覆盖企业数', 'Firms with a joint organisation'), unit: text('家', ''), good: 'up', basis: 'R08',
      meaning: text('由联合党组织覆盖的企业数。', 'Firms covered by a joint organisation.'),
    },
    firm_with_instructor: {
      kind: 'stock', from: 'greatest(operating_from, instructor_from)', to: 'operating_to', where: 'instructor_from is not null', internal: true,
      name: text('指导员覆盖企业数', 'Firms with an instructor'), unit: text('家', ''), good: 'up', basis: 'R08',
      meaning: text('派有党建指导员的企业数。', 'Firms with a party-building instructor.'),
    },
    firm_with_contact: {
      kind: 'stock', from: 'greatest(operating_from, contact_from)', to: 'operating_to', where: 'contact_from is not null', internal: true,
      name: text('联络员覆盖企业数', 'Firms with a contact'), unit: text('家', ''), good: 'up', basis: 'R08',
      meaning: text('确定有党建联络员的企业数。', 'Firms with a named contact.'),
    },
    firm_with_mass_org: {
      kind: 'stock', from: 'greatest(operating_from, mass_org_from)', to: 'operating_to', where: 'mass_org_from is not null', internal: true,
      name: text('群团覆盖企业数', 'Firms with a mass organisation'), unit: text('家', ''), good: 'up', basis: 'R08',
      meaning: text('建有工会或共青团组织的企业数。', 'Firms with a union or a youth league.'),
    },
    firm_org_due: {
      kind: 'stock', from: 'operating_from', to: 'operating_to', where: 'full_members >= 3', internal: true,
      name: text('应建党组织企业数', 'Firms due an organisation'), unit: text('家', ''), good: 'neutral', basis: '应建尽建',
      meaning: text('有三名以上正式党员的企业数。', 'Firms with three or more full members.'),
    },
    firm_org_due_built: {
      kind: 'stock', from: 'greatest(operating_from, covered_from)', to: 'operating_to', where: `full_members >= 3 and ${covered} and covered_from is not null`, internal: true,
      name: text('应建已建企业数', 'Due and built'), unit: text('家', ''), good: 'up', basis: '应建尽建',
      meaning: text('应建党组织企业中已建立的企业数。', 'Firms due an organisation that have one.'),
    },
    firm_work_covered: {
      kind: 'stock', from: 'greatest(operating_from, work_covered_from)', to: 'operating_to', where: 'work_covered_from is not null', internal: true,
      name: text('工作覆盖企业数', 'Firms with party work'), unit: text('家', ''), good: 'up', basis: '两个覆盖',
      meaning: text('有党组织、党建指导员、联络员或工会、共青团组织之一的企业数。', 'Firms with an organisation, an instructor, a contact, a union or a youth league.'),
    },
  },
  ratios: {
    org_coverage_rate: {
      of: 'firm_org_covered', to: firms.metrics.neg_firm_count,
      name: text('党的组织覆盖率', 'Organisation coverage'), unit: percent, good: 'up', basis: '两个覆盖',
      denominator: text('实体运营新业态企业', 'Operating new-economy firms'),
      meaning: text('期末有党组织(单独或联合)的企业占实体运营企业的比例。', 'Firms with an own or joint organisation among operating firms.'),
    },
    org_due_built_rate: {
      of: 'firm_org_due_built', to: 'firm_org_due',
      name: text('应建已建率', 'Should-be-built rate'), unit: percent, good: 'up', basis: '应建尽建',
      denominator: text('有三名以上正式党员的企业', 'Firms with three or more full members'),
      meaning: text('应建党组织企业中已建立的比例。', 'Firms due an organisation that have one.'),
    },
    work_coverage_rate: {
      of: 'firm_work_covered', to: firms.metrics.neg_firm_count,
      name: text('党的工作覆盖率', 'Work coverage'), unit: percent, good: 'up', basis: '两个覆盖',
      denominator: text('实体运营新业态企业', 'Operating new-economy firms'),
      meaning: text('有党组织、指导员、联络员或群团组织的企业占实体运营企业的比例。', 'Firms reached by party work among operating firms.'),
    },
  },
})

/** D 党组织与党员: party organisations. */
export const partyOrgs = subject('party_org', {
  name: text('党组织', 'Party organisations'),
  group: 'D',
  system: 'member-register',
  from: 'fact_party_org',
  by: { kind: partyOrgKind },
  measures: {
    party_org_count: {
      kind: 'stock', from: 'established_on', to: 'dissolved_on',
      name: text('党组织数', 'Party organisations'), unit: text('个', ''), good: 'neutral', basis: 'Z9, 党统',
      meaning: text('期末的党委、总支、支部数。', 'Committees, general branches and branches at the end of the period.'),
    },
    joint_branch_count: {
      kind: 'stock', from: 'established_on', to: 'dissolved_on', where: `kind = 'joint_branch'`, by: [],
      name: text('联合党支部数', 'Joint branches'), unit: text('个', ''), good: 'up', basis: 'Z9',
      meaning: text('期末的联合党支部数。', 'Joint branches at the end of the period.'),
    },
  },
})
