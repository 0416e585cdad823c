import { createHmac } from 'node:crypto'
import { text, type Text } from '@mingshu/metrics'
import type { Cell } from './source.js'

declare const pseudonym: unique symbol

/** A person: id of the key, a colon, and 32 hexadecimal digits. The same person has the same pseudonym in every source. */
export type Pseudonym = string & { readonly [pseudonym]: true }

/** The secret that makes pseudonyms. Kept outside the database: without it a pseudonym cannot be tried against numbers. */
export interface PseudonymKey {
  /** Names the key; stands in front of each pseudonym it made. */
  readonly kid: string
  /** At least 32 random bytes. */
  readonly secret: Uint8Array
}

/** Makes a person's pseudonym of an identity number, or says why it cannot. */
export type Pseudonymise = (cell: Cell) => Pseudonym | { readonly refused: Text }

/** The only code that sees identity numbers. They end here. */
export function pseudonymiser({ kid, secret }: PseudonymKey): Pseudonymise {
  if (!/^[a-z0-9]{1,16}$/.test(kid)) throw new Error(`“${kid}” is no name for a pseudonym key: use 1 to 16 small letters and digits.`)
  if (secret.byteLength < 32) throw new Error(`The pseudonym key “${kid}” has ${secret.byteLength} bytes: make it at least 32.`)
  return (cell) => {
    if (typeof cell === 'number') return { refused: lostDigits }
    const number = normalise(cell ?? '')
    if (!/^\d{17}[\dX]$/.test(number)) return { refused: wrongLength }
    if (number[17] !== checkDigit(number)) return { refused: wrongCheck }
    // Half of SHA-256 tells ten million people apart with a chance of error of 10⁻²⁵, and halves what every table stores.
    return `${kid}:${createHmac('sha256', secret).update(number).digest('hex').slice(0, 32)}` as Pseudonym
  }
}

const lostDigits = text(
  '是数值格式，后几位已丢失。请把该列设为文本格式，重新填写 18 位证件号',
  'is a number cell, which has lost its last digits. Format the column as text and enter all 18 characters again',
)
const wrongLength = text('不是 18 位证件号。请核对后补全', 'is not an identity number of 18 characters. Check it against the card and complete it')
const wrongCheck = text('校验位不对，有一位写错了。请对照证件更正', 'has a wrong check digit, so one of its characters is wrong. Correct it from the card')

// Full-width characters, spaces, a small x, and the 15 digits of old cards.
function normalise(cell: string): string {
  const number = cell.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff'’]/g, '').toUpperCase()
  if (!/^\d{15}$/.test(number)) return number
  const longer = `${number.slice(0, 6)}19${number.slice(6)}`
  return longer + checkDigit(longer)
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

// GB 11643, ISO 7064 mod 11-2.
function checkDigit(number: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * (number.charCodeAt(i) - 48), 0)
  return '10X98765432'.charAt(sum % 11)
}

/** A personal value as it may be shown: the ends of a long number, the first letter of anything else. */
export function mask(value: string): string {
  if (value.length >= 15) return `${value.slice(0, 6)}${'*'.repeat(value.length - 10)}${value.slice(-4)}`
  return value.slice(0, 1) + '*'.repeat(Math.max(value.length - 1, 0))
}

// Eighteen or fifteen characters, in one piece or in the three that people read them in.
const looksLikeNumber = /(?<![0-9０-９])(?:[0-9０-９]{6}[\s-]?[0-9０-９]{8}[\s-]?[0-9０-９]{3}|[0-9０-９]{14,17})[0-9０-９XxＸｘ](?![0-9０-９])/g

/** Text with everything that may be an identity number masked: clerks paste numbers into titles and into wrong columns. */
export const withoutNumbers = (value: string): string => value.replace(looksLikeNumber, (number) => mask(number))
