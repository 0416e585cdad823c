import { scoped, scopedWrite, type Database } from '@mingshu/db'
import type { Unit } from '@mingshu/metrics'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'

/** A question about a figure, asked of the unit it is about. */
export interface UnitQuestion {
  readonly id: string
  readonly unit: string
  readonly metric: string
  readonly period: string
  readonly compare: 'prev' | 'yoy'
  readonly version: number
  readonly asks: string
  readonly askedBy: string
  readonly askedAt: string
  readonly answer: string | null
  readonly answeredBy: string | null
  readonly answeredAt: string | null
}

const columns = `q.question_id as id, u.code as unit, q.metric_code as metric, q.period, q.compare, q.version, q.asks, q.asked_by as "askedBy",
  to_json(q.asked_at)#>>'{}' as "askedAt", q.answer, q.answered_by as "answeredBy", to_json(q.answered_at)#>>'{}' as "answeredAt"`
const mostListed = 100

/** The questions about a figure in a unit and below, newest first. */
export async function questionsAbout(database: Database, viewer: Viewer, of: Unit, metric: string): Promise<readonly UnitQuestion[]> {
  const { rows } = await scoped(database.pool('desk'), viewer.scope, (trx) => trx.raw<{ rows: UnitQuestion[] }>(
    `select ${columns} from unit_question q join unit u on u.unit_id = q.unit_id
     where q.metric_code = :metric and q.unit_id in (select unit_id from unit_closure where ancestor_id = :unitId)
     order by q.asked_at desc limit :mostListed`, { metric, unitId: of.unitId, mostListed }))
  return rows
}

/** What waits for an answer in all units of a viewer, oldest first. */
export async function openQuestions(database: Database, viewer: Viewer): Promise<readonly UnitQuestion[]> {
  const { rows } = await scoped(database.pool('desk'), viewer.scope, (trx) => trx.raw<{ rows: UnitQuestion[] }>(
    `select ${columns} from unit_question q join unit u on u.unit_id = q.unit_id where q.answer is null order by q.asked_at limit :mostListed`, { mostListed }))
  return rows
}

/** What is asked. */
export type Asked = Pick<UnitQuestion, 'id' | 'metric' | 'period' | 'compare' | 'version' | 'asks'>

/** Keeps a question to a unit. */
export async function askUnit(database: Database, viewer: Viewer, unit: Unit, question: Asked): Promise<void> {
  await scopedWrite(database.pool('desk'), viewer.scope, async (trx) => {
    await trx.raw(
      `insert into unit_question (question_id, county_id, unit_id, metric_code, period, compare, version, asks, asked_by)
       values (:id, :countyId, :unitId, :metric, :period, :compare, :version, :asks, :askedBy)`,
      { ...question, countyId: unit.countyId, unitId: unit.unitId, askedBy: viewer.name })
    await record(trx, { actor: viewer.login, action: 'unit_asked', detail: { ...question, unit: unit.code } })
  })
}

/** Keeps the answer to a question; false when there is none that the viewer may see and that waits for one. */
export function answerQuestion(database: Database, viewer: Viewer, id: string, answer: string): Promise<boolean> {
  return scopedWrite(database.pool('desk'), viewer.scope, async (trx) => {
    const { rows } = await trx.raw<{ rows: unknown[] }>(
      `update unit_question set answer = :answer, answered_by = :answeredBy, answered_at = now() where question_id = :id and answer is null returning question_id`,
      { id, answer, answeredBy: viewer.name })
    if (rows.length > 0) await record(trx, { actor: viewer.login, action: 'question_answered', detail: { id, answer } })
    return rows.length > 0
  })
}
