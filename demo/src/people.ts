import { digitsOf, dayOf } from './days.js'
import { between, pick, random } from './random.js'

/** An invented person. */
export interface Person {
  readonly name: string
  /** 18 characters, with a right check digit. */
  readonly id: string
  readonly phone: string
}

/** Who a person is in the demo. Each kind has area prefixes of its own, so that people of two kinds never share a number. */
export type Kind = keyof typeof areas

const areas = {
  worker: ['440804', '440823', '440825', '440881', '440882', '440883', '440904', '440981'],
  member: ['440803', '440811'],
  resident: ['440703', '440704', '440705', '440781', '440783', '440784', '440785', '440802'],
  stranger: ['440983'],
  applicant: ['440923', '440982'],
} as const

const surnames = [...'陈李黄林张梁吴刘王许郑谢何罗邓冯叶杨苏蔡曾周卢庄符钟詹麦温简余谭伍关区邝甄']
const given = [...'志明伟强国华建文俊杰海波春燕丽娟秀英美玲家豪子轩嘉欣晓彤振东永康锦添炳坤观养惠珍艳芳小凤月娥雪梅天佑泽宇浩然思琪雨婷']

/** Person number `n` of a kind; different numbers have different identity numbers. */
export function person(seed: number, kind: Kind, n: number): Person {
  const r = random(seed, 'person', kind, n)
  const name = pick(r, surnames) + pick(r, given) + (r() < 0.75 ? pick(r, given) : '')
  // No public network uses 141, so no invented number rings anywhere.
  const phone = `141${String(Math.floor(r() * 1e8)).padStart(8, '0')}`
  return { name, id: idNumber(seed, kind, n), phone }
}

const firstBirth = dayOf('1964-01-01')
const births = 15_000

// n → (n mod 1000, n div 1000) is kept apart: the first part is the sequence number, the second moves the birthday by a step prime to `births`.
function idNumber(seed: number, kind: Kind, n: number): string {
  const sequence = n % 1000
  const r = random(seed, 'id', kind, sequence)
  const area = pick(r, areas[kind])
  const birth = firstBirth + ((between(r, 0, births - 1) + Math.floor(n / 1000) * 977) % births)
  const body = `${area}${digitsOf(birth)}${String(sequence).padStart(3, '0')}`
  return body + checkDigit(body)
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The last character of an identity number (GB 11643). */
export function checkDigit(body: string): string {
  const sum = weights.reduce((s, weight, i) => s + weight * Number(body[i]), 0)
  return '10X98765432'.charAt(sum % 11)
}

/** The same number with a wrong check digit. */
export const miscopied = (id: string): string => id.slice(0, 17) + (id.endsWith('7') ? '1' : '7')
