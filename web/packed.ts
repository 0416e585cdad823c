import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const small = 1024
const [br, gz] = [promisify(brotliCompress), promisify(gzip)]

/** Puts each built file beside itself as small as it gets: a sixth smaller than what a server can compress while somebody waits. */
export const packed = (): Plugin => ({
  name: 'packed',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    await Promise.all(Object.values(bundle).map(async (file) => {
      const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source)
      if (!/\.(js|css|svg)$/.test(file.fileName) || bytes.length < small) return
      const at = join(dir, file.fileName)
      await writeFile(`${at}.br`, await br(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }))
      await writeFile(`${at}.gz`, await gz(bytes, { level: 9 }))
    }))
  },
})
