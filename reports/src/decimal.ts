/** A decimal string cut into an integer and the number of its decimals. */
interface Parts {
  readonly units: bigint
  readonly places: number
}

/** Adds decimal strings exactly; nothing at all is 0. */
export function add(...terms: readonly string[]): string {
  const parts = terms.map(parse)
  const places = Math.max(0, ...parts.map((p) => p.places))
  return print(parts.reduce((sum, p) => sum + p.units * 10n ** BigInt(places - p.places), 0n), places)
}

/** Subtracts decimal strings exactly. */
export const subtract = (from: string, value: string): string => add(from, negate(value))

/** Moves the decimal point to the right: a share of one becomes per cent with 2. */
export function shift(value: string, by: number): string {
  const { units, places } = parse(value)
  return places >= by ? print(units, places - by) : print(units * 10n ** BigInt(by - places), 0)
}

/** Whether two decimal strings are the same number, however they are written. */
export const isSame = (a: string, b: string): boolean => parse(subtract(a, b)).units === 0n

/** Which of two is larger: positive when `a` is, for sorting upwards. */
export function compare(a: string, b: string): number {
  const { units } = parse(subtract(a, b))
  return units > 0n ? 1 : units < 0n ? -1 : 0
}

/** Whether a number that is not zero would print as zero with so many decimals, rounded half up. */
export function vanishes(value: string, decimals: number): boolean {
  const { units, places } = parse(value)
  const size = units < 0n ? -units : units
  return size !== 0n && size * 2n * 10n ** BigInt(decimals) < 10n ** BigInt(places)
}

/** The number without its sign. */
export const absolute = (value: string): string => (value.startsWith('-') ? value.slice(1) : value)

const negate = (value: string): string => (value.startsWith('-') ? value.slice(1) : `-${value}`)

function parse(value: string): Parts {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value)
  if (!match) throw new Error(`“${value}” is not a decimal number.`)
  const [, sign, whole = '0', fraction = ''] = match
  return { units: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), places: fraction.length }
}

function print(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}
