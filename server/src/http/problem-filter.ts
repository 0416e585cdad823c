import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from './language.js'
import { problemOf, refusalOf } from './problem.js'

/** Answers everything that is thrown with a problem, in the language of the reader; what is a bug goes to the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly say: (line: string) => void) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    answerProblem(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.say)
  }
}

/** Sends the problem behind `thrown`. */
export function answerProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply, say: (line: string) => void): void {
  const refusal = refusalOf(thrown)
  if (refusal.status === 500) say(`${request.method} ${request.routeOptions?.url ?? '?'} ${request.id}: ${thrown instanceof Error ? thrown.stack : String(thrown)}`)
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy()
    return
  }
  if (refusal.retryAfter !== undefined) void reply.header('retry-after', String(refusal.retryAfter))
  void reply
    .code(refusal.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .removeHeader('etag')
    .send(Buffer.from(JSON.stringify(problemOf(refusal, languageOf(request), String(request.id)))))
}
