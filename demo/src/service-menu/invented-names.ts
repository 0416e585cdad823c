import { pick, type Random } from '../random.js'

const words = ['同心', '和顺', '康乐', '惠民', '友邻', '启航', '益家', '晨曦', '乐活', '善行', '德馨', '安居', '百合', '聚力', '远航', '金桥', '五邑', '侨乡', '向阳', '春雨',
  '邻里', '众创', '新程', '诚信']

const endings = {
  事业单位: ['医院', '职业学校', '幼儿园', '文化活动中心', '图书馆分馆', '卫生服务站'],
  企业: ['家政服务有限公司', '物业管理有限公司', '药业有限公司', '餐饮有限公司', '教育科技有限公司', '超市有限公司', '律师事务所'],
  社会组织: ['商会', '社会工作服务中心', '志愿者协会', '书法协会', '舞蹈协会', '义工联合会', '青年企业家协会'],
} as const

/** Kinds of organisation that have a name of their own. */
export type OrgKind = '机关' | keyof typeof endings

/** The name of an invented organisation of a county, as `恩平市康乐医院(演示)`; none is given twice by one inventor. */
export function inventor(): (r: Random, county: string, kind: OrgKind) => string {
  const given = new Set<string>()
  const offices = new Map<string, number>()
  return (r, county, kind) => {
    if (kind === '机关') {
      const n = (offices.get(county) ?? 0) + 1
      offices.set(county, n)
      return `${county}直机关第${n}党支部(演示)`
    }
    const ending = pick(r, endings[kind])
    for (const word of [pick(r, words), ...words]) {
      const name = `${county}${word}${ending}(演示)`
      if (given.has(name)) continue
      given.add(name)
      return name
    }
    return `${county}${ending}第${given.size}分部(演示)`
  }
}
