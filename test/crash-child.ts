import { connect, type Connection } from '../db/src/database.js'
import { claimRun, performRun } from '../etl/src/index.js'
import { subjects } from '../metrics/src/index.js'

// Performs whatever runs are queued, for ever: the parent kills it.
const connection = JSON.parse(process.argv[2] ?? '') as Connection
const wanted = new Set((process.argv[3] ?? '').split(','))
const database = connect(connection)
process.stdout.write('ready\n')
for (;;) {
  const run = await claimRun(database.pool('etl'), `child ${process.pid}`)
  if (run) await performRun(database, run, { loads: [], subjects: subjects.filter((s) => wanted.has(s.id)) })
  else await new Promise((resolve) => setTimeout(resolve, 5))
}
