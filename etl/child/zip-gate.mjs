import yauzl from 'yauzl'

const mostEntries = 500
const mostBytes = 100 * 1024 * 1024
const parts = /^(\[Content_Types\]\.xml|_rels\/|docProps\/|customXml\/|xl\/)/
const refusedParts = /vbaProject|externalLinks|embeddings|activeX|\.(zip|xlsx|xlsm|jar|7z|rar)$/i

/**
 * Looks through a zip before any reader of spreadsheets does: what it is made of, how much it really inflates to, and whether
 * a part declares a document type. Resolves to a code of what is wrong, or undefined.
 * @param {string} path
 * @returns {Promise<string | undefined>}
 */
export async function refusedZip(path) {
  try {
    return await look(path)
  } catch {
    return 'not-xlsx'
  }
}

function look(path) {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true }, (error, zip) => {
      if (error) return reject(error)
      const end = (code) => {
        zip.close()
        resolve(code)
      }
      if (zip.entryCount > mostEntries) return end('too-large')
      let bytes = 0
      let hasBook = false
      zip.on('error', reject)
      zip.on('end', () => end(hasBook ? undefined : 'not-xlsx'))
      zip.on('entry', (entry) => {
        if (entry.isEncrypted()) return end('encrypted')
        if (!parts.test(entry.fileName) || refusedParts.test(entry.fileName)) return end('foreign-part')
        hasBook ||= entry.fileName === 'xl/workbook.xml'
        if (entry.fileName.endsWith('/')) return zip.readEntry()
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure)
          let tail = ''
          let isFirst = true
          let done = false
          const stop = (code) => {
            if (done) return
            done = true
            stream.destroy()
            end(code)
          }
          stream.on('error', reject)
          stream.on('data', (chunk) => {
            bytes += chunk.length
            if (bytes > mostBytes) return stop('too-large')
            if (!/\.(xml|rels)$/i.test(entry.fileName)) return
            // A part in UTF-16 could hide what is looked for; no office program writes one.
            if (isFirst && chunk.length > 1 && (chunk[0] >= 0xfe || chunk[0] === 0 || chunk[1] === 0)) return stop('not-xlsx')
            isFirst = false
            const text = tail + chunk.toString('latin1')
            if (/<!DOCTYPE|<!ENTITY/i.test(text)) return stop('doctype')
            tail = text.slice(-10)
          })
          stream.on('end', () => {
            if (!done) zip.readEntry()
          })
        })
      })
      zip.readEntry()
    })
  })
}
