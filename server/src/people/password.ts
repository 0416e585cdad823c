import { hash, verify } from '@node-rs/argon2'
import { text, type Text } from '@mingshu/metrics'
import type { PolicyName } from '../config.js'
import { refuse } from '../http/problem.js'

const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 }

// Each hash takes 19 MiB and a thread of the pool that file reads need as well: so two at a time.
let free = 2
const waiting: (() => void)[] = []
// Some two seconds' worth; anybody may ask to be signed in.
const mostWaiting = 50

/** Does work around a hash when its turn comes; refuses it when too many wait. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= mostWaiting) throw refuse(503, 'busy', text('同时登录的人太多，请几秒后再试。', 'Too many people are signing in. Try again in a few seconds.'), 5)
  if (free === 0) await new Promise<void>((go) => waiting.push(go))
  else free--
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
}

/** The argon2id hash of a password. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost))

// Of random bytes nobody kept. An unknown login is checked against it, so it takes as long as a known one.
const nobody = '$argon2id$v=19$m=19456,t=2,p=1$gczTEY9MJKAwgwy25KCBSQ$63LOUHSYG0Qz9wCkaO2bU/hoN0zrkzp+qEoahlQusSU'

/** Whether a password is the one of a hash. Takes the same time when there is no hash. To be called {@link inTurn}. */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const against = stored ?? nobody
  const isRight = await verify(against, password).catch(() => false)
  return isRight && stored !== null && stored !== undefined
}

const common = /^(?:.*(?:password|passw0rd|qwerty|admin|mingshu|mima|iloveyou).*|(.)\1+|(?:0?123456789?0?|abc|1q2w3e|a1b2c3|88888888|66666666)+[!@#.]*)$/i

/** Why a password will not do under a policy; undefined when it will. */
export function refusePassword(password: string, policy: PolicyName, login: string): Text | undefined {
  const least = policy === 'gb' ? 10 : 12
  if (password.length < least) return text(`密码至少 ${least} 位。`, `A password needs at least ${least} characters.`)
  if (password.length > 200) return text('密码最多 200 位。', 'A password has at most 200 characters.')
  if (common.test(password) || password.toLowerCase().includes(login.toLowerCase())) return text('密码太常见或含有登录名，请换一个。', 'This password is common, or holds the login. Choose another.')
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((c) => c.test(password)).length
  if (policy === 'gb' && classes < 3) return text('密码要含大写字母、小写字母、数字、符号中的三种。', 'A password needs three of: capital letters, small letters, digits, signs.')
  return undefined
}
