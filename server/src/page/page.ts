import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import statics from '@fastify/static'
import { text } from '@mingshu/metrics'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../http/problem.js'
import { hintsOf } from './hints.js'

/** What the page is built into. */
export const builtPage = fileURLToPath(new URL('../../../web/dist/', import.meta.url))

/** JSON to lay into the page for whoever asks for it; nothing when nobody is signed in. */
export type Boot = (request: FastifyRequest) => Promise<string | undefined>

// Addresses of the page are its own business; those of the API, and files that do not exist, are not the page.
const pagePath = /^\/(?:403|404|[a-z][a-z-]*(?:\/[A-Za-z0-9_-]+(?:\.\.[A-Za-z0-9_-]+)?)*)?$/

// Where most begin: worth fetching the page's own files before its start has asked for them.
const beginsHere = /^\/(?:overview)?$/
// What every page asks for first of all.
const catalogueHint = '<link rel="preload" as="fetch" crossorigin href="/api/metrics">'

/** Serves the built page: its files as they are, and the page itself, with the viewer's first figures in it, for every other address. */
export async function servePage(fastify: FastifyInstance, boot: Boot, dir = builtPage): Promise<void> {
  await fastify.register(statics, { root: dir, serve: false, preCompressed: true, cacheControl: false, wildcard: false })
  let index: { readonly at: number; readonly top: string; readonly middle: string; readonly tail: string; readonly hints: string } | undefined

  function readIndex(): NonNullable<typeof index> {
    const file = join(dir, 'index.html')
    const at = statSync(file).mtimeMs
    if (index?.at !== at) {
      const html = readFileSync(file, 'utf8')
      const [head = '', tail = ''] = html.split('<!--boot-->')
      // Behind the scripts of the start, which are to arrive and run while the rest is on its way.
      const end = Math.max(head.indexOf('</head>'), 0)
      index = { at, top: head.slice(0, end), middle: head.slice(end), tail, hints: catalogueHint + hintsOf(dir, 'src/pages/Overview.vue', html) }
    }
    return index
  }

  fastify.get('/*', async (request: FastifyRequest, reply: FastifyReply) => {
    const [path = '/'] = request.url.split('?', 1)
    if (path === '/api' || path.startsWith('/api/')) throw refuse(404, 'not_found', text('没有这个地址。接口说明见 /api/docs。', 'There is nothing at this address. The API is described at /api/docs.'))
    if (path.includes('.') && !path.includes('/.') && path !== '/index.html' && isFile(join(dir, path))) {
      // Names of assets hold a hash of their content.
      void reply.header('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      return reply.sendFile(path.slice(1))
    }
    if (!pagePath.test(path)) throw refuse(404, 'not_found', text('没有这个地址，请从首页重新进入。', 'There is nothing at this address. Start again from the first page.'))
    if (!existsSync(join(dir, 'index.html'))) throw refuse(503, 'not_built', text('界面还没有构建好，请稍候；或运行 npm run build。', 'The page is not built yet. Wait a moment, or run npm run build.'), 2)
    const { top, middle, tail, hints } = readIndex()
    // Without its data the page asks for them itself.
    const data = await boot(request).catch(() => undefined)
    const laid = data === undefined ? '' : `<script type="application/json" id="boot">${data.replaceAll('<', '\\u003c')}</script>`
    return reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store').send(top + (data !== undefined && beginsHere.test(path) ? hints : '') + middle + laid + tail)
  })
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
