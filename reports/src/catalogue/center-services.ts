import { centers, claims, councils, demands, householdVisits, menuItems, menus, partners, resources, resourceUse, text, unitLevel } from '@mingshu/metrics'
import { areaTable } from '../area-table.js'
import { barsByArea, trend } from '../charts.js'
import { figure, group, members } from '../columns.js'
import { report } from '../report.js'

const { svc_center_count } = centers.metrics
const { menu_due, menu_due_published, svc_menu_publish_rate, svc_menu_advance_rate, svc_menu_dual_channel_rate } = menus.metrics
const { demand_collected_count, demand_match_rate } = demands.metrics
const { demand_visit_household_count } = householdVisits.metrics
const { resource_active_count } = resources.metrics
const { resource_used_rate } = resourceUse.metrics
const { partner_count } = partners.metrics
const { partner_claim_rate } = menuItems.metrics
const { partner_claim_count, partner_fulfil_rate } = claims.metrics
const { council_meeting_count } = councils.metrics

/** R02 党群服务中心和服务菜单情况表: centres and their menus; then the demands, the resources and the partners behind the menus. */
export default report({
  id: 'center-services', number: 'R02', title: text('党群服务中心和服务菜单情况表', 'Centres and service menus'),
  grains: ['year', 'quarter', 'month'], levels: ['city', 'county', 'town'], paper: 'landscape',
  parts: [
    areaTable({
      sheet: text('中心和服务菜单', 'Centres and menus'), suffix: '-1', denominators: true,
      columns: [
        group(text('党群服务中心数(个)', 'Centres'), figure(svc_center_count, text('合计', 'Total')), ...members(svc_center_count, 'level', unitLevel)),
        group(
          text('每月服务菜单', 'Monthly menus'),
          figure(menu_due, text('应发布(份)', 'Due')), figure(menu_due_published, text('实发布(份)', 'Published')),
          figure(svc_menu_publish_rate, text('发布率', 'Published')), figure(svc_menu_advance_rate, text('提前发布率', 'In advance')),
          figure(svc_menu_dual_channel_rate, text('双渠道率', 'Both channels')),
        ),
      ],
      notes: [
        text('党群服务中心数为期末数。每月1日开放的中心当月应发布一份菜单，实发布为其中已公布的份数；月中新开放的中心当月发布的，不计入应发布和实发布。',
          'Centres at the end of the period. A menu is due of each centre open on the first of the month; “published” are those among them.'),
        text('提前发布指当月1日以前首次公布，双渠道指线上、线下都已公布。', 'In advance: first published before the month began. Both channels: online and offline.'),
      ],
    }),
    areaTable({
      sheet: text('需求、资源和合伙人', 'Demands and partners'), title: text('需求征集、资源清单和社区合伙人情况表', 'Demands, resources and partners'), suffix: '-2', denominators: true,
      columns: [
        group(text('需求清单', 'Demands'), figure(demand_collected_count, text('征集(条)', 'Collected')), figure(demand_match_rate, text('匹配率', 'Matched'))),
        group(text('资源清单', 'Resources'), figure(resource_active_count, text('在库(项)', 'In stock')), figure(resource_used_rate, text('使用率', 'Used'))),
        group(
          text('社区合伙人', 'Partners'),
          figure(partner_count, text('合伙人(家)', 'Partners')), figure(partner_claim_count, text('认领(次)', 'Claims')),
          figure(partner_claim_rate, text('认领率', 'Claimed')), figure(partner_fulfil_rate, text('履约率', 'Fulfilled')),
        ),
        figure(demand_visit_household_count, text('入户走访(户次)', 'Household visits')),
        figure(council_meeting_count, text('议事会(次)', 'Councils')),
      ],
      notes: [text('在库资源、合伙人为期末数；入户走访、议事会由镇(街)按月上报。', 'Resources and partners at the end of the period; visits and councils as towns return them each month.')],
    }),
  ],
  charts: [barsByArea(svc_menu_publish_rate), barsByArea(demand_match_rate), trend(text('需求征集逐月走势', 'Demands collected, month by month'), demand_collected_count)],
})
