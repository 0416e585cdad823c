import { unitLevel } from './dimensions.js'
import { centerPlaces } from './place.js'
import { percent, subject } from './subject.js'
import { text } from './text.js'

/** A 阵地与服务菜单: the centres of the four levels. */
export const centers = subject('center', {
  name: text('党群服务中心', 'Party-mass service centres'),
  group: 'A',
  system: 'service-menu',
  from: 'fact_center',
  places: centerPlaces,
  by: { level: unitLevel },
  measures: {
    svc_center_count: {
      kind: 'stock', from: 'opened_on', to: 'closed_on',
      name: text('党群服务中心数', 'Party-mass service centres'), unit: text('个', ''), good: 'up', basis: 'J2',
      meaning: text('期末开放的党群服务中心数；同一中心的多个场所计一个。', 'Centres open at the end of the period; several venues of one centre count once.'),
    },
    center_level_count: {
      kind: 'distinct', key: 'level', from: 'opened_on', to: 'closed_on', by: [],
      name: text('中心层级数', 'Levels of centres'), unit: text('级', ''), good: 'neutral', basis: 'J2 (4)',
      meaning: text('期末有开放中心的层级数(市、县、镇、村)。', 'Levels (city, county, town, village) that have an open centre.'),
    },
    center_unit_covered: {
      kind: 'distinct', key: 'unit_id', from: 'opened_on', to: 'closed_on', ofOneUnit: true, internal: true,
      name: text('已建有中心的单位数', 'Units with a centre'), unit: text('个', ''), good: 'up', basis: 'J2',
      meaning: text('期末本级至少有一个开放中心的单位数。', 'Units with at least one open centre of their own level.'),
    },
  },
})

/** The units that ought to have a centre: the denominator of centre coverage. */
export const centersDue = subject('center_due', {
  name: text('应建中心的单位', 'Units due a centre'),
  group: 'A',
  system: 'service-menu',
  from: 'fact_center_due',
  by: { level: unitLevel },
  measures: {
    center_unit_due: {
      kind: 'stock', from: 'valid_from', to: 'valid_to', internal: true,
      name: text('应建中心的单位数', 'Units due a centre'), unit: text('个', ''), good: 'neutral', basis: 'J2',
      meaning: text('统计范围内的市、县、镇、村四级单位数，不含类似乡级区域。', 'Units of the four levels in scope; statistical areas like towns are left out.'),
    },
  },
  ratios: {
    svc_center_coverage_rate: {
      of: centers.metrics.center_unit_covered, to: 'center_unit_due',
      name: text('党群服务中心覆盖率', 'Centre coverage'), unit: percent, good: 'up', basis: 'J2',
      denominator: text('应建中心的单位', 'Units due a centre'),
      meaning: text('期末建有开放中心的单位占应建单位的比例。', 'Units with an open centre among the units due one.'),
    },
  },
})
