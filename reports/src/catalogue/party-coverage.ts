import { firmCover, firms, text } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { barsByArea } from '../charts.js'
import { figure, group } from '../columns.js'
import { report } from '../report.js'

const { neg_firm_count } = firms.metrics
const {
  firm_org_covered, firm_org_own, firm_org_joint, org_coverage_rate, firm_org_due, firm_org_due_built, org_due_built_rate, firm_with_instructor, firm_with_contact,
  firm_with_mass_org, firm_work_covered, work_coverage_rate,
} = firmCover.metrics

const covered = figure(firm_org_covered, text('合计', 'Total'))
const own = figure(firm_org_own, text('单独建立', 'Own'))
const joint = figure(firm_org_joint, text('联合建立覆盖', 'Joint'))

/** R08 党组织覆盖和工作覆盖情况表: how organisations and party work cover the operating firms. */
export default report({
  id: 'party-coverage', number: 'R08', title: text('党组织覆盖和工作覆盖情况表', 'Coverage by organisations and party work'),
  grains: ['year', 'quarter', 'month'], levels: ['city', 'county', 'town'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('两个覆盖', 'Coverage'), at: 'end', denominators: true,
      columns: [
        figure(neg_firm_count, text('实体运营企业(家)', 'Operating firms')),
        group(text('党的组织覆盖(家)', 'With an organisation'), covered, own, joint),
        figure(org_coverage_rate, text('组织覆盖率', 'Organisation coverage')),
        group(text('应建党组织(家)', 'Due an organisation'), figure(firm_org_due, text('应建', 'Due')), figure(firm_org_due_built, text('已建', 'Built'))),
        figure(org_due_built_rate, text('应建已建率', 'Due and built')),
        group(
          text('党的工作覆盖(家)', 'Reached by party work'),
          figure(firm_work_covered, text('合计', 'Total')),
          group(
            text('其中', 'Of which'),
            figure(firm_with_instructor, text('指导员', 'Instructor')), figure(firm_with_contact, text('联络员', 'Contact')), figure(firm_with_mass_org, text('群团组织', 'Mass organisation')),
          ),
        ),
        figure(work_coverage_rate, text('工作覆盖率', 'Work coverage')),
      ],
      balances: [{ whole: covered, parts: [own, joint] }],
      notes: [
        text('一个联合党组织覆盖几家企业就计几家；指导员、联络员、群团组织可以同时覆盖一家企业，各“其中”不相加。', 'A joint organisation counts every firm it covers. Instructors, contacts and mass organisations may reach the same firm.'),
        text('应建指有三名以上正式党员的企业。', 'Due: firms with three or more full members.'),
      ],
    }),
  ],
  charts: [barsByArea(org_coverage_rate), barsByArea(work_coverage_rate)],
})
