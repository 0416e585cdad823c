import { parseArgs } from 'node:util'
import { api } from './api.js'
import { ask } from './ask.js'
import { demo } from './demo.js'
import { distinct } from './distinct.js'
import { exports } from './export.js'
import { fold } from './fold.js'
import { histories } from './histories.js'
import { load } from './load.js'
import type { Measurement } from './measurement.js'
import { page } from './page.js'
import { province } from './province.js'
import { openReport } from './row.js'
import { screen } from './screen.js'
import { wall } from './wall.js'
import { web } from './web.js'

/** What can be measured, with the sizes it is measured at unless others are asked for. */
const measurements: Readonly<Record<string, { readonly run: Measurement; readonly sizes: string }>> = {
  load: { run: load, sizes: '1M,5M' },
  fold: { run: fold, sizes: '1M,5M' },
  distinct: { run: distinct, sizes: '200k,1M' },
  ask: { run: ask, sizes: '1M' },
  export: { run: exports, sizes: '1M' },
  api: { run: api, sizes: '1' },
  web: { run: web, sizes: '1' },
  page: { run: page, sizes: '5' }, // openings
  histories: { run: histories, sizes: '2000' },
  demo: { run: demo, sizes: '1' },
  screen: { run: screen, sizes: '10' }, // minutes
  wall: { run: wall, sizes: '720' }, // minutes
  province: { run: province, sizes: '27k' }, // villages
}

const usage = `npm run bench -- <${Object.keys(measurements).join('|')}> [--rows 1M,5M | --minutes 10] [--seed 1] [--statements <seconds>]
Prints one JSON object per figure. --statements also says, on stderr, each SQL statement that takes at least so long.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string' }, minutes: { type: 'string' }, seed: { type: 'string', default: '1' }, statements: { type: 'string' }, help: { type: 'boolean' } },
})
const [name = ''] = positionals
const measurement = measurements[name]
if (!measurement || positionals.length > 1 || values.help) {
  process.stderr.write(`${usage}\n`)
  process.exit(values.help ? 0 : 2)
}

const seed = wholeNumber('--seed', values.seed)
await measurement.run({
  report: openReport(seed, (row) => process.stdout.write(`${JSON.stringify(row)}\n`)),
  sizes: (values.minutes ?? values.rows ?? measurement.sizes).split(',').map((size) => wholeNumber('--rows', size.replace(/k$/i, '000').replace(/m$/i, '000000'))),
  seed,
  ...(values.statements !== undefined && { statements: Number(values.statements) }),
  say: (line) => process.stderr.write(`${line}\n`),
})

function wholeNumber(option: string, given: string): number {
  if (/^\d{1,9}$/.test(given)) return Number(given)
  process.stderr.write(`${option} takes a whole number such as 100k or 1M, not “${given}”.\n`)
  process.exit(2)
}
