import type { Text } from '@mingshu/metrics'
import type { Asking } from './asking.js'
import type { Chart, FormalTable } from './layout.js'

/** What a part knows of the report it belongs to. */
export interface PartOf {
  readonly number: string
  readonly title: Text
  readonly paper: 'landscape' | 'portrait'
}

/** Asks for one table and lays it out; undefined when there is nothing to print. Notes are the table's own, foot is left empty. */
export type Part = (asking: Asking, of: PartOf) => Promise<FormalTable | undefined>

/** Asks for one chart; undefined when there is nothing to draw. */
export type ChartPart = (asking: Asking) => Promise<Chart | undefined>
