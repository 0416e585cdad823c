import { text } from '@mingshu/metrics'
import type { FastifyRequest } from 'fastify'
import { refuse } from './problem.js'

// One spelling for each address: small set of letters, no empty, dot or escaped parts, nothing after a trailing slash or dot.
const canonical = /^\/(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*(?:\/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)*)?$/

/** Whether a path is spelt the one way the router and every guard read it. */
export const isCanonical = (path: string): boolean => path.length <= 512 && canonical.test(path)

/** Refuses `//api`, `/api/%2e`, `/api/me;x`, `/api/me.`, `/api/me/` and their like, before anything decides by the path. */
export async function refuseOddPaths(request: FastifyRequest): Promise<void> {
  const [path = ''] = (request.raw.url ?? '').split('?', 1)
  if (!isCanonical(path)) {
    throw refuse(400, 'odd_path', text('地址的写法不规范：不能有重复或末尾的斜线、编码字符或分号。', 'The address is not spelt canonically: no doubled or trailing slashes, escapes or semicolons.'))
  }
}
