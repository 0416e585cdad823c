import { text } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { refuse } from '../http/problem.js'

/** Failures in a row after which sign-ins wait: for one account from one address, and for all accounts from it. */
const limits = { account: 5, address: 20 } as const
const longest = 15 * 60

const keysOf = (login: string, address: string): { who: string; limit: number }[] => [
  // Counted per address, so that nobody can lock an account for its owner elsewhere.
  { who: `${login.toLowerCase().slice(0, 100)}@${address}`, limit: limits.account },
  { who: `ip:${address}`, limit: limits.address },
]

/** Refuses a sign-in that has to wait. Comes before the password is looked at. */
export async function refuseLocked(desk: Knex, login: string, address: string): Promise<void> {
  const { rows: [lock] } = await desk.raw<{ rows: { seconds: number }[] }>(
    `select ceil(extract(epoch from max(locked_until) - now()))::int as seconds from login_failure where who = any(:who) and locked_until > now() having max(locked_until) is not null`,
    { who: keysOf(login, address).map((k) => k.who) },
  )
  if (lock) {
    const minutes = Math.ceil(lock.seconds / 60)
    throw refuse(429, 'locked', text(`连续多次登录失败，请 ${minutes} 分钟后再试。`, `Too many failed sign-ins. Try again in ${minutes} minutes.`), lock.seconds)
  }
}

/** Counts a failed sign-in. From the limit on each one doubles the wait, from one minute up to fifteen. */
export async function countFailure(desk: Knex, login: string, address: string): Promise<void> {
  for (const { who, limit } of keysOf(login, address)) {
    await desk.raw(
      `insert into login_failure as f (who, failures, last_at) values (:who, 1, now())
       on conflict (who) do update set
         failures = case when f.last_at < now() - interval '1 hour' then 1 else f.failures + 1 end, last_at = now(),
         locked_until = case when f.last_at >= now() - interval '1 hour' and f.failures + 1 >= :limit
           then now() + make_interval(secs => least(60 * 2.0 ^ least(f.failures + 1 - :limit, 10), :longest)) end`,
      { who, limit, longest },
    )
  }
}

/** Forgets the failures of an account from an address, and those older than a day. */
export async function forgetFailures(desk: Knex, login: string, address: string): Promise<void> {
  await desk.raw(`delete from login_failure where who = :who or last_at < now() - interval '1 day'`, { who: keysOf(login, address)[0]?.who ?? '' })
}
