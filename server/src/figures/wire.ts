import type { Answer, Row } from '@mingshu/metrics'
import { z } from 'zod'
import { TextSchema } from '../http/texts.js'

const Value = z.string().nullable()

/** A value with its status and what it is compared with. */
export const CellSchema = z.object({
  value: Value.meta({ description: 'Decimal string; a share or rate is a fraction of one.' }),
  status: z.enum(['ok', 'not_reported', 'not_applicable', 'suppressed', 'partial']),
  reach: z.object({ reported: z.int(), due: z.int(), missing: z.array(TextSchema) }).optional().meta({ description: 'Of a partial total: counties that reported, of those that were to, and who did not.' }),
  of: Value.optional(), to: Value.optional(),
  prev_value: Value.optional(), prev: Value.optional().meta({ description: 'Change against the period before: a rate, for ratios a difference.' }),
  yoy_value: Value.optional(), yoy: Value.optional(), ytd: Value.optional(), ytd_yoy_value: Value.optional(), ytd_yoy: Value.optional(),
  phrase: TextSchema.optional().meta({ description: 'How the figure was printed in public: 2800多.' }),
  target: Value.optional(), completion: Value.optional(), share: Value.optional(), rank: z.int().nullable().optional(), contribution: Value.optional(),
}).meta({ id: 'Cell' })

/** A question on the wire. */
export const QuestionSchema = z.strictObject({
  metrics: z.union([z.string().max(4000), z.array(z.string().max(80)).max(60)]).meta({ description: 'Codes of metrics: a list, or with commas.' }),
  unit: z.string().max(20).meta({ description: 'Code of a unit.' }),
  period: z.string().max(40).meta({ description: '2024, 2024Q3, 2024-10, 2024-10-31, or a..b.' }),
  by: z.string().max(40).optional().meta({ description: 'unit, day, month, quarter, year, or a dimension of the metrics.' }),
  compare: z.union([z.string().max(40), z.array(z.string().max(10)).max(4)]).optional().meta({ description: 'prev, yoy, ytd, target.' }),
  tree: z.enum(['then', 'now']).optional().meta({ description: 'Units as they stood then (default), or as they stand now.' }),
}).meta({ id: 'Question' })

const RowSchema = z.object({ unit: z.string(), period: z.string(), member: z.string().optional() }).catchall(CellSchema).meta({ id: 'Row', description: 'Its cells stand under the codes of the metrics.' })

/** An answer on the wire. */
export const AnswerSchema = z.object({
  dataVersion: z.int(), dataAsOf: z.string(), businessOn: z.string(), demo: z.boolean(), question: z.unknown(),
  metrics: z.array(z.object({ code: z.string(), name: z.string(), unit: z.string(), decimals: z.int(), good: z.string(), definition: z.int() })),
  total: RowSchema.meta({ description: 'The unit itself over the whole period.' }),
  rows: z.array(RowSchema).meta({ description: 'One per unit, period or member; without by the total alone.' }),
  notes: z.array(TextSchema.extend({ code: z.string() })),
}).meta({ id: 'Answer' })

const flat = ({ cells, ...row }: Row): object => ({ ...row, ...cells })

/** An answer as it travels: cells beside the keys of their row. */
export const wireOf = (answer: Answer): object => ({
  ...answer, total: flat(answer.total), rows: answer.question.by === undefined ? [flat(answer.total)] : answer.rows.map(flat),
})
