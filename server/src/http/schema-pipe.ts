import type { ArgumentMetadata, PipeTransform } from '@nestjs/common'
import { text } from '@mingshu/metrics'
import { z } from 'zod'
import { refuse } from './problem.js'
import { sentenceOf } from './sentence.js'

/** Checks each argument against the schema its decorator names; a request that does not fit is refused with a sentence. */
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, { schema, type, data }: ArgumentMetadata): unknown {
    if (type === 'custom') return value
    if (!(schema instanceof z.ZodType)) throw new Error(`A ${type} argument of a route has no schema.`)
    const given = type === 'query' ? once(value) : value
    if (isDeeperThan(deepest, given)) throw refuse(400, 'bad_parameter', text('请求内容的层次太深。', 'The body is nested too deeply.'))
    if (hasBrokenText(given)) throw refuse(400, 'bad_parameter', text('内容里有空字符或残缺的文字编码，请去掉。', 'There is a NUL character or half of a character in it. Remove it.'))
    const read = schema.safeParse(given, { reportInput: true })
    if (read.success) return read.data
    throw refuse(400, read.error.issues.some((i) => i.code === 'unrecognized_keys') ? 'unknown_parameter' : 'bad_parameter', sentenceOf(read.error.issues, type, data))
  }
}

// No route reads more than five levels. What is as deep as a stack is high would break whoever walks it.
const deepest = 20

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner))
}

// What no database stores and no person types.
function hasBrokenText(value: unknown): boolean {
  if (typeof value === 'string') return /[\0\p{Surrogate}]/u.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, inner]) => hasBrokenText(name) || hasBrokenText(inner))
}

// `?unit=440703&unit=440785` could be read either way by whoever looks at it next; so it is not read at all.
function once(query: unknown): unknown {
  const repeated = Object.entries(query ?? {}).find(([, v]) => Array.isArray(v))?.[0]
  if (repeated !== undefined) {
    const name = repeated.slice(0, 40)
    throw refuse(400, 'bad_parameter', text(`参数“${name}”出现了多次，只能写一次。`, `The parameter “${name}” is given more than once.`))
  }
  return { ...(query as object) }
}

/** The query of a route: its parameters, the language of its texts, and nothing else. */
export const query = <S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S & { lang: z.ZodOptional<z.ZodEnum<{ zh: 'zh'; en: 'en' }>> }, z.core.$strict> =>
  z.strictObject({ ...shape, lang: z.enum(['zh', 'en']).optional().meta({ description: 'Language of messages. Default: Accept-Language, else zh.' }) })
