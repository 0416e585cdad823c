/**
 * Decimal strings, as PostgreSQL prints numeric, without passing through binary floats:
 * a figure on the page has the digits of the figure in the database.
 */
interface Parts {
  readonly negative: boolean
  readonly digits: bigint
  readonly scale: number
}

function parts(value: string): Parts {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(value.trim())
  if (!match) throw new Error(`“${value}” is not a decimal.`)
  const [, sign, whole = '', fraction = ''] = match
  const digits = BigInt(whole + fraction)
  return { negative: sign === '-' && digits !== 0n, digits, scale: fraction.length }
}

function print(digits: bigint, scale: number): string {
  const negative = digits < 0n
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  return (negative ? '-' : '') + whole + (scale > 0 ? `.${text.slice(-scale)}` : '')
}

const signed = ({ negative, digits }: Parts): bigint => (negative ? -digits : digits)
const raised = (p: Parts, scale: number): bigint => signed(p) * 10n ** BigInt(scale - p.scale)

/** Moves the decimal point `places` to the right; to the left when negative. */
export function shifted(value: string, places: number): string {
  const p = parts(value)
  const scale = p.scale - places
  return scale >= 0 ? print(signed(p), scale) : print(signed(p) * 10n ** BigInt(-scale), 0)
}

/** Rounds half away from zero (四舍五入) to a fixed number of decimals. */
export function rounded(value: string, decimals: number): string {
  const p = parts(value)
  if (p.scale <= decimals) return print(raised(p, decimals), decimals)
  const unit = 10n ** BigInt(p.scale - decimals)
  const up = (p.digits % unit) * 2n >= unit ? 1n : 0n
  const digits = p.digits / unit + up
  return print(p.negative ? -digits : digits, decimals)
}

/** The exact difference `a − b`. */
export function minus(a: string, b: string): string {
  const x = parts(a)
  const y = parts(b)
  const scale = Math.max(x.scale, y.scale)
  return print(raised(x, scale) - raised(y, scale), scale)
}

/** The exact sum. */
export function plus(a: string, b: string): string {
  return minus(a, negated(b))
}

/** The value with its sign turned round. */
export function negated(value: string): string {
  const p = parts(value)
  return print(-signed(p), p.scale)
}

/** The value without its sign. */
export const magnitude = (value: string): string => value.trim().replace(/^-/, '')

/** −1, 0 or 1. */
export function signOf(value: string): -1 | 0 | 1 {
  const p = parts(value)
  return p.digits === 0n ? 0 : p.negative ? -1 : 1
}

/** Order of two decimals, for sorting. */
export const compare = (a: string, b: string): -1 | 0 | 1 => signOf(minus(a, b))
