import centerServices from './catalogue/center-services.js'
import corrections from './catalogue/corrections.js'
import definitionsHandbook from './catalogue/definitions-handbook.js'
import demandLedger from './catalogue/demand-ledger.js'
import development from './catalogue/development.js'
import issueHandling from './catalogue/issue-handling.js'
import keyActivities from './catalogue/key-activities.js'
import mainIndicators from './catalogue/main-indicators.js'
import memberChanges from './catalogue/member-changes.js'
import microWishes from './catalogue/micro-wishes.js'
import monthlyMenu from './catalogue/monthly-menu.js'
import newEmploymentBase from './catalogue/new-employment-base.js'
import participation from './catalogue/participation.js'
import partyCoverage from './catalogue/party-coverage.js'
import partyLife from './catalogue/party-life.js'
import returnsProgress from './catalogue/returns-progress.js'
import showcaseProjects from './catalogue/showcase-projects.js'
import stationsAndCare from './catalogue/stations-and-care.js'
import type { Report } from './report.js'

/** Every report, in menu order. */
export const reports: readonly Report[] = [
  mainIndicators, centerServices, keyActivities, monthlyMenu, demandLedger, showcaseProjects, newEmploymentBase, partyCoverage, memberChanges, development, partyLife,
  stationsAndCare, issueHandling, participation, returnsProgress, corrections, definitionsHandbook, microWishes,
]

/** The report of an id or an official number; undefined when there is none. */
export const findReport = (name: string): Report | undefined => reports.find((r) => r.id === name || r.number === name)

export type { Ask, Context, Trace, TracedRow } from './context.js'
export type * from './layout.js'
export type { Grain } from './period.js'
export { ledgerBytes, ledgerName, rowsPerSheet, type Ledger, type LedgerColumn, type LedgerRow, type LedgerValue, type LedgerWriting } from './ledger.js'
export { mendWorkbook } from './package/mend-workbook.js'
export { readWorkbook, type ReadCell, type ReadWorkbook } from './read-workbook.js'
export { refusal, type Report } from './report.js'
export { verifyWorkbook, type Change, type Verdict } from './verify.js'
export { renderWorkbook, type Rendered } from './workbook.js'
export { renderAnswers, type AnswerBook, type AnswerSheet } from './answer-book.js'
