import { text, type System, type Text } from '@mingshu/metrics'

/** Names of the source systems, as 资料来源 prints them. */
export const systemName: Readonly<Record<System, Text>> = {
  'service-menu': text('服务菜单系统', 'service-menu system'),
  'station-gates': text('驿站闸机系统', 'station gate system'),
  'member-register': text('党员信息管理系统', 'member register'),
  'industry-rosters': text('平台从业人员名册', 'platform rosters'),
  'issue-system': text('诉求办理系统', 'issue system'),
}
