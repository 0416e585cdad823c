import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { scoped } from '@mingshu/db'
import { rules } from '@mingshu/etl'
import type { Text } from '@mingshu/metrics'
import { z } from 'zod'
import { getUnit } from '../access/narrow.js'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { versionParameter } from './figures-controller.js'
import { Versions } from './versions.js'

const Severity = z.enum(['blocks', 'explain', 'informs'])
const ChecksQuery = query({ unit: z.string().max(20), v: versionParameter })
const Checks = z.object({
  dataVersion: z.int(),
  held: z.array(z.string()).meta({ description: 'Subjects that keep the figures published before, until what blocks them is mended.' }),
  counts: z.object({ blocks: z.int(), explain: z.int(), informs: z.int() }),
  checks: z.array(z.object({
    rule: z.string().meta({ description: 'X01 to X50, or P01 onwards for the rules of the pipeline.' }), name: z.string(),
    title: z.object({ zh: z.string(), en: z.string() }), severity: Severity, subjects: z.array(z.string()),
    violations: z.array(z.object({ unit: z.string().nullable(), since: z.string(), zh: z.string(), en: z.string() })),
  })),
}).meta({ id: 'Checks' })

interface Row {
  readonly rule: string
  readonly name: string
  readonly severity: z.infer<typeof Severity>
  readonly subjects: string[]
  readonly unit: string | null
  readonly since: string
  readonly zh: string
  readonly en: string
}

/** What the rules of the catalogue found. */
@ApiTags('figures')
@Controller('api/checks')
export class ChecksController {
  constructor(@Inject(Means) private readonly means: Means, @Inject(Units) private readonly units: Units, @Inject(Versions) private readonly versions: Versions) {}

  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'What the rules found in a unit and below when the version was published: what blocks, what needs an explanation, what is only told.' })
  @ApiOkResponse({ standardSchema: Checks })
  async list(@By() viewer: Viewer, @Query({ schema: ChecksQuery }) { unit, v }: z.infer<typeof ChecksQuery>): Promise<z.infer<typeof Checks>> {
    const tree = await this.units.get()
    const of = getUnit(unit, viewer, tree)
    const at = await this.versions.get(v)
    const { rows } = await scoped(this.means.database.pool('api'), viewer.scope, (trx) => trx.raw<{ rows: Row[] }>(
      `select v.rule, v.name, v.severity, v.subjects, u.code as unit, v.since_on as since, v.zh, v.en
       from rule_violation v left join unit u on u.unit_id = v.unit_id
       where v.version = :version and (v.unit_id in (select unit_id from unit_closure where ancestor_id = :unitId) or (v.unit_id = 0 and v.county_id = 0))
       order by array_position(array['blocks', 'explain', 'informs'], v.severity), v.rule, v.name, u.sort_no, v.since_on desc`,
      { version: at.version, unitId: of.unitId }))
    const count = (severity: string): number => rows.filter((r) => r.severity === severity).length
    const names = [...new Set(rows.map((r) => r.name))]
    return {
      dataVersion: at.version, held: [...at.held], counts: { blocks: count('blocks'), explain: count('explain'), informs: count('informs') },
      checks: names.flatMap((name) => {
        const own = rows.filter((r) => r.name === name)
        const [first] = own
        if (!first) return []
        const { rule, severity, subjects } = first
        return [{ rule, name, severity, subjects, title: titleOf(name, rule), violations: own.map((r) => ({ unit: r.unit, since: r.since, zh: r.zh, en: r.en })) }]
      }),
    }
  }
}

const titleOf = (name: string, rule: string): Text => rules().find((r) => r.name === name)?.title ?? { zh: rule, en: rule }
