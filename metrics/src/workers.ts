import { workerGroup } from './dimensions.js'
import { percent, subject } from './subject.js'
import { text } from './text.js'

/** C 新业态新就业群体底数: workers, from the rosters of the industry platforms. */
export const workers = subject('worker', {
  name: text('新就业群体', 'New-employment workers'),
  group: 'C',
  system: 'industry-rosters',
  from: 'fact_worker',
  by: { worker_group: workerGroup },
  measures: {
    neg_worker_count: {
      kind: 'distinct', key: 'worker_pid', from: 'listed_from', to: 'listed_to', persons: true,
      name: text('新就业群体人数', 'New-employment workers'), unit: text('人', ''), good: 'neutral', basis: 'Z8',
      meaning: text('期末在册的新就业群体人数；一人在两个平台或两个街道计一人。', 'Workers on a roster at the end of the period; on two platforms or in two streets is one person.'),
    },
    neg_worker_verified: {
      kind: 'distinct', key: 'worker_pid', from: 'greatest(listed_from, verified_on)', to: 'least(listed_to, verified_on + 180)', where: 'verified_on is not null', persons: true, internal: true,
      name: text('已核实人数', 'Workers verified'), unit: text('人', ''), good: 'up', basis: 'Z7',
      meaning: text('期末在册且180日内经上门、电话或线上核实的人数。', 'Listed workers verified within 180 days.'),
    },
  },
  ratios: {
    neg_worker_verified_rate: {
      of: 'neg_worker_verified', to: 'neg_worker_count',
      name: text('信息核实率', 'Verified share'), unit: percent, good: 'up', basis: 'Z7',
      denominator: text('在册新就业群体', 'Workers listed'),
      meaning: text('期末在册人员中180日内经核实的比例。', 'Listed workers verified within 180 days, among all listed.'),
    },
  },
})

/** Members found among the workers, both ways (双找): found by industry + by territory − by both = found. */
export const foundMembers = subject('found_member', {
  name: text('双找党员', 'Members found'),
  group: 'C',
  system: 'industry-rosters',
  from: 'fact_found_member',
  by: { worker_group: workerGroup },
  measures: {
    neg_party_member_count: {
      kind: 'distinct', key: 'worker_pid', from: 'found_from', to: 'found_to', persons: true,
      name: text('新就业群体党员数', 'Party members found'), unit: text('名', ''), good: 'up', basis: 'Z8',
      meaning: text('期末在册新就业群体中已找到的党员(正式和预备)人数，行业、属地任一途径找到即计，一人计一名。', 'Listed workers known to be members, found by industry or territory, each counted once.'),
    },
    dual_find_industry_count: {
      kind: 'distinct', key: 'worker_pid', from: 'industry_from', to: 'industry_to', persons: true,
      name: text('行业找到党员数', 'Found by industry'), unit: text('名', ''), good: 'up', basis: 'Z6',
      meaning: text('业务、行业主管部门经平台名册从新就业群体中找到的党员数。', 'Members found by the line departments in the platform rosters.'),
    },
    dual_find_territory_count: {
      kind: 'distinct', key: 'worker_pid', from: 'territory_from', to: 'territory_to', persons: true,
      name: text('属地找到党员数', 'Found by territory'), unit: text('名', ''), good: 'up', basis: 'Z6',
      meaning: text('属地街道、村(社区)党组织经党员信息管理系统从所辖党员中找到的新就业人员数。', 'New-employment workers found by streets and villages among their members.'),
    },
    dual_find_overlap_count: {
      kind: 'distinct', key: 'worker_pid', from: 'overlap_from', to: 'overlap_to', persons: true,
      name: text('双找重合数', 'Found by both'), unit: text('名', ''), good: 'neutral', basis: 'Z6',
      meaning: text('行业和属地都找到的党员数；行业找到+属地找到－重合=党员数。', 'Members found both ways; industry + territory − overlap = members found.'),
    },
    dual_find_new_count: {
      kind: 'flow', on: 'first_found_on', persons: true,
      name: text('双找新识别党员数', 'Newly identified'), unit: text('名', ''), good: 'up', basis: 'Z6',
      meaning: text('统计期内首次被找到的党员数。', 'Members found for the first time in the period.'),
    },
    neg_probationary_count: {
      kind: 'distinct', key: 'worker_pid', from: 'probationary_from', to: 'probationary_to', persons: true, internal: true,
      name: text('其中:预备党员', 'Of which probationary'), unit: text('名', ''), good: 'neutral', basis: 'R07',
      meaning: text('新就业群体党员中的预备党员数。', 'Probationary members among the members found.'),
    },
    neg_member_managed: {
      kind: 'distinct', key: 'worker_pid', from: 'managed_from', to: 'managed_to', persons: true, internal: true,
      name: text('已纳管党员数', 'Members under management'), unit: text('名', ''), good: 'up', basis: 'Z9',
      meaning: text('已编入党组织参加组织生活的新就业群体党员数。', 'Members found who belong to a managing branch.'),
    },
  },
  ties: [{
    measures: ['neg_party_member_count', 'dual_find_territory_count', 'dual_find_industry_count', 'dual_find_overlap_count'],
    together: ['dual_find_industry_count', 'dual_find_overlap_count'],
  }],
  ratios: {
    neg_party_member_ratio: {
      of: 'neg_party_member_count', to: workers.metrics.neg_worker_count,
      name: text('新就业群体党员占比', 'Member share'), unit: percent, good: 'up', basis: 'Z8 (1.3%)',
      denominator: text('在册新就业群体', 'Workers listed'),
      meaning: text('期末新就业群体党员占在册新就业群体的比例。', 'Members found among the workers listed.'),
    },
    party_member_managed_rate: {
      of: 'neg_member_managed', to: 'neg_party_member_count',
      name: text('党员纳管率', 'Members under management'), unit: percent, good: 'up', basis: 'Z9',
      denominator: text('新就业群体党员', 'Members found'),
      meaning: text('已编入党组织参加组织生活的党员占找到党员的比例。', 'Members in a managing branch among the members found.'),
    },
  },
})
