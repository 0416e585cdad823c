import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { FastifyReply } from 'fastify'

/** The type of .xlsx files. */
export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Sends a workbook to be saved under a name, which may be Chinese; `plain` is for what cannot read it. */
export async function sendWorkbook(reply: FastifyReply, path: string, name: string, plain = 'mingshu'): Promise<void> {
  const { size } = await stat(path)
  void reply
    .header('content-type', workbookType)
    .header('content-length', size)
    .header('content-disposition', `attachment; filename="${plain}.xlsx"; filename*=UTF-8''${encodeRfc5987(name)}`)
    .header('cache-control', 'private, no-store')
    .send(createReadStream(path))
}

/** Sends a workbook that was made in memory. */
export function sendBytes(reply: FastifyReply, bytes: Uint8Array, name: string, plain = 'mingshu'): void {
  void reply
    .header('content-type', workbookType)
    .header('content-disposition', `attachment; filename="${plain}.xlsx"; filename*=UTF-8''${encodeRfc5987(name)}`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(bytes))
}

const encodeRfc5987 = (name: string): string => encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
