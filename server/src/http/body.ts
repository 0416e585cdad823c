import type { Readable } from 'node:stream'
import { text } from '@mingshu/metrics'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from './problem.js'

/** Types of file that may be sent as they are, without a form around them. */
export const fileTypes = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/octet-stream', 'text/csv', 'application/csv', 'application/vnd.ms-excel']

/** Largest file that is taken, in bytes. */
export const mostBytes = 32 * 1024 * 1024

/** Lets routes read files as they arrive. */
export function acceptFiles(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(fileTypes, (_, payload, done) => done(null, payload))
}

/** The bytes of the one file a request sends, piece by piece; refuses it as soon as it is larger than allowed. */
export async function* fileOf(request: FastifyRequest, most = mostBytes): AsyncGenerator<Uint8Array> {
  const { body } = request as { body?: Readable }
  if (!body || typeof body[Symbol.asyncIterator] !== 'function') {
    throw refuse(415, 'unsupported_type', text('请把文件作为请求内容直接发送，类型为 .xlsx 或 .csv。', 'Send the file itself as the body, with the type of .xlsx or .csv.'))
  }
  const tooLarge = refuse(413, 'too_large', text(`文件超过 ${most / 1024 / 1024} MB，请分成较小的文件。`, `The file is larger than ${most / 1024 / 1024} MB. Split it.`))
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    if ((bytes += chunk.byteLength) > most) throw tooLarge
    yield chunk
  }
  if (bytes === 0) throw refuse(400, 'empty', text('文件是空的。', 'The file is empty.'))
}
