/** Names of the custom document properties that lead a stray file back to its export. */
export const properties = {
  exportNo: '导出号', businessOn: '数据截至', version: 'data_version', viewUrl: '视图地址', definitions: '口径版本', report: '报表', unit: '单位代码', period: '统计时段',
} as const
