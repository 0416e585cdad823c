/** Groups of workers, in the demo's own words. */
export type Group = '外卖' | '快递' | '网约车' | '货车' | '其他'

/** An industry platform, and how it writes its monthly roster. */
export interface Platform {
  readonly name: string
  readonly slug: string
  readonly format: 'csv' | 'xlsx'
  readonly encoding: 'utf-8' | 'utf-8 with BOM' | 'gb18030'
  /** How it names a street: by code, by name, or by name with the zone's before it. */
  readonly street: 'code' | 'name' | 'zone and name'
  readonly dates: '2024-03-15' | '2024/3/15' | '20240315'
  /** The groups it has, in its words, and how much of each works for it. */
  readonly groups: Readonly<Partial<Record<Group, { readonly word: string; readonly share: number }>>>
  /** Firms that work under its name, as the member register knows them. */
  readonly firms: readonly string[]
}

/** The platforms, all invented. Those with `format` xlsx sent CSV until 2024-12. */
export const platforms: readonly Platform[] = [
  {
    name: '骑达外卖(演示)', slug: 'qida', format: 'csv', encoding: 'utf-8 with BOM', street: 'code', dates: '2024-03-15',
    groups: { 外卖: { word: '外卖配送员', share: 60 } }, firms: ['骑达外卖泉庄站(演示)', '骑达外卖乐华站(演示)', '骑达外卖东海岛站(演示)'],
  },
  {
    name: '速餐到家(演示)', slug: 'sucan', format: 'csv', encoding: 'utf-8', street: 'name', dates: '2024/3/15',
    groups: { 外卖: { word: '骑手', share: 40 }, 其他: { word: '其他', share: 60 } }, firms: ['速餐到家万达站(演示)', '速餐到家东山站(演示)'],
  },
  {
    name: '安运快递(演示)', slug: 'anyun', format: 'csv', encoding: 'utf-8 with BOM', street: 'code', dates: '20240315',
    groups: { 快递: { word: '快递员', share: 55 } }, firms: ['安运快递开发区公司(演示)', '安运快递东海岛网点(演示)'],
  },
  {
    name: '捷邮快运(演示)', slug: 'jieyou', format: 'csv', encoding: 'gb18030', street: 'zone and name', dates: '2024-03-15',
    groups: { 快递: { word: '快递小哥', share: 45 }, 货车: { word: '货车司机', share: 30 } }, firms: ['捷邮快运湛江分拨中心(演示)', '捷邮快运乐华网点(演示)', '捷邮快运硇洲网点(演示)'],
  },
  {
    name: '顺行出行(演示)', slug: 'shunxing', format: 'xlsx', encoding: 'utf-8', street: 'code', dates: '2024-03-15',
    groups: { 网约车: { word: '网约车司机', share: 100 } }, firms: ['顺行出行湛江分公司(演示)', '海湾汽车租赁公司(演示)'],
  },
  {
    name: '通途货运(演示)', slug: 'tongtu', format: 'xlsx', encoding: 'utf-8', street: 'name', dates: '2024-03-15',
    groups: { 货车: { word: '货车司机', share: 70 }, 其他: { word: '其他', share: 40 } }, firms: ['通途货运东海岛公司(演示)', '通途同城配送公司(演示)'],
  },
]
