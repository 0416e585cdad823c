import type { Text } from './text.js'

/** Why a question is refused: what programs may test for. */
export type RefusalCode =
  | 'bad_question'
  | 'bad_period'
  | 'unknown_metric'
  | 'unknown_comparison'
  | 'unknown_split'
  | 'not_by_this'
  | 'not_exact'
  | 'too_many_rows'
  | 'persons'

/** Thrown where a question cannot be answered exactly, with the reason in a sentence. */
export class QuestionRefused extends Error {
  constructor(readonly code: RefusalCode, readonly text: Text) {
    super(text.en)
    this.name = 'QuestionRefused'
  }
}
