import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { text, type Text } from '@mingshu/metrics'
import type { Database, Scope } from '@mingshu/db'
import type { Knex } from 'knex'
import { filesOf } from './inbox.js'
import type { Counts } from './keep-rows.js'
import { beginLoad, freshen, land, loading, settle, type Loading, type LoadOptions } from './load.js'
import type { Refreshed } from './facts.js'
import type { Landing } from './landing.js'
import { rowParser, type Problem } from './parse-row.js'
import { pseudonymiser, withoutNumbers } from './pseudonym.js'
import { readLines } from './read-lines.js'
import { openSheetReader, type SheetReader } from './sheet-reader.js'
import { keyLines, type KeyedLines } from './key-lines.js'
import type { FileSource } from './source.js'
import { industryRosters } from './sources/index.js'
import { unitsWithin } from './within.js'

/** A file to load, and the name it was given. */
export interface FileAt {
  readonly path: string
  /** Default: the last part of `path`. */
  readonly name?: string
}

/** A problem of a file, with the line it stands in. */
export interface LineProblem extends Problem {
  readonly rowNo: number
}

/** What became of one file. */
export interface FileOutcome {
  readonly name: string
  /** `waiting`: it may still be arriving, so the next load reads it. */
  readonly state: 'loaded' | 'known' | 'refused' | 'waiting'
  readonly loadId?: string
  readonly page?: string
  /** Why it was not loaded, or what to know about it. */
  readonly note?: Text
  /** What is wrong with its lines, in their order: of a single file all of it, of many the first of each. */
  readonly problems: readonly LineProblem[]
}

/** What a load of files did. */
export interface LoadedFiles {
  readonly files: readonly FileOutcome[]
  readonly entities: readonly Counts[]
  readonly facts: readonly Refreshed[]
}

/** A folder with all it holds. */
export interface Inbox {
  readonly inbox: string
  /** Milliseconds for which a file must have been let alone. Default one minute. */
  readonly settle?: number
}

/** What to load: a folder, or single files. */
export type FilesOptions = LoadOptions & { readonly source?: FileSource } & (Inbox | { readonly files: readonly FileAt[] })

/** Loads every file that was not loaded before. A file that cannot be used is told about and holds up no other. */
export async function loadFiles(database: Database, options: FilesOptions): Promise<LoadedFiles> {
  const source = options.source ?? industryRosters
  const policy: Policy = { mode: 'good', told: 200, isRepeat: (known) => known.length > 0 }
  if ('files' in options) return loadAll(database, source, options.files, options, policy)
  const files = await filesOf(source, options.inbox, options.settle ?? 60_000)
  const loaded = await loadAll(database, source, files.filter((f) => !f.isFresh), options, policy)
  const waiting = files.filter((f) => f.isFresh).map((f): FileOutcome => arriving(withoutNumbers(f.name)))
  return { ...loaded, files: [...waiting, ...loaded.files] }
}

/**
 * Loads one file a person sent. `all` takes all of its lines or none; `good` leaves the bad ones out. Sending the file that
 * was loaded last for its month changes nothing; an earlier one is taken, for someone wants it back. `within` is what the
 * person reports on: a file with a line of another unit is refused, and who is not in it is gone from there only. Default: all.
 */
export async function loadFile(
  database: Database, file: FileAt, options: LoadOptions & { readonly source?: FileSource; readonly mode: 'all' | 'good'; readonly within?: Scope },
): Promise<LoadedFiles & { readonly file: FileOutcome }> {
  const policy: Policy = { mode: options.mode, within: options.within, told: Infinity, isRepeat: (known) => known.some((k) => k.isLatest) }
  const loaded = await loadAll(database, options.source ?? industryRosters, [file], options, policy)
  const [only] = loaded.files
  if (!only) throw new Error('A file had no outcome.')
  return { ...loaded, file: only }
}

/** A load of the same bytes for the same month: nothing forbids a platform to send the same people month after month. */
interface KnownLoad {
  readonly loadId: string
  readonly on: string
  /** Whether nothing was loaded for its page since. */
  readonly isLatest: boolean
}

interface Policy {
  readonly mode: 'all' | 'good'
  /** Undefined: a file speaks for every unit. */
  readonly within?: Scope | undefined
  /** Problems of a file that are told. */
  readonly told: number
  readonly isRepeat: (known: readonly KnownLoad[]) => boolean
}

interface Parsing extends KeyedLines {
  readonly name: string
  readonly sha256: string
  readonly month: string
}

async function loadAll(database: Database, source: FileSource, files: readonly FileAt[], options: LoadOptions, policy: Policy): Promise<LoadedFiles> {
  const loaded = await loading(database.pool('etl'), source.id, options, async (work) => {
    const means = { reader: openSheetReader(), options, policy, taken: [] }
    const results: Wave[] = []
    try {
      for (let left = files; left.length > 0; left = results.at(-1)?.left ?? []) results.push(await loadWave(work, source, left, means))
    } finally {
      means.reader.close()
    }
    return {
      files: [...results.flatMap((r) => r.passedOver), ...results.flatMap((r) => r.loaded)],
      entities: results.flatMap((r) => r.entities), facts: results.flatMap((r) => r.facts),
    }
  })
  await freshen(database, loaded)
  return loaded
}

interface Means {
  readonly reader: SheetReader
  readonly options: LoadOptions
  readonly policy: Policy
  /** What was loaded so far, by all waves. */
  readonly taken: (Pick<Parsing, 'name' | 'sha256' | 'month'> & { readonly rows: number })[]
}

interface Wave extends Pick<LoadedFiles, 'entities' | 'facts'> {
  readonly loaded: readonly FileOutcome[]
  readonly passedOver: readonly FileOutcome[]
  /** Files of a page that has another in this wave. */
  readonly left: readonly FileAt[]
}

/**
 * Lands files of different pages one after another, each read when the one before has landed, and settles them together. A second file of
 * a page is left for the next wave, where it replaces the first.
 */
async function loadWave(work: Loading, source: FileSource, files: readonly FileAt[], means: Means): Promise<Wave> {
  const { options, policy, taken } = means
  const [loaded, passedOver, left]: [FileOutcome[], FileOutcome[], FileAt[]] = [[], [], []]
  const loads = new Map<string, string>()
  await land(work.trx, async (landing) => {
    for (const file of files) {
      await landing.rest()
      const name = withoutNumbers(file.name ?? basename(file.path))
      const parsing = await parseFile(work, source, { path: file.path, name }, means)
      if ('state' in parsing) {
        passedOver.push(parsing)
        continue
      }
      const twin = taken.find((t) => t.sha256 === parsing.sha256 && t.month === parsing.month)
      if (twin) {
        passedOver.push({ name, state: 'known', problems: [], note: twinOf(twin.name) })
        continue
      }
      const { page, sha256, month, lines } = parsing
      if (loads.has(page)) {
        left.push(file)
        continue
      }
      const loadId = await beginLoad(work, options, parsing)
      loads.set(page, loadId)
      await landFile(landing, source, parsing, loadId)
      loaded.push({ name, state: 'loaded', loadId, page, problems: problemsOf(parsing).slice(0, policy.told) })
      taken.push({ name, sha256, month, rows: lines.length })
      options.onProgress?.(taken.reduce((sum, t) => sum + t.rows, 0))
    }
  })
  if (loads.size === 0) return { loaded, passedOver, left, entities: [], facts: [] }
  const loadIds = [...loads.values()]
  const settled = await settle(work, { loadIds, parents: {}, within: policy.within, subjects: options.subjects, covers: (trx) => coverMonths(trx, source, loadIds) })
  return { loaded, passedOver, left, ...settled }
}

async function parseFile(
  work: Loading, source: FileSource, file: Required<FileAt>, means: Means,
): Promise<Parsing | FileOutcome> {
  const { name } = file
  const { today } = work
  const { mode, within, isRepeat } = means.policy
  let isBeyond = false
  const findUnit = within ? unitsWithin(work.findUnit, within, () => (isBeyond = true)) : work.findUnit
  const refuse = (why: Text, problems: readonly LineProblem[] = []): FileOutcome =>
    ({ name, state: 'refused', problems, note: text(`${name}：${why.zh}。`, `${name}: ${why.en}.`) })
  const bytes = await readFile(file.path).catch(() => undefined)
  if (!bytes) return refuse(outOfReach)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const isKnown = (known: readonly KnownLoad[]): FileOutcome | undefined =>
    isRepeat(known) ? { name, state: 'known', problems: [], ...(known[0] && { note: sameAs(known[0]) }) } : undefined
  // The same bytes under the same name need not be read to be known.
  const same = isKnown(await knownLoads(work, sha256, { name }))
  if (same) return same
  const sheet = await readLines(source, { ...file, bytes }, means.reader)
  if ('refused' in sheet) return refuse(sheet.refused)
  const renamed = isKnown(await knownLoads(work, sha256, { month: sheet.month }))
  if (renamed) return renamed
  if (sheet.month > today) return refuse(toCome(source, sheet.month.slice(0, 7)))
  // The tree of the month's end, which every month has by its 28th.
  const parse = rowParser(source.entity, {
    findUnit, today, unitsOn: `${sheet.month.slice(0, 8)}28`, since: source.since, pseudonym: pseudonymiser(means.options.pseudonymKey),
  })
  const keyed = keyLines(source, parse, sheet.month, sheet.lines)
  if (!keyed) return refuse(nameless(source.entity.columns[source.group]?.name ?? text('', '')))
  const parsing = { ...keyed, name, sha256, month: sheet.month }
  const problems = problemsOf(parsing)
  // Taken without those lines, it would seem loaded to whoever may send all of it.
  if (isBeyond) return refuse(notYours, problems)
  return mode === 'all' && problems.length > 0 ? refuse(mistakes(new Set(problems.map((p) => p.rowNo)).size), problems) : parsing
}

const sameAs = ({ loadId, on }: KnownLoad): Text =>
  text(`内容与 ${on} 导入的批次 ${loadId} 相同，没有再导入。`, `The content is that of load ${loadId} of ${on}, so it was not loaded again.`)
const twinOf = (name: string): Text => text(`内容与 ${name} 相同，只导入一次。`, `The content is that of ${name}, which is loaded once.`)
const toCome = ({ paper }: FileSource, month: string): Text => text(`是 ${month} 的${paper.zh}，那个月还没有到。请核对月份`, `is of ${month}, which has not begun. Check the month`)
const outOfReach = text('读不到，可能已被移走，或者没有读取权限。请核对后重新放入', 'The file cannot be read: it was moved away, or the service may not read it. Check it and put it there again')
const arriving = (name: string): FileOutcome => ({
  name, state: 'waiting', problems: [],
  note: text(`${name}：一分钟内还有写入，可能没有传完，下次运行时再读。`, `${name}: was written to within the last minute and may not be whole yet; the next run reads it.`),
})
const nameless = ({ zh, en }: Text): Text => text(`没有一行写明“${zh}”。请补填`, `no row says its “${en}”. Fill it in`)
const notYours = text('有的行不在您负责的范围内，全部没有导入。请删去这些行，或请负责这些单位的人员上传', 'some rows are of units you do not look after, so nothing was loaded. Delete them, or ask someone who looks after these units to send the file')
const mistakes = (rows: number): Text =>
  text(`有 ${rows} 行有错，全部没有导入。请改正后再传`, `${rows} rows have mistakes, so nothing was loaded. Correct them and send the file again`)

const problemsOf = (p: Parsing): LineProblem[] => p.lines.flatMap(({ rowNo, parsed }) => parsed.problems.map((problem) => ({ rowNo, ...problem })))

async function landFile(landing: Landing, { entity }: FileSource, { page, lines }: Parsing, loadId: string): Promise<void> {
  for (const { rowNo, key, parsed } of lines) {
    const parent = entity.parent === undefined ? null : (parsed.row[entity.parent] ?? null)
    const full = landing.take({ loadId, rowNo, entity: entity.id, key, page, parent: parent === null ? null : String(parent), parsed })
    if (full) await full
  }
  // A line nobody can read may be the one that seems to be missing, so such a file takes nobody off.
  if (lines.every((line) => line.key !== null)) landing.complete(loadId, entity.id, page)
}

/** A file reports its month for every county that has a line in it. */
async function coverMonths(trx: Knex.Transaction, { id: source, entity: { id: entity } }: FileSource, loadIds: readonly string[]): Promise<void> {
  await trx.raw(
    `with fresh as (
      insert into coverage (county_id, source, month_on, load_id)
      select r.county_id, :source, l.covers_month, min(l.load_id)
      from load l join raw_latest r on r.source = :source and r.entity = :entity and r.page = l.page
      where l.load_id = any(:loadIds::bigint[]) and r.county_id <> 0
      group by r.county_id, l.covers_month
      on conflict do nothing
      returning county_id, month_on
    )
    insert into covered select county_id, month_on from fresh`,
    { source, entity, loadIds },
  )
}

async function knownLoads({ trx, source }: Loading, sha256: string, { name, month }: { name?: string; month?: string }): Promise<KnownLoad[]> {
  const { rows } = await trx.raw<{ rows: KnownLoad[] }>(
    `select l.load_id as "loadId", (l.started_at at time zone 'Asia/Shanghai')::date as "on",
       not exists (select from load later where later.source = l.source and later.page = l.page and later.load_id > l.load_id) as "isLatest"
     from load l where l.source = :source and l.finished_at is not null and l.file_sha256 = :sha256 and (l.file_name = :name or l.covers_month = :month) order by l.load_id desc`,
    { source, sha256, name: name ?? null, month: month ?? null },
  )
  return rows
}
