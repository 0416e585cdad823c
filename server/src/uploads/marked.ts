import { stat, utimes } from 'node:fs/promises'
import { fileSources, markFile, type FileMark } from '@mingshu/etl'
import type { Language } from '@mingshu/metrics'
import type { Files } from '../exports/files.js'
import type { Upload } from './uploads.js'

/** The file somebody sent, with its bad cells marked, made when it is first asked for and as old as the file, so that both are swept together. Its path. */
export async function markedCopy(upload: Upload, files: Files, language: Language): Promise<string> {
  const name = `${upload.uploadId}.${language}.marked.xlsx`
  const source = fileSources.find((s) => s.id === upload.source)
  return files.make(name, async (out) => {
    await markFile({ path: upload.filePath, name: upload.fileName }, marksOf(upload), { out, language, ...(source && { source }) })
    const { atime, mtime } = await stat(upload.filePath)
    await utimes(out, atime, mtime)
  })
}

const marksOf = ({ outcome }: Upload): FileMark[] =>
  ((outcome?.['problems'] ?? []) as readonly (Partial<FileMark> & { readonly row?: number })[]).flatMap(({ row, column, sentence }) =>
    row === undefined || !column || !sentence ? [] : [{ rowNo: row, column, sentence }])
