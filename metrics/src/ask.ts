import { answerOf, type VersionRead } from './answer.js'
import { sqlOf, type Asked } from './ask-sql.js'
import { subjects as declared } from './catalogue.js'
import { planOf } from './plan.js'
import type { Answer, Narrowed } from './question.js'
import { smallSql, type SmallRow } from './small-sql.js'
import type { RunSql } from './sql.js'
import type { Subject } from './subject.js'

/**
 * Answers a question from the roll-up: the only reader of it. `run` runs SQL in the viewer's transaction.
 * Throws `QuestionRefused` where no exact answer exists.
 */
export async function ask(question: Narrowed, version: VersionRead, run: RunSql, subjects: readonly Subject[] = declared): Promise<Answer> {
  const plan = planOf(question, subjects)
  const rows = await run<Asked>(sqlOf(question, plan, subjects))
  const small = smallSql(question, plan, subjects)
  return answerOf(question, plan, rows, small ? await run<SmallRow>(small) : [], version, subjects)
}
