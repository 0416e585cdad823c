// How much the clock of this machine is ahead of the server's, in milliseconds.
let ahead = 0

/** Sets the clock by an instant the server told just now. */
export function setClock(told: string): void {
  const at = Date.parse(told)
  if (!Number.isNaN(at)) ahead = Date.now() - at
}

/** What time it is by the server's clock: minutes late are counted by one clock, whatever that of the reader says. */
export const serverNow = (): Date => new Date(Date.now() - ahead)
