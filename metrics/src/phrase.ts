import { dimension } from './dimension.js'
import { text, type Text } from './text.js'

const words = { exact: text('无', 'none'), about: text('约', 'about'), over: text('多', 'over'), odd: text('余', 'over') }

/** Which word stands with a printed number: `over` and `odd` say that the number was cut to its step, `about` that it was rounded to it. */
export type Qualifier = keyof typeof words
export const qualifier = dimension(text('修饰词', 'Qualifier'), words)

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** A figure as it was printed: `2800多`, `40余`, `约20`, `45`. */
export function phraseOf(printed: string, word: Qualifier): Text {
  const { zh, en } = words[word]
  if (word === 'exact') return text(printed, grouped(printed))
  return text(word === 'about' ? `${zh}${printed}` : `${printed}${zh}`, `${en} ${grouped(printed)}`)
}

/** SQL condition: the value may be printed so. A number that was cut is below the value by less than its step; one that was rounded is near it by half a step. */
export const mayBePrinted = (value: string, h: string): string => `case ${h}.qualifier
    when 'exact' then ${value} = ${h}.printed
    when 'about' then 2 * abs(${value} - ${h}.printed) <= ${h}.step
    else ${value} > ${h}.printed and ${value} < ${h}.printed + ${h}.step end`
