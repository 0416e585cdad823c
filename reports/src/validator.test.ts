import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { hasValidator, validateFile } from '../../test/open-xml.js'
import { answering } from '../test/given.js'
import { ledgerOf } from '../test/ledgers.js'
import { contextFor } from '../test/workbooks.js'
import { ledgerBytes, renderWorkbook, reports } from './index.js'

const dir = mkdtempSync(join(tmpdir(), 'mingshu-valid-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function errorsOf(name: string, bytes: Uint8Array): Promise<readonly unknown[]> {
  const file = join(dir, `${name}.xlsx`)
  writeFileSync(file, bytes)
  return (await validateFile(file)).errors
}

test.skipIf(!hasValidator).each(reports.flatMap((report) => (['zh', 'en'] as const).map((language) => [report.number, language, report] as const)))(
  '%s in %s has no error under the Open XML SDK', async (number, language, report) => {
    const { ask } = answering({ demo: true, own: 31 })
    const { bytes } = await renderWorkbook(await report.build(ask, contextFor(report, { language })))
    expect(await errorsOf(`${number}-${language}`, bytes)).toEqual([])
  })

test.skipIf(!hasValidator)('a ledger on one sheet, on three and without rows has no error', async () => {
  for (const [count, perSheet] of [[5, 10], [25, 10], [0, 10]] as const) {
    const pieces: Uint8Array[] = []
    for await (const piece of ledgerBytes(ledgerOf(count), { perSheet })) pieces.push(piece)
    expect(await errorsOf(`ledger-${count}`, Buffer.concat(pieces))).toEqual([])
  }
})
