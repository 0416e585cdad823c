import { Controller, Get, Query } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { reports } from '@mingshu/reports'
import { z } from 'zod'
import { everybody, Policy } from '../access/policy.js'
import { query } from '../http/schema-pipe.js'
import { TextSchema } from '../http/texts.js'

const ReportEntry = z.object({
  id: z.string(), number: z.string(), title: TextSchema, levels: z.array(z.enum(['city', 'county', 'town', 'village'])),
  grains: z.array(z.string()).meta({ description: 'Periods it fits.' }), paper: z.enum(['landscape', 'portrait']),
}).meta({ id: 'Report' })

/** The reports that can be exported. */
@ApiTags('reports')
@Controller('api/reports')
export class ReportsController {
  @Get()
  @Policy(everybody)
  @ApiOperation({ summary: 'The reports, in the order of the menu, and what they fit.' })
  @ApiOkResponse({ standardSchema: z.object({ reports: z.array(ReportEntry) }) })
  list(@Query({ schema: query({}) }) _: unknown): { reports: z.infer<typeof ReportEntry>[] } {
    return { reports: reports.map(({ id, number, title, levels, grains, paper }) => ({ id, number, title, levels: [...levels], grains: [...grains], paper })) }
  }
}
