import { fileSources, markFile, type FileMark } from '@mingshu/etl'
import type { Language } from '@mingshu/metrics'
import type { Files } from '../exports/files.js'
import type { Upload } from './uploads.js'

/** The file somebody sent, with its bad cells marked, made when it is first asked for. Its path. */
export async function markedCopy(upload: Upload, files: Files, language: Language): Promise<string> {
  const name = `${upload.uploadId}.${language}.marked.xlsx`
  const source = fileSources.find((s) => s.id === upload.source)
  return files.make(name, (out) => markFile({ path: upload.filePath, name: upload.fileName }, marksOf(upload), { out, language, ...(source && { source }) }))
}

const marksOf = ({ outcome }: Upload): FileMark[] =>
  ((outcome?.['problems'] ?? []) as readonly (Partial<FileMark> & { readonly row?: number })[]).flatMap(({ row, column, sentence }) =>
    row === undefined || !column || !sentence ? [] : [{ rowNo: row, column, sentence }])
