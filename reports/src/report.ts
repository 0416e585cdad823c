import { labelOf, parsePeriod, text, type Text, type Unit } from '@mingshu/metrics'
import { openAsking } from './asking.js'
import type { Ask, Context } from './context.js'
import { definitionOf, fingerprintOf } from './definitions.js'
import { exportNoOf } from './export-number.js'
import { foundOf } from './findings.js'
import { fileNameOf } from './file-name.js'
import type { Chart, FormalTable, Workbook } from './layout.js'
import { footOf, notesOf } from './notes.js'
import type { ChartPart, Part } from './part.js'
import { grainName, type Grain } from './period.js'

/** A report of the catalogue: a promise to a reader. */
export interface Report {
  readonly id: string
  /** Its official number: R01 to R14, S1 to S4 for the sheets that support them. */
  readonly number: string
  readonly title: Text
  /** Periods it fits. */
  readonly grains: readonly Grain[]
  /** Levels of the units it fits. */
  readonly levels: readonly Unit['level'][]
  readonly paper: 'landscape' | 'portrait'
  /** Asks what it needs and lays it out. Rejects with a sentence when {@link refusal} has one. */
  readonly build: (ask: Ask, context: Context) => Promise<Workbook>
}

const levelName: Readonly<Record<Unit['level'], Text>> = {
  city: text('市', 'cities'), county: text('县(市、区)', 'counties'), town: text('镇(街)', 'towns'), village: text('村(社区)', 'villages'),
}

/** Why a report cannot be made for a unit and a period; undefined when it can. */
export function refusal(report: Pick<Report, 'title' | 'grains' | 'levels'>, unit: Unit, period: string): Text | undefined {
  const { title, grains, levels } = report
  if (!levels.includes(unit.level)) {
    return text(
      `《${title.zh}》按${levels.map((l) => levelName[l].zh).join('、')}编制，${unit.name.zh}是${levelName[unit.level].zh}一级单位。请改选单位。`,
      `“${title.en}” is made for ${levels.map((l) => levelName[l].en).join(', ')}; ${unit.name.en} is not one. Choose another unit.`,
    )
  }
  if (grains.includes(parsePeriod(period).grain)) return undefined
  return text(
    `《${title.zh}》按${grains.map((g) => grainName[g].zh).join('、')}编制，不能用于“${period}”。请改选统计时段。`,
    `“${title.en}” is made for ${grains.map((g) => grainName[g].en).join(', ')}, not for “${period}”. Choose another period.`,
  )
}

/** Declares a report from its parts: one table each, and charts. */
export function report(spec: Omit<Report, 'build'> & { readonly parts: readonly Part[]; readonly charts?: readonly ChartPart[] }): Report {
  const { parts, charts = [], ...about } = spec
  return {
    ...about,
    async build(ask, context) {
      const refused = refusal(about, context.unit, context.period)
      if (refused) throw new Error(refused[context.language ?? 'zh'])
      const { asking, learnt } = openAsking(ask, context)
      const tables: FormalTable[] = []
      const drawn: Chart[] = []
      for (const part of parts) tables.push(...present(await part(asking, about)))
      for (const chart of charts) drawn.push(...present(await chart(asking)))

      const { answer, used, notes } = learnt()
      const { unit, period: code, language = 'zh', version, publishedAt, viewUrl } = context
      const { period, say } = asking
      const made = {
        report: about.id, reportNo: about.number, title: say(about.title),
        unit: { code: unit.code, name: say(unit.name) }, period: code, periodName: labelOf(period)[language], language,
        version, dataAsOf: answer.dataAsOf, businessOn: answer.businessOn, publishedAt, demo: answer.demo,
        tables: tables.map((table) => ({ ...table, notes: notesOf(table, notes, answer.demo, used, say), foot: footOf(table, say) })),
        charts: drawn,
        definitions: used.map((metric) => definitionOf(metric, say)), definitionsVersion: fingerprintOf(used),
        notes: notes.map(say),
        findings: foundOf(context.findings ?? [], used, language),
      }
      return { ...made, viewUrl, exportNo: exportNoOf(made), fileName: fileNameOf(made) }
    },
  }
}

const present = <T>(thing: T | undefined): readonly T[] => (thing === undefined ? [] : [thing])
