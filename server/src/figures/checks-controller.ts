import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { z } from 'zod'
import { getUnit } from '../access/narrow.js'
import { By, everybody, Policy } from '../access/policy.js'
import { Units } from '../access/tree.js'
import type { Viewer } from '../access/viewer.js'
import { query } from '../http/schema-pipe.js'
import { Means } from '../means.js'
import { findingsOf } from './findings.js'
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
    const found = await findingsOf(this.means.database, viewer, of, at)
    const count = (severity: string): number => found.filter((f) => f.severity === severity).length
    return {
      dataVersion: at.version, held: [...at.held], counts: { blocks: count('blocks'), explain: count('explain'), informs: count('informs') },
      checks: [...new Set(found.map((f) => f.name))].flatMap((name) => {
        const own = found.filter((f) => f.name === name)
        const [first] = own
        if (!first) return []
        const { rule, title, severity, subjects } = first
        return [{ rule, name, title, severity, subjects: [...subjects], violations: own.map(({ unit: code, since, zh, en }) => ({ unit: code, since, zh, en })) }]
      }),
    }
  }
}
