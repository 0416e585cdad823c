/** The known word closest to a mistyped one; nothing when none is close. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const asked = word.toLowerCase()
  let best: string | undefined
  let least = Math.max(2, Math.floor(asked.length / 3)) + 1
  for (const candidate of known) {
    const distance = editDistance(asked, candidate.toLowerCase(), least)
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

// Letters to add, take away or change; `limit` or more means too far to matter.
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? limit
}
