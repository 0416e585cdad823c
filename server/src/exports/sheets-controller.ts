import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import { labelOf, metricsOf, parsePeriod, parseQuestion, plainSplits, subjects, text, type Answer, type Language, type Row } from '@mingshu/metrics'
import { renderAnswers, type AnswerSheet } from '@mingshu/reports'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { UnitTree } from '../access/units.js'
import type { Viewer } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { Asker } from '../figures/asker.js'
import { Versions } from '../figures/versions.js'
import { QuestionSchema } from '../figures/wire.js'
import { languageOf } from '../http/language.js'
import { workbookType } from '../http/workbook.js'
import { Version } from '../http/version.js'
import { Means } from '../means.js'

const WantedSheets = z.strictObject({
  title: z.string().trim().min(1).max(200), note: z.string().max(500).optional().meta({ description: 'Words that stand above the figures.' }),
  questions: z.array(QuestionSchema).min(1).max(25), v: Version.optional().meta({ description: 'Published version. Default: the one published now.' }),
}).meta({ id: 'WantedSheets' })

/** What a chart shows, as a workbook: it asks what the page asked, so the digits are the same. */
@ApiTags('reports')
@Controller('api/sheets')
export class SheetsController {
  constructor(
    @Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units, @Inject(Versions) private readonly versions: Versions, @Inject(Asker) private readonly asker: Asker,
  ) {}

  @Post()
  @HttpCode(200)
  @Policy(everybody)
  @ApiOperation({ summary: 'The answers to some questions as a workbook, a sheet each.' })
  @ApiProduces(workbookType)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async make(@By() viewer: Viewer, @Body({ schema: WantedSheets }) { title, note, questions, v }: z.infer<typeof WantedSheets>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const at = await this.versions.get(v)
    const tree = await this.units.get()
    const language = languageOf(request)
    const answers = await Promise.all(questions.map((q) => this.asker.ask(parseQuestion(q), viewer, at)))
    const told = text(`数据截至${at.businessOn}，数据版本${at.version}。`, `Data to ${at.businessOn}, version ${at.version}.`)[language]
    const bytes = await renderAnswers({ title, notes: [...(note ? [note] : []), told], demo: at.isDemo, language, sheets: answers.map((a) => sheetOf(a, tree, language)) })
    await this.means.database.pool('desk').transaction((trx) => record(trx, { actor: viewer.login, action: 'sheets_made', detail: { version: at.version, questions } }))
    void reply.header('content-type', workbookType).header('cache-control', 'private, no-store').send(Buffer.from(bytes))
  }
}

const heads = { unit: text('地区', 'Unit'), day: text('日期', 'Day'), month: text('月份', 'Month'), quarter: text('季度', 'Quarter'), year: text('年份', 'Year') } as const

function sheetOf(answer: Answer, tree: UnitTree, language: Language): AnswerSheet {
  const { by, unit, metrics: codes } = answer.question
  const metrics = codes.flatMap((code) => metricsOf(subjects).get(code) ?? [])
  const dimension = by === undefined || (plainSplits as readonly string[]).includes(by) ? undefined : subjects.find((s) => s.id === metrics[0]?.subject)?.by[by]
  const nameOf = (row: Row): string => {
    if (dimension) return dimension.members[row.member ?? '']?.[language] ?? row.member ?? ''
    return by === 'unit' || by === undefined ? (tree.find(row.unit)?.name[language] ?? row.unit) : labelOf(parsePeriod(row.period))[language]
  }
  const of = dimension?.name[language] ?? heads[(by ?? 'unit') as keyof typeof heads][language]
  const whole = text('合计', 'Total')[language]
  return {
    name: of, of,
    metrics: metrics.map((m) => ({ code: m.code, name: m.name[language], unit: m.unit[language], decimals: m.decimals ?? 0, isRatio: m.kind === 'ratio' })),
    rows: [{ name: by === undefined ? (tree.find(unit)?.name[language] ?? unit) : whole, cells: answer.total.cells }, ...answer.rows.map((row) => ({ name: nameOf(row), cells: row.cells }))],
  }
}
