import { metricsOf, parsePeriod, subjects as catalogue, type Answer, type Language, type Metric, type Note, type Period, type Question, type Text } from '@mingshu/metrics'
import type { Ask, Context } from './context.js'

/** What the parts of a report ask through: one version for all, and a memory of what was asked. */
export interface Asking {
  readonly context: Context
  readonly period: Period
  readonly language: Language
  readonly ask: (question: Omit<Question, 'v' | 'period'> & { readonly period?: string }) => Promise<Answer>
  readonly say: (words: Text) => string
  /** Name of a unit, or its code when it has none here. */
  readonly nameOf: (code: string) => string
  /** Remembers that a table prints a metric, for the definitions sheet. */
  readonly use: (metric: Metric) => void
  /** Remembers what an answer wants said under the tables. */
  readonly note: (answer: Answer) => void
}

/** What was asked and learnt, once all parts are done. */
export interface Learnt {
  readonly answer: Answer
  readonly used: readonly Metric[]
  readonly notes: readonly Note[]
}

/** Opens an {@link Asking}; `learnt` tells what came of it. */
export function openAsking(ask: Ask, context: Context): { readonly asking: Asking; readonly learnt: () => Learnt } {
  const language = context.language ?? 'zh'
  const known = metricsOf(context.subjects ?? catalogue)
  const used = new Map<string, Metric>()
  const notes = new Map<string, Note>()
  const names = new Map([context.unit, ...context.children].map((u) => [u.code, u.name]))
  let first: Answer | undefined

  const use = (metric: Metric): void => {
    used.set(metric.code, metric)
    // The parts of a ratio are printed beside it, so they are defined too.
    if (metric.kind === 'ratio') for (const part of [metric.of, metric.to]) if (known.has(part.code)) used.set(part.code, part)
  }
  const asking: Asking = {
    context, language, use,
    period: parsePeriod(context.period),
    say: (words) => words[language],
    nameOf: (code) => names.get(code)?.[language] ?? code,
    note: (answer) => answer.notes.forEach((note) => notes.set(note.zh, note)),
    async ask(question) {
      const answer = await ask({ period: context.period, ...question, v: context.version })
      if (answer.dataVersion !== context.version) {
        throw new Error(`Asked for version ${context.version}, got ${answer.dataVersion}: a workbook holds one version.`)
      }
      first ??= answer
      return answer
    },
  }
  return {
    asking,
    learnt() {
      if (!first) throw new Error('The report asked nothing.')
      const order = [...known.keys()]
      return { answer: first, used: [...used.values()].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code)), notes: withoutRepeats([...notes.values()]) }
    },
  }
}

/** Leaves out what another note says as well, sentence by sentence. */
function withoutRepeats(notes: readonly Note[]): Note[] {
  const sentences = notes.map(({ zh }) => zh.split('。').filter(Boolean))
  return notes.filter((_note, i) => !sentences.some((other, j) => j !== i && sentences[i]?.every((s) => other.includes(s)) && (other.length > (sentences[i]?.length ?? 0) || j < i)))
}
