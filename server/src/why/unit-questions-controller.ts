import { randomUUID } from 'node:crypto'
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common'
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { parsePeriod, text } from '@mingshu/metrics'
import { z } from 'zod'
import { getUnit } from '../access/narrow.js'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { getMetric } from '../figures/behind.js'
import { Versions } from '../figures/versions.js'
import { refuse } from '../http/problem.js'
import { query } from '../http/schema-pipe.js'
import { Version } from '../http/version.js'
import { Means } from '../means.js'
import { answerQuestion, askUnit, openQuestions, questionsAbout } from './unit-questions.js'

const QuestionSchema = z.object({
  id: z.uuid(), unit: z.string(), metric: z.string(), period: z.string(), compare: z.enum(['prev', 'yoy']), version: z.int(), asks: z.string(), askedBy: z.string(), askedAt: z.string(),
  answer: z.string().nullable(), answeredBy: z.string().nullable(), answeredAt: z.string().nullable(),
}).meta({ id: 'UnitQuestion' })
const UnitQuestions = z.object({ questions: z.array(QuestionSchema) }).meta({ id: 'UnitQuestions' })
const AboutQuery = query({ unit: z.string().max(20), metric: z.string().max(80) })
const NewQuestion = z.strictObject({
  unit: z.string().max(20), metric: z.string().max(80), period: z.string().max(40), compare: z.enum(['prev', 'yoy']),
  v: Version.optional().meta({ description: 'Version of the figures it is about. Default: the newest.' }), asks: z.string().trim().min(1).max(500),
}).meta({ id: 'NewUnitQuestion' })
const NewAnswer = z.strictObject({ answer: z.string().trim().min(1).max(1000) }).meta({ id: 'NewUnitAnswer' })

/** Questions to the units that report a figure. */
@ApiTags('figures')
@Controller('api/questions')
export class UnitQuestionsController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units, @Inject(Versions) private readonly versions: Versions) {}

  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'What was asked about a figure in a unit and below, and what was answered, newest first.' })
  @ApiOkResponse({ standardSchema: UnitQuestions })
  async about(@By() viewer: Viewer, @Query({ schema: AboutQuery }) { unit, metric }: z.infer<typeof AboutQuery>): Promise<z.infer<typeof UnitQuestions>> {
    return { questions: [...await questionsAbout(this.means.database, viewer, getUnit(unit, viewer, await this.units.get()), getMetric(metric).code)] }
  }

  @Get('open')
  @Policy({ roles: ['clerk'] })
  @ApiOperation({ summary: 'The questions that wait for an answer in the units of a clerk, oldest first.' })
  @ApiOkResponse({ standardSchema: UnitQuestions })
  async open(@By() viewer: Viewer, @Query({ schema: query({}) }) _: unknown): Promise<z.infer<typeof UnitQuestions>> {
    return { questions: [...await openQuestions(this.means.database, viewer)] }
  }

  @Post()
  @HttpCode(201)
  @Policy(everybody)
  @ApiOperation({ summary: 'Asks the clerks of a unit about a figure.' })
  @ApiCreatedResponse({ standardSchema: z.object({ id: z.uuid() }) })
  async ask(@By() viewer: Viewer, @Body({ schema: NewQuestion }) { unit, metric, period, compare, v, asks }: z.infer<typeof NewQuestion>): Promise<{ id: string }> {
    const of = getUnit(unit, viewer, await this.units.get())
    const { version } = await this.versions.get(v)
    const id = randomUUID()
    await askUnit(this.means.database, viewer, of, { id, metric: getMetric(metric).code, period: parsePeriod(period).code, compare, version, asks })
    return { id }
  }

  @Put(':id/answer')
  @HttpCode(204)
  @Policy({ roles: ['clerk'] })
  @ApiOperation({ summary: 'Answers a question in words, once.' })
  @ApiNoContentResponse()
  async answer(@By() viewer: Viewer, @Param('id', { schema: z.uuid() }) id: string, @Body({ schema: NewAnswer }) { answer }: z.infer<typeof NewAnswer>): Promise<void> {
    if (!(await answerQuestion(this.means.database, viewer, id, answer))) throw refuse(404, 'unknown_question', text('没有这个问题，或已经答复。', 'There is no such question, or it was answered.'))
  }
}
