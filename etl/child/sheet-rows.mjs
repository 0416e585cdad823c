// Reads spreadsheets and CSV in a process of its own: a hostile file may exhaust this heap or this time, and the parent lives on.
// In: one path a line on stdin. Out: lines of JSON on stdout: {"sheet": name}, {"rows": [[rowNo, [cells]]]}, then {"end": true} or
// {"refused": code, "line": number of the line, if it is one}.
// Plain JavaScript, because it is started by its path, from sources and from a build alike.
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'

const mostRows = 200_000
// What the parent has to hold. One long text may stand in every cell of a small file.
const mostChars = 64 * 1024 * 1024
const batch = 256 * 1024

const say = async (line) => {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}

/** Sends the rows of one file. `row` answers false when they are more than a roster has. */
function openRows() {
  let count = 0
  let chars = 0
  let rows = []
  let waiting = 0
  const flush = async () => {
    if (rows.length > 0) await say(`{"rows":[${rows.join(',')}]}`)
    rows = []
    waiting = 0
  }
  return {
    async sheet(name) {
      await flush()
      await say(JSON.stringify({ sheet: name }))
    },
    async row(no, cells) {
      const row = JSON.stringify([no, cells])
      count += 1
      chars += row.length
      if (count > mostRows || chars > mostChars) return false
      rows.push(row)
      waiting += row.length
      if (waiting > batch) await flush()
      return true
    },
    flush,
  }
}

async function isZip(path) {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return buffer.toString('latin1') === 'PK'
  } finally {
    await file.close()
  }
}

for await (const path of createInterface({ input: process.stdin })) {
  try {
    const rows = openRows()
    // Only what a file needs is loaded: the library of spreadsheets takes longer than most files.
    const { read } = await ((await isZip(path)) ? import('./book-rows.mjs') : import('./csv-rows.mjs'))
    const refused = await read(path, rows)
    if (!refused) await rows.flush()
    await say(JSON.stringify(refused ?? { end: true }))
  } catch {
    await say('{"refused":"broken"}')
  }
}
