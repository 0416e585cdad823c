// The first character of each initial in the order of pinyin: every character sorts at or behind the one of its own initial.
const starts = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他屲夕丫帀'
const letters = 'abcdefghjklmnopqrstwxyz'
const collator = new Intl.Collator('zh-CN-u-co-pinyin')
const known = new Map<string, string>()

/** The initial of one character: of its most usual reading, as the collation of the browser knows it. */
function initialOf(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return character.toLowerCase()
  const found = known.get(character)
  if (found !== undefined) return found
  let at = 0
  for (const [i, start] of [...starts].entries()) if (collator.compare(start, character) <= 0) at = i
  const letter = letters[at] ?? ''
  known.set(character, letter)
  return letter
}

/** The pinyin initials of a name: 蓬江区 is pjq. */
export const initialsOf = (name: string): string => [...name].map(initialOf).join('')
