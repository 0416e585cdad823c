import { rm } from 'node:fs/promises'
import type { Database } from '@mingshu/db'
import { fileSources, loadFile, offerRun } from '@mingshu/etl'
import { text } from '@mingshu/metrics'
import type { Units } from '../access/tree.js'
import { viewerOf } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import type { Versions } from '../figures/versions.js'
import type { Queue } from '../jobs/queue.js'
import { findAccountById } from '../people/accounts.js'
import type { Worker } from '../runs/worker.js'
import type { KeyFile } from '../secrets.js'
import { beginUpload, endUpload, type Upload } from './uploads.js'

/** What loading sent files needs. */
export interface LoaderMeans {
  readonly database: Database
  readonly key: KeyFile
  readonly units: Units
  readonly versions: Versions
  readonly worker: Worker
  readonly say: (line: string) => void
}

const mostProblems = 1000

/** Loads files as they are sent, and asks for a run that counts them. */
export async function loadUploads(queue: Queue, means: LoaderMeans): Promise<void> {
  await queue.work('upload', async (id) => {
    const desk = means.database.pool('desk')
    const upload = await beginUpload(desk, id)
    if (!upload) return
    let hasMarks = false
    try {
      hasMarks = await load(means, upload)
    } catch (error) {
      means.say(`upload ${id}: ${error instanceof Error ? error.stack : String(error)}`)
      const why = text('导入时出错，已记录，请告诉管理员；没有任何一行被导入。', 'Loading failed and was written to the log; tell the operator. No row was loaded.')
      await endUpload(desk, id, { state: 'failed', loadId: null, runId: null, outcome: { problems: [why] } })
    }
    // It holds identity numbers. Only a file that can be given back marked is kept, until it is swept.
    if (!hasMarks) await rm(upload.filePath, { force: true })
  })
}

/** Loads a file. Whether some of its cells can be marked. */
async function load({ database, key, units, versions, worker }: LoaderMeans, upload: Upload): Promise<boolean> {
  const desk = database.pool('desk')
  const account = await findAccountById(desk, upload.userId)
  const login = account?.login ?? 'unknown'
  // What they look after now: it may be less than when they sent the file.
  const within = account ? viewerOf(account, await units.get()).scope : { counties: [], units: [] }
  const source = fileSources.find((s) => s.id === upload.source)
  if (!source) throw new Error(`An upload names “${upload.source}”, which is no kind of file.`)
  const { file, entities } = await loadFile(database, { path: upload.filePath, name: upload.fileName }, {
    source, mode: upload.mode, within, asOf: new Date().toISOString(), pseudonymKey: key, requestedBy: login,
    // What is loaded beside demonstration data does not become real by it.
    isDemo: (await versions.current())?.isDemo ?? false,
  })
  const sum = (of: 'read' | 'changed' | 'same' | 'rejected' | 'duplicate'): number => entities.reduce((total, e) => total + e[of], 0)
  const outcome = {
    problems: [
      ...(file.note ? [file.note] : []),
      ...file.problems.slice(0, mostProblems).map(({ rowNo, column, value, sentence }) => ({ row: rowNo, column, value, sentence })),
    ],
    allProblems: file.problems.length, rows: sum('read'), changed: sum('changed'), same: sum('same'), rejected: sum('rejected'), duplicate: sum('duplicate'),
  }
  const state = file.state === 'refused' ? 'refused' : 'done'
  const runId = file.state === 'loaded' ? await desk.transaction((trx) => offerRun(trx, { job: 'upload', fireAt: new Date().toISOString(), requestedBy: login })) : undefined
  await endUpload(desk, upload.uploadId, { state, loadId: file.loadId ?? null, runId: runId ?? null, outcome })
  await desk.transaction((trx) => record(trx, {
    actor: login, action: 'file_loaded',
    detail: { uploadId: upload.uploadId, source: upload.source, state: file.state, loadId: file.loadId ?? null, sha256: upload.sha256, rows: outcome.rows, rejected: outcome.rejected },
  }))
  if (runId) worker.wake()
  return file.problems.length > 0
}
