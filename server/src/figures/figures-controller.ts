import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { parseQuestion, text, type Question } from '@mingshu/metrics'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { By, everybodyAndScreens, Policy } from '../access/policy.js'
import type { Viewer } from '../access/viewer.js'
import { languageOf } from '../http/language.js'
import { sendPacked } from '../http/packed.js'
import { problemOf, refusalOf, refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Version, VersionText } from '../http/version.js'
import { Answers } from './answers.js'
import { Asker } from './asker.js'
import { Versions, type VersionInfo } from './versions.js'
import { AnswerSchema, QuestionSchema, wireOf } from './wire.js'

const { metrics, unit, period, by, compare, tree } = QuestionSchema.shape
/** A version as a query names it. */
export const versionParameter = VersionText.optional().meta({ description: 'Published version. Default: the one published now.' })

const FiguresQuery = query({ metrics, unit, period, by, compare, v: versionParameter, tree })
const AskBody = z.strictObject({ questions: z.array(QuestionSchema.extend({ v: z.int().optional() })).min(1).max(50), v: Version.optional() }).meta({ id: 'Questions' })
const ProblemSchema = z.object({ problem: z.looseObject({ status: z.int(), detail: z.string(), code: z.string() }) })
const AskAnswer = z.object({
  dataVersion: z.int(), dataAsOf: z.string(), businessOn: z.string(), demo: z.boolean(),
  answers: z.array(z.union([AnswerSchema, ProblemSchema])).meta({ description: 'One for each question, in their order; a question that was refused has a problem.' }),
}).meta({ id: 'Answers' })

/** Figures: one question, or all of a page at one version. */
@ApiTags('figures')
@Controller('api')
export class FiguresController {
  constructor(@Inject(Asker) private readonly asker: Asker, @Inject(Versions) private readonly versions: Versions, @Inject(Answers) private readonly answers: Answers) {}

  @Get('figures')
  @Policy(everybodyAndScreens)
  @ApiOperation({ summary: 'One question: metrics of a unit over a period, split and compared.' })
  @ApiOkResponse({ standardSchema: AnswerSchema })
  async figures(@By() viewer: Viewer, @Query({ schema: FiguresQuery }) { lang: _, v, ...asked }: z.infer<typeof FiguresQuery>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const question = parseQuestion(asked)
    const at = await this.versions.get(v)
    sendPacked(request, reply, await this.answers.get({ scope: viewer.scopeKey, version: at.version, question }, async () => wireOf(await this.asker.ask(question, viewer, at))))
  }

  @Post('ask')
  @HttpCode(200)
  @Policy(everybodyAndScreens)
  @ApiOperation({ summary: 'Several questions, all answered at one version.' })
  @ApiOkResponse({ standardSchema: AskAnswer })
  async ask(@By() viewer: Viewer, @Body({ schema: AskBody }) { questions, v }: z.infer<typeof AskBody>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const at = await this.versions.get(v)
    const language = languageOf(request)
    const packed = await this.answers.get({ scope: viewer.scopeKey, version: at.version, question: ['ask', language, questions] }, async () => ({
      dataVersion: at.version, dataAsOf: at.dataAsOf, businessOn: at.businessOn, demo: at.isDemo,
      answers: await Promise.all(questions.map((q) => this.reply(q, viewer, at).catch((error: unknown) => {
        const refusal = refusalOf(error)
        // What is no refusal of this question fails the whole, or half a page would look like all of it.
        if (refusal.status >= 500) throw error
        return { problem: problemOf(refusal, language) }
      }))),
    }))
    sendPacked(request, reply, packed)
  }

  private async reply(asked: unknown, viewer: Viewer, at: VersionInfo): Promise<object> {
    const question: Question = parseQuestion(asked)
    if (question.v !== undefined && question.v !== at.version) throw refuse(400, 'bad_question', text('一次提问只用一个数据版本：请把 v 写在 questions 之外。', 'All questions are answered at one version: write v beside questions.'))
    return wireOf(await this.asker.ask(question, viewer, at))
  }
}
