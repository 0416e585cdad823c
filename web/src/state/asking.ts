import type { Answer, Question } from '@mingshu/metrics'
import { type Problem, problemOf } from '../api.js'
import { learnAsOf } from './as-of.js'

/** What a panel gets: an answer, or why there is none. */
export type Reply = { readonly answer: Answer } | { readonly problem: Problem }

/** Sends several questions as one request at one version. */
export type Send = (questions: readonly Question[], v: number) => Promise<readonly (Answer | Problem)[]>

/** The desk all panels of a page ask at. */
export interface Asking {
  ask(question: Question, v: number): Promise<Reply>
  /** Puts an answer by that came with the page. */
  know(answer: Answer): void
  /** Forgets what was not answered, so that it is asked again. */
  forget(question: Question, v: number): void
  /** Forgets everything: the next viewer may see less. */
  forgetAll(): void
}

const isAnswer = (reply: Answer | Problem): reply is Answer => 'dataVersion' in reply

function keyOf({ metrics, unit, period, by, compare, tree }: Question, v: number): string {
  return JSON.stringify([v, [...metrics].sort(), unit, period, by ?? '', [...(compare ?? [])].sort(), tree ?? ''])
}

/** A version never changes, so its answers are kept; this many, the oldest leave first. */
const kept = 300

/**
 * Gathers what panels ask in the same turn and sends it as one request per version, so that a page never mixes versions
 * and its tiles cost one round trip. Equal questions are asked once.
 */
export function createAsking(send: Send): Asking {
  const replies = new Map<string, Promise<Reply>>()
  let waiting: { readonly question: Question; readonly v: number; readonly reply: (reply: Reply) => void }[] = []

  const remember = (key: string, reply: Promise<Reply>): Promise<Reply> => {
    replies.set(key, reply)
    const oldest = replies.size > kept ? replies.keys().next().value : undefined
    if (oldest !== undefined) replies.delete(oldest)
    return reply
  }

  async function flush(): Promise<void> {
    const batch = waiting
    waiting = []
    for (const v of new Set(batch.map((b) => b.v))) {
      const asked = batch.filter((b) => b.v === v)
      try {
        const answers = await send(asked.map((a) => a.question), v)
        asked.forEach(({ question, reply }, i) => {
          const answer = answers[i] ?? { status: 0, title: 'unanswered', detail: 'The server left a question unanswered.' }
          if (isAnswer(answer)) learnAsOf(answer)
          else replies.delete(keyOf(question, v))
          reply(isAnswer(answer) ? { answer } : { problem: answer })
        })
      } catch (error) {
        for (const { question, reply } of asked) {
          replies.delete(keyOf(question, v))
          reply({ problem: problemOf(error) })
        }
      }
    }
  }

  return {
    ask(question, v) {
      const key = keyOf(question, v)
      const known = replies.get(key)
      if (known) return known
      return remember(key, new Promise((reply) => {
        waiting.push({ question, v, reply })
        // After the current turn, in which the other panels of the page ask too.
        if (waiting.length === 1) queueMicrotask(() => void flush())
      }))
    },
    know(answer) {
      learnAsOf(answer)
      void remember(keyOf(answer.question, answer.dataVersion), Promise.resolve({ answer }))
    },
    forget(question, v) {
      replies.delete(keyOf(question, v))
    },
    forgetAll: () => replies.clear(),
  }
}
