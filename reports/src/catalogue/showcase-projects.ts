import { showcaseKind, showcaseProjects, text } from '@mingshu/metrics'
import { area, areaNo, count, field, member, said, unit, wordsOf } from '../list-columns.js'
import { listTable } from '../list-table.js'
import { report } from '../report.js'

const { showcase_project_count } = showcaseProjects.metrics

/** R06 党群服务好项目名录: the projects that hold the city's title at the end of the period. */
export default report({
  id: 'showcase-projects', number: 'R06', title: text('党群服务好项目名录', 'Showcase projects'),
  grains: ['year', 'quarter', 'month'], levels: ['city', 'county', 'town'], paper: 'portrait',
  parts: [
    listTable({
      sheet: text('好项目名录', 'Projects'), isMain: true, metric: showcase_project_count, most: 1000, pages: 1,
      order: (a, b, asking) => areaNo(a, asking) - areaNo(b, asking) || (a.unit === b.unit ? 0 : a.unit < b.unit ? -1 : 1) || (a.src_id < b.src_id ? -1 : 1),
      columns: [
        field(text('项目名称', 'Project'), 'name', 34), member(text('类型', 'Kind'), 'kind', showcaseKind), area(text('所在地区', 'Area')), unit(text('主办单位', 'Host'), 20),
        said(text('年度', 'Year'), (row) => wordsOf(row.fields['awarded_on']).slice(0, 4)),
        count(text('服务人次', 'Person-times'), (row) => (typeof row.fields['served_count'] === 'number' ? row.fields['served_count'] : null)),
      ],
      none: text('期末没有持有市级称号的项目。', 'No project holds the city’s title.'),
      notes: [text('本表列期末持有市级“党群服务好项目”称号的项目，年度为授予称号的年度。', 'Projects that hold the city’s title at the end of the period; the year is that of the award.')],
    }),
  ],
})
