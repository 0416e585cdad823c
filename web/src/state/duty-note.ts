import { type DutyNote, sayOnDuty } from '../api.js'

/** Says what is known of a late night, or of the promise that is missed now where no run is named; words may be left out. */
export async function sendDutyNote(kind: DutyNote['kind'], sentence: string, runId: string | undefined): Promise<void> {
  await sayOnDuty({ kind, ...(sentence ? { sentence } : {}), ...(runId === undefined ? {} : { runId }) })
}
