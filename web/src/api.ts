import type { Answer, Cell, Direction, OverTime, OverUnits, Question, Row, Text, Unit } from '@mingshu/metrics'
import type { FileKind } from './state/file-kinds.js'

/** Why the server refused, in a sentence for people (RFC 9457). */
export interface Problem {
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly detail_en?: string
  readonly code?: string
  readonly request_id?: string
}

/** An error that carries the server's problem. */
export interface Refused extends Error {
  readonly problem: Problem
}

const refused = (problem: Problem): Refused => Object.assign(new Error(problem.detail), { problem })

/** The problem behind anything thrown here; a lost connection is one too, with status 0. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Error && 'problem' in error) return (error as Refused).problem
  return { status: 0, title: 'offline', detail: error instanceof Error ? error.message : String(error) }
}

/** A person's role, or a screen on a wall. */
export type Role = 'leader' | 'reviewer' | 'clerk' | 'operator' | 'screen'

/** What the one on duty said about figures that came late. */
export interface DutyNote {
  readonly kind: 'seen' | 'ignored'
  readonly name: string
  readonly sentence: string | null
  readonly saidAt: string
}

/** How fresh the newest figures are, by the server's clock. */
export interface Freshness {
  /** The server's time when it said so. */
  readonly at: string
  readonly late: boolean
  /** The promise that was missed. */
  readonly dueAt: string | null
  readonly nextRunAt: string | null
  /** Earlier years are still being counted. */
  readonly earlier: boolean
  readonly duty: DutyNote | null
}

/** Borders of units, of an approved map. */
export interface AreaOutlines {
  /** 审图号: printed wherever the outlines are drawn. */
  readonly approval: string
  readonly outlines: readonly {
    readonly unit: string
    /** Coordinates of a GeoJSON MultiPolygon: polygons of rings of [longitude, latitude]. */
    readonly outline: readonly (readonly (readonly (readonly number[])[])[])[]
  }[]
}

/** Who is signed in, what they may see, and how fresh it is. */
export interface Me extends Freshness {
  readonly user: { readonly login: string; readonly name: string; readonly role: Role }
  readonly unit: Pick<Unit, 'code' | 'name' | 'level'>
  readonly roots: readonly Unit[]
  /** May see small counts of persons as they are. */
  readonly exact: boolean
  readonly demo: boolean
  readonly dataVersion: number
  readonly dataAsOf: string
  readonly businessOn: string
  readonly pages: readonly string[]
  /** Of a screen on a wall: the pages it turns. */
  readonly shows?: readonly string[]
  /** Units whose parts have an approved map. */
  readonly maps: readonly string[]
  /** Page and filters where their work begins; null: the page of the role. */
  readonly home: string | null
}

/** A metric of the catalogue, as the dictionary shows it. */
export interface MetricEntry {
  readonly code: string
  readonly name: Text
  readonly unit: Text
  readonly group: string
  readonly subject: string
  readonly kind: 'flow' | 'stock' | 'distinct' | 'cohort' | 'ratio'
  readonly good: Direction
  readonly decimals: number
  readonly overUnits: OverUnits
  readonly overTime: OverTime
  readonly dimensions: readonly string[]
  readonly denominator?: Text
  readonly meaning: Text
  readonly basis: string
  readonly definition: number
  /** Parts of a ratio. */
  readonly of?: string
  readonly to?: string
  /** Of a ratio: multiplies the quotient. */
  readonly scale?: number
  /** What its facts happen at, where they name places that open and close. */
  readonly places?: Text
  /** Adds up over days, and has them. */
  readonly daily?: boolean
  /** Day from which another definition holds. */
  readonly redefined?: { readonly on: string; readonly how: Text }
}

export interface DimensionEntry {
  readonly name: Text
  readonly members: Readonly<Record<string, Text>>
}

export interface SubjectEntry {
  readonly id: string
  readonly name: Text
  readonly group: string
  readonly system: string
}

export interface Catalogue {
  readonly metrics: readonly MetricEntry[]
  readonly dimensions: Readonly<Record<string, DimensionEntry>>
  readonly subjects: readonly SubjectEntry[]
  readonly systems: Readonly<Record<string, Text>>
}

/** A figure with what it is compared with; its value at the end of last year is asked for by itself. */
export type Figure = Cell & { readonly yend_value?: string | null }

/** A row behind a figure, and where it came from. */
export interface TraceRow {
  readonly unit: string
  readonly fields: Readonly<Record<string, string | number | boolean | null>>
  readonly source: string | null
  readonly file: string | null
  readonly row: number | string | null
  readonly srcId: string
}

/** The rows behind a figure; their count or sum equals it. */
export interface Trace {
  readonly count: string | number
  readonly sum?: string | null
  readonly sides?: { readonly of: string; readonly to: string } | null
  readonly rows: readonly TraceRow[]
  readonly columns: readonly { readonly key: string; readonly label: Text; readonly values?: Readonly<Record<string, Text>> }[]
  readonly cursor: string | null
  /** The rows have changed since the version was published; the next run will count them. */
  readonly ahead?: boolean
}

/** A figure counted again from the facts. */
export interface Proof {
  readonly metric: string
  readonly definition: number
  readonly value: string | null
  readonly recomputed: string | null
  readonly equal: boolean
  readonly run: { readonly runId: string; readonly finishedAt: string | null } | null
  readonly version: number
  readonly checks?: readonly unknown[] | Readonly<Record<string, unknown>> | null
  readonly of?: string | null
  readonly to?: string | null
}

/** A cell of a closed period that changed after it was published. */
export interface Restatement {
  readonly unit: string
  readonly period: string
  readonly metric: string
  readonly was: string | null
  readonly is: string | null
  readonly version: number
  readonly publishedAt: string
}

export type Severity = 'blocks' | 'explain' | 'informs'

/** A rule that something broke: what broke it, where, and since when. */
export interface Check {
  readonly rule: string
  readonly name: string
  readonly title: Text
  readonly severity: Severity
  readonly subjects: readonly string[]
  readonly violations: readonly (Text & { readonly unit: string | null; readonly since: string })[]
}

/** What the rules found in a unit and below when a version was published. */
export interface Checks {
  readonly dataVersion: number
  /** Subjects that keep the figures published before. */
  readonly held: readonly string[]
  readonly counts: Readonly<Record<Severity, number>>
  readonly checks: readonly Check[]
}

export type PlaceKind = 'same' | 'paused' | 'opened' | 'closed' | 'unnamed'

interface PlaceMove {
  readonly kind: PlaceKind
  readonly was: string
  readonly is: string
  readonly change: string
}

/** A change told apart over the places it happened at. */
export interface PlaceChanges {
  readonly name: Text
  readonly was: string
  readonly is: string
  /** Places that were not shut and counted nothing. */
  readonly silent: number
  readonly kinds: readonly (PlaceMove & { readonly places: number })[]
  readonly places: readonly (PlaceMove & { readonly place: string; readonly name: string | null; readonly unit: string | null; readonly since: string | null })[]
}

export type EventKind = 'typhoon' | 'renovation' | 'holiday' | 'other'

/** An event that explains figures, and who entered it. */
export interface KnownEvent extends Text {
  readonly id: string
  readonly unit: string
  readonly kind: EventKind
  readonly from: string
  /** Last day. */
  readonly to: string
  readonly enteredBy: string
  readonly enteredAt: string
}

/** A question about a figure to the unit it is about. */
export interface UnitQuestion {
  readonly id: string
  readonly unit: string
  readonly metric: string
  readonly period: string
  readonly compare: 'prev' | 'yoy'
  readonly version: number
  readonly asks: string
  readonly askedBy: string
  readonly askedAt: string
  readonly answer: string | null
  readonly answeredBy: string | null
  readonly answeredAt: string | null
}

export interface ReportEntry {
  readonly id: string
  readonly number: string
  readonly title: Text
  readonly levels: readonly Unit['level'][]
  readonly grains: readonly string[]
  readonly paper: 'landscape' | 'portrait'
}

export interface Export {
  readonly id: string
  readonly report: string
  readonly unit?: string
  readonly period?: string
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  /** From 0 to 1. */
  readonly progress: number
  readonly fileName: string | null
  readonly number: string | null
  readonly version?: number
  readonly createdAt?: string
  readonly finishedAt?: string | null
  readonly failure?: Text | null
}

export interface RunStep {
  readonly name: string
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly rowsIn: string | number | null
  readonly rowsOut: string | number | null
  readonly rowsRejected: string | null
  readonly progress: number | null
  readonly note: Text | null
  /** How often it was begun. */
  readonly tries: number
  readonly failed: boolean
  /** Median of its seconds, and of how many nights. */
  readonly usual: number | null
  readonly nights: number
}

export interface Run {
  readonly runId: string
  readonly job: string
  readonly fireAt: string
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly businessOn: string
  readonly queuedAt?: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly version: number | null
  readonly requestedBy?: string | null
  readonly failure: Text | null
  readonly onlyStep: string | null
  /** When its figures were promised; of nights. */
  readonly promisedAt: string | null
  readonly minutesLate: number
  /** A night of the demo's history. */
  readonly demo: boolean
  readonly steps?: readonly RunStep[]
  readonly duty?: readonly DutyNote[]
}

/** A nightly run with its steps, and what the rules found in what it published. */
export interface Night extends Run {
  readonly steps: readonly RunStep[]
  readonly checks: Readonly<Record<Severity, number>> | null
}

/** A source: how fresh it is, and who has not reported the last whole month. */
export interface DataSet {
  readonly source: string
  readonly name: Text
  readonly state: 'fresh' | 'ageing' | 'late' | 'failed' | 'unknown'
  readonly asOf: string | null
  readonly readAt: string | null
  readonly promisedAt: string | null
  readonly month: string | null
  readonly due: number
  readonly reported: number
  readonly missing: readonly { readonly code: string; readonly name: Text }[]
  readonly rejected: number
}

/** A load that refused rows. */
export interface RejectedLoad {
  readonly loadId: string
  readonly source: string
  readonly name: Text
  readonly fileName: string | null
  readonly asOf: string
  readonly read: string
  readonly rejected: string
}

/** A row that was refused, and why. */
export interface RejectedRow {
  readonly loadId: string
  readonly row: string
  readonly column: string
  readonly value: string | null
  readonly sentence: Text
  readonly county: string | null
}

/** What became of an uploaded file. */
export interface Upload {
  readonly id: string
  readonly state: 'queued' | 'running' | 'done' | 'refused' | 'failed'
  readonly fileName: string
  readonly outcome: UploadOutcome | null
}

/** Counts of rows, and what was wrong with some. */
export interface UploadOutcome {
  readonly problems?: readonly (Text | { readonly row: number | null; readonly sentence: Text })[]
  readonly allProblems?: number
  readonly rows?: number
  readonly changed?: number
  readonly rejected?: number
}

type Params = Readonly<Record<string, string | number | undefined>>

async function request<T>(method: string, path: string, { params = {}, body, raw, headers: more, signal }: { params?: Params; body?: unknown; raw?: Blob; headers?: Readonly<Record<string, string>>; signal?: AbortSignal } = {}): Promise<T> {
  const query = new URLSearchParams(Object.entries(params).flatMap(([k, v]) => (v === undefined || v === '' ? [] : [[k, String(v)]])))
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': document.documentElement.lang, ...more }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (raw) headers['content-type'] = raw.type || 'application/octet-stream'
  const answer = await fetch(`/api/${path}${query.size > 0 ? `?${query}` : ''}`, {
    method, headers, credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(raw ? { body: raw } : {}),
    ...(signal ? { signal } : {}),
  })
  const text = await answer.text()
  const json: unknown = text && /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined
  if (answer.ok) return json as T
  const told = typeof json === 'object' && json !== null ? (json as Partial<Problem>) : {}
  throw refused({ ...told, status: answer.status, title: told.title ?? answer.statusText, detail: told.detail ?? told.title ?? `HTTP ${answer.status}` })
}

const get = <T>(path: string, params?: Params, signal?: AbortSignal): Promise<T> => request('GET', path, { ...(params ? { params } : {}), ...(signal ? { signal } : {}) })

/** Rows are flat on the wire: `{unit, period, member?, <code>: Cell}`. */
type WireRow = { readonly unit: string; readonly period: string; readonly member?: string } & Readonly<Record<string, unknown>>
type WireAnswer = Omit<Answer, 'total' | 'rows'> & { readonly total: WireRow; readonly rows: readonly WireRow[] }
type WireReply = { readonly problem: Problem } | WireAnswer

function rowOf({ unit, period, member, ...cells }: WireRow): Row {
  return { unit, period, ...(member === undefined ? {} : { member }), cells: cells as Row['cells'] }
}

/** An answer as it arrives, with its cells gathered row by row. */
export const answerOf = (wire: WireAnswer): Answer => ({ ...wire, total: rowOf(wire.total), rows: wire.question.by ? wire.rows.map(rowOf) : [] })

/** What the server lays into the page for a viewer who is signed in, so that the first figures need no request. */
export interface Boot {
  readonly me?: Me
  readonly answers?: readonly Answer[]
  readonly units?: readonly Unit[]
  /** Only units above villages; the rest is to be fetched. */
  readonly isUpper?: boolean
}

/** Takes what the server laid into the page; it is gone then, for it is of whoever opened the page. */
export function readBoot(): Boot {
  const laid = document.getElementById('boot')
  laid?.remove()
  const text = laid?.textContent?.trim()
  if (!text) return {}
  const boot = JSON.parse(text) as { me?: Me; units?: Unit[]; isUpper?: boolean; answers?: WireReply[]; overview?: WireReply[] | { answers?: WireReply[] } }
  const wired = boot.answers ?? (Array.isArray(boot.overview) ? boot.overview : boot.overview?.answers) ?? []
  return { ...boot, answers: wired.flatMap((a) => ('problem' in a ? [] : [answerOf(a)])) }
}

export const signIn = (login: string, password: string): Promise<unknown> => request('POST', 'session', { body: { login, password } })
export const signInByLink = (token: string): Promise<unknown> => request('POST', 'session', { body: { token } })
export const signOut = (): Promise<unknown> => request('DELETE', 'session')
/** Asked by a screen on a wall: its token then lasts from now on. */
export const renewScreen = (): Promise<unknown> => request('POST', 'screens/renewal', { body: {} })
export const fetchMe = (): Promise<Me> => get('me')
/** The same by the page itself, with nobody there: a session that is idle ends all the same. */
export const lookAtMe = (): Promise<Me> => request('GET', 'me', { headers: { 'x-unattended': '1' } })

export const fetchCatalogue = (): Promise<Catalogue> => get('metrics')
export const fetchUnits = async (): Promise<readonly Unit[]> => (await get<{ units: readonly Unit[] }>('units')).units

/** Asks several questions at one version; each is answered or refused by itself. */
export async function askAll(questions: readonly Question[], v: number | undefined): Promise<readonly (Answer | Problem)[]> {
  const body = { questions, ...(v ? { v } : {}) }
  const { answers } = await request<{ answers: readonly WireReply[] }>('POST', 'ask', { body })
  return answers.map((a) => ('problem' in a ? a.problem : answerOf(a)))
}

/** One figure: a metric of a unit over a period at a version. */
export interface FigureKey {
  readonly metric: string
  readonly unit: string
  readonly period: string
  readonly v?: number
}

export const fetchTrace = (key: FigureKey, page: { readonly cursor?: string; readonly side?: 'of' | 'to'; readonly limit?: number } = {}): Promise<Trace> => get('trace', { ...key, ...page })
export const fetchProof = (key: FigureKey): Promise<Proof> => get('proof', { ...key })
export const fetchRestatements = async (unit: string, since?: string): Promise<readonly Restatement[]> =>
  (await get<{ restatements: readonly Restatement[] }>('restatements', { unit, since })).restatements

export const fetchChecks = (unit: string, v: number): Promise<Checks> => get('checks', { unit, v })

export const fetchPlaces = (asked: { readonly metric: string; readonly unit: string; readonly period: string; readonly compare: 'prev' | 'yoy'; readonly v: number }): Promise<PlaceChanges> => get('places', asked)

export const fetchOutlines = (unit: string): Promise<AreaOutlines> => get('maps', { unit })
export const fetchKnownEvents = async (asked: { readonly unit: string; readonly from: string; readonly to: string }): Promise<readonly KnownEvent[]> =>
  (await get<{ events: readonly KnownEvent[] }>('known-events', asked)).events
export const enterKnownEvent = (event: Pick<KnownEvent, 'unit' | 'kind' | 'from' | 'to' | 'zh'> & { readonly en?: string }): Promise<{ id: string }> => request('POST', 'known-events', { body: event })
export const withdrawKnownEvent = (id: string): Promise<unknown> => request('DELETE', `known-events/${id}`)

export const fetchQuestions = async (asked: { readonly unit: string; readonly metric: string }): Promise<readonly UnitQuestion[]> =>
  (await get<{ questions: readonly UnitQuestion[] }>('questions', asked)).questions
export const fetchOpenQuestions = async (): Promise<readonly UnitQuestion[]> => (await get<{ questions: readonly UnitQuestion[] }>('questions/open')).questions
export const askUnit = (question: Pick<UnitQuestion, 'unit' | 'metric' | 'period' | 'compare' | 'asks'> & { readonly v: number }): Promise<{ id: string }> => request('POST', 'questions', { body: question })
export const answerQuestion = (id: string, answer: string): Promise<unknown> => request('PUT', `questions/${id}/answer`, { body: { answer } })

/** A workbook with one sheet a question, as bytes. */
export async function fetchSheets(wanted: { readonly title: string; readonly note?: string; readonly questions: readonly Question[]; readonly v: number }): Promise<Blob> {
  const answer = await fetch('/api/sheets', { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang }, body: JSON.stringify(wanted) })
  if (answer.ok) return answer.blob()
  throw refused({ title: answer.statusText, detail: `HTTP ${answer.status}`, ...((await answer.json().catch(() => ({}))) as Partial<Problem>), status: answer.status })
}

export const fetchReports = async (): Promise<readonly ReportEntry[]> => (await get<{ reports: readonly ReportEntry[] }>('reports')).reports
export const startExport = (wanted: { report: string; unit: string; period: string; v?: number; lang?: string; metric?: string }): Promise<{ id: string }> =>
  request('POST', 'exports', { body: wanted })
export const fetchExports = async (): Promise<readonly Export[]> => (await get<{ exports: readonly Export[] }>('exports')).exports
export const fetchExport = (id: string): Promise<Export> => get(`exports/${id}`)
export const cancelExport = (id: string): Promise<unknown> => request('DELETE', `exports/${id}`)
export const exportFileUrl = (id: string): string => `/api/exports/${id}/file`

export const fetchRuns = async (): Promise<readonly Run[]> => (await get<{ runs: readonly Run[] }>('runs')).runs
export const fetchRun = (id: string): Promise<Run> => get(`runs/${id}`)
export const startRun = (): Promise<{ runId: string }> => request('POST', 'runs', { body: {} })
/** Does one step of a run again. */
export const retryStep = (runId: string, step: string): Promise<{ runId: string }> => request('POST', 'runs', { body: { retry: { runId, step } } })
export const fetchNights = async (): Promise<readonly Night[]> => (await get<{ nights: readonly Night[] }>('runs/nights')).nights
export const fetchDataSets = async (): Promise<readonly DataSet[]> => (await get<{ dataSets: readonly DataSet[] }>('runs/data-sets')).dataSets
export const sayOnDuty = (said: { kind: DutyNote['kind']; sentence?: string; runId?: string }): Promise<Freshness> => request('POST', 'freshness/notes', { body: said })

export const fetchRejectedLoads = async (): Promise<readonly RejectedLoad[]> => (await get<{ loads: readonly RejectedLoad[] }>('rejected')).loads
export const fetchRejectedRows = (of: { source?: string; load?: string; cursor?: string }): Promise<{ rows: readonly RejectedRow[]; cursor: string | null }> => get('rejected/rows', of)
export const rejectedFileUrl = (of: { source?: string; load?: string }, lang: string): string => `/api/rejected/file?${new URLSearchParams({ ...of, lang })}`

export const sendFile = (kind: FileKind, file: File, mode: 'good' | 'all'): Promise<{ id: string }> =>
  request('PUT', 'uploads', { params: { source: kind, mode, name: file.name }, raw: file })
export const fetchUpload = (id: string): Promise<Upload> => get(`uploads/${id}`)

/** Where the file that was sent lies with its bad cells marked, for some days. */
export const markedFileUrl = (id: string, lang: string): string => `/api/uploads/${id}/file?${new URLSearchParams({ lang })}`

/** News of the server: a version was published, figures became late or came, a run made progress. */
export interface News {
  readonly freshness?: (news: Freshness) => void
  readonly version?: (news: { readonly dataVersion: number; readonly dataAsOf: string }) => void
  readonly run?: (news: Partial<Run> & { readonly runId: string; readonly step?: string; readonly progress?: number }) => void
}

/** Listens until the returned function is called; the browser reconnects by itself. */
export function listen(news: News): () => void {
  const events = new EventSource('/api/events')
  for (const [name, hear] of Object.entries(news)) events.addEventListener(name, (e: MessageEvent<string>) => hear?.(JSON.parse(e.data)))
  return () => events.close()
}

/** A page with its filters under a name. */
export interface SavedView {
  readonly id: string
  readonly name: string
  readonly path: string
  readonly shared: boolean
  readonly mine: boolean
  readonly owner: string
}

export const fetchViews = async (): Promise<readonly SavedView[]> => (await get<{ views: readonly SavedView[] }>('views')).views
export const saveView = (view: { name: string; path: string; shared: boolean }): Promise<{ id: string }> => request('POST', 'views', { body: view })
export const shareView = (id: string, shared: boolean): Promise<unknown> => request('PUT', `views/${id}`, { body: { shared } })
export const forgetView = (id: string): Promise<unknown> => request('DELETE', `views/${id}`)
export const saveHome = (path: string | null): Promise<unknown> => request('PUT', 'me/home', { body: { path } })
export const shorten = (path: string): Promise<{ id: string }> => request('POST', 'links', { body: { path } })
export const fetchLink = (id: string): Promise<{ path: string }> => get(`links/${id}`)
export const fetchVersionAt = (asof: string): Promise<{ version: number }> => get('versions', { asof })

/** Who can give the viewer a wider sight. */
export interface Granters {
  readonly granters: readonly { readonly name: string; readonly units: readonly Text[] }[]
  readonly contact: string | null
}
export const fetchGranters = (): Promise<Granters> => get('me/granters')

/** What the figures rest on. */
export interface About {
  readonly sources: readonly {
    readonly id: string; readonly name: Text; readonly kind: 'system' | 'file'; readonly holds: readonly Text[]; readonly since: string
    readonly asOf: string | null; readonly covers: string | null; readonly rowsRead: number; readonly rowsRejected: number
  }[]
  readonly schedule: string
  readonly nextRunAt: string | null
  readonly late: boolean
  readonly runs: { readonly done: number; readonly failed: number; readonly lastDoneAt: string | null }
  readonly held: readonly string[]
  readonly smallBelow: number
  readonly contact: string | null
}
export const fetchAbout = (): Promise<About> => get('about')
export const sampleUrl = (source: string): string => `/api/samples/${source}`

/** The cities and counties of an installation that is being set up. */
export interface SetupUnits {
  readonly units: readonly Unit[]
  readonly count: number
}
export const openSetup = (token: string): Promise<SetupUnits> => request('POST', 'setup/opening', { body: { token } })
export const sendUnits = (token: string, file: File): Promise<SetupUnits> => request('PUT', 'setup/units', { raw: file, headers: { 'x-setup-token': token } })
export const makeFirstAccount = (account: { token: string; login: string; name: string; password: string; units: readonly string[] }): Promise<unknown> => request('POST', 'setup', { body: account })

/** The steps from an empty installation to figures that people use. */
export interface SetupProgress {
  readonly steps: readonly { readonly step: 'units' | 'account' | 'sources' | 'run' | 'people'; readonly done: boolean }[]
  readonly done: number
  readonly demo: boolean
}
export const fetchSetupProgress = (): Promise<SetupProgress> => get('setup/progress')
