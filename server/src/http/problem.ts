import { HttpException } from '@nestjs/common'
import { QuestionRefused, text, type Language, type Text } from '@mingshu/metrics'

/** Why a request was refused, as RFC 9457 wants it; `detail` is a sentence for people. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  /** The sentence in English, whatever the language asked for. */
  readonly detail_en: string
  /** What programs may test for. */
  readonly code: string
  /** Leads to the line of the log. */
  readonly request_id?: string
}

/** What a refusal is made of, before it is put into a language. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly detail: Text
  /** Seconds after which it is worth trying again. */
  readonly retryAfter?: number
}

/** A refusal to throw. */
export function refuse(status: number, code: string, detail: Text, retryAfter?: number): HttpException {
  const refusal: Refusal = { status, code, detail, ...(retryAfter === undefined ? {} : { retryAfter }) }
  return new HttpException({ refusal }, status)
}

const titles: Readonly<Record<number, Text>> = {
  400: text('请求有误', 'The request is not right'),
  401: text('请先登录', 'Please sign in'),
  403: text('无权查看或操作', 'Not permitted'),
  404: text('没有找到', 'Not found'),
  405: text('不支持这种操作', 'Not supported'),
  409: text('与已有的请求冲突', 'Conflicts with an earlier request'),
  413: text('内容太大', 'Too large'),
  414: text('地址太长', 'The address is too long'),
  415: text('不支持的内容类型', 'Unsupported type of content'),
  422: text('无法处理', 'Cannot be processed'),
  429: text('请求太频繁', 'Too many requests'),
  500: text('服务器内部错误', 'Something broke in the server'),
  503: text('暂时不能服务', 'Not available right now'),
}

// Refusals of Nest and Fastify, whose own words are for programmers.
const details: Readonly<Record<number, Text>> = {
  400: text('请求的地址或内容格式不对，请检查后重试。', 'The address or the body is malformed. Check it and try again.'),
  404: text('没有这个地址，请从首页重新进入。', 'There is nothing at this address. Start again from the first page.'),
  413: text('上传的内容超过上限，请分成较小的文件。', 'The body is larger than allowed. Split it into smaller files.'),
  414: text('地址或其中一段太长。', 'The address, or a part of it, is too long.'),
  415: text('请求内容只接受 application/json；上传文件请用 PUT，并标明文件类型。', 'Bodies must be application/json; files are sent with PUT and their own type.'),
  503: text('数据库正在启动或正在停止，请稍候再试。', 'The database is starting or stopping. Try again in a moment.'),
}

const internal: Refusal = {
  status: 500, code: 'internal',
  detail: text('服务器内部出错，已记录。请把编号告诉管理员。', 'Something broke in the server and was written to its log. Tell the operator the request id.'),
}

/** The refusal behind anything that was thrown; bugs become `internal` and tell nothing. */
export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof HttpException) {
    const response = thrown.getResponse()
    if (typeof response === 'object' && 'refusal' in response) return (response as { refusal: Refusal }).refusal
    return plain(thrown.getStatus())
  }
  if (thrown instanceof QuestionRefused) return { status: thrown.code === 'persons' ? 403 : 400, code: thrown.code, detail: thrown.text }
  const { statusCode, code } = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as { statusCode?: unknown; code?: unknown }
  // Fastify's own refusals: a body that is too large, no JSON, of another type than it says, …
  if (typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return plain(statusCode)
  if (typeof code === 'string' && isAway(code)) return { ...plain(503), retryAfter: 2 }
  if (code === '57014') {
    return {
      status: 503, code: 'too_slow',
      detail: text('这个问题计算时间超过上限，请缩小时间或范围后再问。', 'This question takes longer than allowed. Ask for a shorter period or a smaller area.'),
    }
  }
  return internal
}

const plain = (status: number): Refusal => {
  const known = details[status]
  return known ? { status, code: codes[status] ?? 'refused', detail: known } : status < 500 ? { status, code: 'refused', detail: titles[status] ?? text('请求被拒绝。', 'The request was refused.') } : internal
}

const codes: Readonly<Record<number, string>> = { 400: 'malformed', 404: 'not_found', 413: 'too_large', 414: 'too_long', 415: 'unsupported_type', 503: 'unavailable' }

// The database cannot be reached, is shutting down, or took the connection away.
const isAway = (code: string): boolean => /^(ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|08\w{3}|53300)$/.test(code)

/** Puts a refusal into words. */
export function problemOf({ status, code, detail }: Refusal, language: Language, requestId?: string): Problem {
  return {
    type: `/api/docs#${code}`, title: (titles[status] ?? text('请求被拒绝', 'Refused'))[language], status,
    detail: detail[language], detail_en: detail.en, code, ...(requestId === undefined ? {} : { request_id: requestId }),
  }
}
