import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** An answer ready to be sent: serialised and compressed once. */
export interface Packed {
  readonly json: Buffer
  /** Missing when compressing does not pay. */
  readonly brotli: Buffer | undefined
  readonly etag: string
}

const compress = promisify(brotliCompress)

/** Packs a JSON text. The entity tag is strong: the same bytes, the same tag, on every server. */
export async function pack(text: string, quality = 5): Promise<Packed> {
  const json = Buffer.from(text)
  const brotli = json.length < 600 ? undefined : await compress(json, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: json.length } })
  return { json, brotli, etag: createHash('sha256').update(json).digest('base64url').slice(0, 22) }
}

/** Sends a packed answer, or 304 when the reader has these very bytes. */
export function sendPacked(request: FastifyRequest, reply: FastifyReply, { json, brotli, etag }: Packed): void {
  const body = brotli && /\bbr\b/.test(request.headers['accept-encoding'] ?? '') ? brotli : json
  const tag = body === json ? `"${etag}"` : `"${etag}-br"`
  void reply.header('etag', tag).header('vary', 'accept-encoding, accept-language, authorization, cookie').header('cache-control', 'private, no-cache')
  if ((request.method === 'GET' || request.method === 'HEAD') && request.headers['if-none-match']?.split(/,\s*/).some((t) => t.replace(/^W\//, '') === tag)) {
    void reply.code(304).send()
    return
  }
  if (body === brotli) void reply.header('content-encoding', 'br')
  void reply.header('content-type', 'application/json; charset=utf-8').send(body)
}
