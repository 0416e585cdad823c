import { emergencies, points, reportIns, text, training, volunteering, volunteerTeams } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { barsByArea, trend } from '../charts.js'
import { figure, group } from '../columns.js'
import { report } from '../report.js'

const { report_in_count, report_in_member, report_in_rate } = reportIns.metrics
const { volunteer_team_count } = volunteerTeams.metrics
const { volunteer_person_times } = volunteering.metrics
const { emergency_mobilised_person_times } = emergencies.metrics
const { training_session_count, training_person_times } = training.metrics
const { points_issued_total, points_redeemed_total, points_redeem_rate, points_balance } = points.metrics

/** R14 报到、志愿与积分情况表: workers who reported in, what they volunteered for and learnt, and the points they earned and spent. */
export default report({
  id: 'participation', number: 'R14', title: text('报到、志愿与积分情况表', 'Reporting in, volunteering and points'),
  grains: ['year', 'quarter', 'month'], levels: ['city', 'county', 'town'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('报到、志愿与积分', 'Participation'), denominators: true,
      columns: [
        group(
          text('新就业人员报到', 'Reported in'),
          figure(report_in_count, text('报到(人)', 'Workers')), figure(report_in_member, text('其中：亮身份党员(名)', 'Of which members')), figure(report_in_rate, text('报到率', 'Rate')),
        ),
        group(
          text('志愿服务', 'Volunteering'),
          figure(volunteer_team_count, text('服务队(支)', 'Teams')), figure(volunteer_person_times, text('服务(人次)', 'Person-times')),
          figure(emergency_mobilised_person_times, text('其中：应急动员(人次)', 'Of which emergencies')),
        ),
        group(text('课程培训', 'Training'), figure(training_session_count, text('期数(期)', 'Sessions')), figure(training_person_times, text('培训(人次)', 'Person-times'))),
        group(
          text('积分(分)', 'Points'),
          figure(points_issued_total, text('发放', 'Issued')), figure(points_redeemed_total, text('兑换', 'Redeemed')), figure(points_redeem_rate, text('兑换率', 'Rate')),
          figure(points_balance, text('期末结余', 'In hand')),
        ),
      ],
      notes: [text(
        '报到人数、服务队、积分结余为期末数，其余为统计期内数。一人在几个社区报到的，合计计一人；兑换可以使用以前的积分，兑换率可以超过100%。',
        'Workers reported in, teams and points in hand at the end, all others of the period. Points of earlier periods may be redeemed, so the rate may pass 100 %.',
      )],
    }),
  ],
  charts: [barsByArea(report_in_count), barsByArea(volunteer_person_times), trend(text('志愿服务人次逐月走势', 'Volunteer person-times, month by month'), volunteer_person_times)],
})
