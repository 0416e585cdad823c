import type { Answer, Question } from '@mingshu/metrics'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../api.js'
import { createAsking } from './asking.js'

const question = (metric: string, more: Partial<Question> = {}): Question => ({ metrics: [metric], unit: '440700', period: '2025-10', ...more })
const answerTo = (q: Question, v: number): Answer => ({
  dataVersion: v, dataAsOf: '', businessOn: '', demo: true, question: q, metrics: [], total: { unit: q.unit, period: q.period, cells: {} }, rows: [], notes: [],
})

function desk(reply: (q: Question, v: number) => Answer | Problem = answerTo) {
  const sent: { v: number; metrics: string[] }[] = []
  const asking = createAsking((questions, v) => {
    sent.push({ v, metrics: questions.map((q) => q.metrics.join()) })
    return Promise.resolve(questions.map((q) => reply(q, v)))
  })
  return { sent, asking }
}

describe('the desk panels ask at', () => {
  it('sends what is asked in one turn as one request', async () => {
    const { sent, asking } = desk()
    await Promise.all([asking.ask(question('a'), 7), asking.ask(question('b'), 7), asking.ask(question('a'), 7)])
    expect(sent).toEqual([{ v: 7, metrics: ['a', 'b'] }])
  })

  it('never mixes versions in a request', async () => {
    const { sent, asking } = desk()
    const replies = await Promise.all([asking.ask(question('a'), 7), asking.ask(question('a'), 8)])
    expect(sent.map((s) => s.v)).toEqual([7, 8])
    expect(replies.map((r) => 'answer' in r && r.answer.dataVersion)).toEqual([7, 8])
  })

  it('asks once for what it knows, also when the answer came with the page', async () => {
    const { sent, asking } = desk()
    asking.know(answerTo(question('a', { by: 'unit', compare: ['yoy', 'ytd'] }), 7))
    await asking.ask(question('a', { compare: ['ytd', 'yoy'], by: 'unit' }), 7)
    await asking.ask(question('b'), 7)
    await asking.ask(question('b'), 7)
    expect(sent).toEqual([{ v: 7, metrics: ['b'] }])
  })

  it('refuses one question without failing the others, and asks it again next time', async () => {
    const { sent, asking } = desk((q, v) => (q.metrics[0] === 'bad' ? { status: 422, title: 'no', detail: '不能按日去重。' } : answerTo(q, v)))
    const [good, bad] = await Promise.all([asking.ask(question('good'), 7), asking.ask(question('bad'), 7)])
    expect(good && 'answer' in good).toBe(true)
    expect(bad && 'problem' in bad && bad.problem.detail).toBe('不能按日去重。')
    await Promise.all([asking.ask(question('good'), 7), asking.ask(question('bad'), 7)])
    expect(sent.at(-1)).toEqual({ v: 7, metrics: ['bad'] })
  })

  it('gives every panel the reason when the request itself fails', async () => {
    const asking = createAsking(() => Promise.reject(new Error('fetch failed')))
    const replies = await Promise.all([asking.ask(question('a'), 7), asking.ask(question('b'), 7)])
    expect(replies.map((r) => 'problem' in r && r.problem.status)).toEqual([0, 0])
  })
})
