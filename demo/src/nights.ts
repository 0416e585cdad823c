import { between, random, spread } from './random.js'

/** A step of a played night: when it ran, in seconds from the night's begin, and what came of it. */
export interface PlayedStep {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly rowsIn: number
  readonly rowsOut: number
  readonly rowsRejected: number
  readonly tries: number
}

/** A played night. */
export interface PlayedNight {
  readonly fireAt: string
  readonly steps: readonly PlayedStep[]
  /** Seconds from the night's begin at which its figures were published. */
  readonly published: number
}

const minute = 60

/** What a source takes in an ordinary night, and how many of its rows change in one, in the order a run reads them. */
const readings = [
  { name: 'load industry-rosters', seconds: 24 * minute, rows: 4_300 },
  { name: 'load monthly-returns', seconds: 6 * minute, rows: 40 },
  { name: 'load service-menu', seconds: 41 * minute, rows: 7_900 },
  { name: 'load station-gates', seconds: 68 * minute, rows: 5_200 },
  { name: 'load member-register', seconds: 18 * minute, rows: 310 },
  { name: 'load issue-system', seconds: 33 * minute, rows: 2_600 },
  { name: 'load party-affairs', seconds: 12 * minute, rows: 150 },
] as const

/** The step of the late night, and how many times as long as in the median it took. */
const late = { step: 'load station-gates', times: 3.1, tries: 3, published: (4 * 60 + 42) * minute }

/**
 * Plays the nights of a ledger, the last one late: published 42 minutes after six, for reading the station gates took 3.1 times
 * its median and was tried three times. A function of the seed and of each night's time.
 */
export function playNights(seed: number, fireAts: readonly string[]): PlayedNight[] {
  const usual = fireAts.slice(0, -1).map((fireAt) => playNight(fireAt, (name) => around(seed, fireAt, name)))
  const last = fireAts.at(-1)
  if (last === undefined) return []
  const gates = median(usual.flatMap((n) => n.steps.filter((s) => s.name === late.step).map((s) => s.to - s.from)))
  return [...usual, playNight(last, (name) => (name === late.step ? Math.round(gates * late.times) : around(seed, last, name)), late)]
}

const secondsOf = (name: string): number => readings.find((r) => r.name === name)?.seconds ?? (name === 'publish' ? 46 * minute : 4 * minute)
const around = (seed: number, fireAt: string, name: string): number => Math.round(secondsOf(name) * spread(random(seed, 'night', fireAt, name), 0.16))

function median(of: readonly number[]): number {
  const sorted = of.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? secondsOf(late.step)
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Two sources are read at a time; then what changed is published, and a sample is counted again. */
function playNight(fireAt: string, seconds: (name: string) => number, lateBy?: typeof late): PlayedNight {
  const begun = between(random(fireAt, 'begin'), 2, 9)
  const lanes: [number, number] = [begun, begun]
  const steps: PlayedStep[] = readings.map(({ name, rows }) => {
    const lane = lanes[0] <= lanes[1] ? 0 : 1
    const from = lanes[lane]
    const to = (lanes[lane] = from + seconds(name))
    const r = random(fireAt, name, 'rows')
    const rowsIn = Math.round(rows * spread(r, 0.4))
    const rowsRejected = between(r, 0, rows > 1000 ? 3 : 0)
    return { name, from, to, rowsIn, rowsOut: rowsIn - rowsRejected, rowsRejected, tries: name === lateBy?.step ? lateBy.tries : 1 }
  })
  const read = Math.max(...lanes)
  const changed = steps.reduce((sum, s) => sum + s.rowsOut, 0)
  const cells = changed * 6 + between(random(fireAt, 'cells'), 0, 2000)
  const published = lateBy ? lateBy.published : read + seconds('publish')
  return {
    fireAt, published,
    steps: [
      ...steps,
      { name: 'publish', from: read, to: published, rowsIn: cells, rowsOut: cells, rowsRejected: 0, tries: 1 },
      { name: 'prove', from: published, to: published + seconds('prove'), rowsIn: 12, rowsOut: 12, rowsRejected: 0, tries: 1 },
    ],
  }
}
