import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'

/**
 * Plays `<name>.play.ts` under vitest, where tests' servers and browsers are at hand, with what it injects by that name. Answers what its test
 * left in `meta.played`. Rejects when it did not come to its end.
 */
export async function play<T>(name: string, given: object): Promise<T> {
  const file = `bench/${name}.play.ts`
  const vitest = await startVitest('test', [file], { root: fileURLToPath(new URL('../../', import.meta.url)), watch: false, include: [file], provide: { [name]: given } })
  const [task] = vitest.state.getFiles().flatMap((f) => f.tasks)
  const { played } = (task?.meta ?? {}) as { played?: T }
  await vitest.close()
  if (played === undefined) throw new Error(`${file} did not come to its end; why is said above.`)
  return played
}
