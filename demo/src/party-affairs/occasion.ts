import type { Day } from '../days.js'
import type { Branch } from '../member-register/party-orgs.js'

/** Something a branch holds, and what becomes of its entry. */
export interface Occasion {
  readonly branch: Branch
  readonly kind: '支部党员大会' | '支委会' | '党小组会' | '党课' | '主题党日' | '组织生活会' | '民主评议' | '现场教育'
  readonly mode: '线下' | '线上' | '线上线下'
  readonly topic: string
  readonly lecturer: '书记' | '班子成员' | '其他' | null
  readonly held: Day
  readonly withAssembly: boolean
  readonly withCommittee: boolean
  readonly due: number
  readonly attend: number
  /** Days after it was held on which it is entered. */
  readonly late: number
  /** What the review says: the first time and, once it has been corrected, the second time. */
  readonly review: 'passes' | 'corrected' | 'refused'
}
