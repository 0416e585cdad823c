import type { Took } from './clock.js'

/** One figure of a measurement: printed as one line of JSON. */
export interface Row {
  /** What was measured, the measurement's name first: `fold: change of 1,000, last month`. */
  readonly name: string
  /** Fact rows, rows written, or what else the measurement counts by, such as villages. */
  readonly size: number
  readonly value: number
  readonly unit: string
  /** Seconds of processor time behind the value, in this process and in PostgreSQL; they survive a busy machine. */
  readonly cpu?: number
  /** Name of the row of the same run that this one is compared with. */
  readonly floor?: string
  /** `value` divided by the floor's. */
  readonly ratio?: number
  /** What the ratio should be, such as `>= 1.2`. */
  readonly target?: string
  readonly met?: boolean
  readonly seed: number
}

/** A row before it is compared; one that was timed takes its value and processor time from there. */
export type Figure = Omit<Row, 'ratio' | 'met' | 'seed' | 'value' | 'cpu'> & ({ readonly value: number; readonly cpu?: number } | { readonly took: Took })

/** Collects the rows of one run and says each as soon as it is known. */
export interface Report {
  /** Adds a row, compared with a row that was added before. */
  add(figure: Figure): void
  readonly rows: readonly Row[]
}

/** A report that says each row through `say`. */
export function openReport(seed: number, say: (row: Row) => void): Report {
  const rows: Row[] = []
  return {
    rows,
    add({ floor, target, ...figure }) {
      const row = 'took' in figure ? { ...figure, value: figure.took.seconds, cpu: figure.took.cpu } : figure
      const under = rows.find((r) => r.name === floor && r.size === row.size) ?? rows.find((r) => r.name === floor)
      if (floor !== undefined && !under) throw new Error(`“${row.name}” is compared with “${floor}”, which was not measured before it.`)
      const ratio = under && rounded(row.value / under.value)
      const met = ratio === undefined || target === undefined ? undefined : holds(ratio, target)
      const whole: Row = {
        name: row.name, size: row.size, value: rounded(row.value), unit: row.unit, ...(row.cpu !== undefined && { cpu: rounded(row.cpu) }),
        ...(floor !== undefined && { floor }), ...(ratio !== undefined && { ratio }), ...(target !== undefined && { target }), ...(met !== undefined && { met }), seed,
      }
      rows.push(whole)
      say(whole)
    },
  }
}

/** Four significant digits: more would claim a precision that no run has. */
const rounded = (value: number): number => Number(value.toPrecision(4))

function holds(ratio: number, target: string): boolean {
  const [, sign, bound] = /^([<>])= ([\d.]+)$/.exec(target) ?? []
  if (sign === undefined) throw new Error(`A target looks like “>= 1.2”, not “${target}”.`)
  return sign === '>' ? ratio >= Number(bound) : ratio <= Number(bound)
}
