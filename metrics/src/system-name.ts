import type { System } from './subject.js'
import { text, type Text } from './text.js'

/** What the source systems are called, on pages, in sentences and under tables. */
export const systemNames: Readonly<Record<System, Text>> = {
  'service-menu': text('服务菜单系统', 'service-menu system'),
  'station-gates': text('驿站闸机系统', 'station gates'),
  'member-register': text('党员信息管理系统', 'member register'),
  'industry-rosters': text('平台从业人员名册', 'platform rosters'),
  'issue-system': text('积分家园小程序', 'points mini-programme'),
  'party-affairs': text('党务管理系统', 'party-affairs system'),
  'monthly-returns': text('党群服务工作月报', 'monthly returns'),
}

/** The name of a source system; its id where it is none of ours. */
export const systemName = (id: string): Text => (systemNames as Readonly<Record<string, Text>>)[id] ?? text(id, id)
